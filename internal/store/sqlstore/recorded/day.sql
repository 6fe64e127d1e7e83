SELECT day, state FROM book_day WHERE state > 1
