SELECT day, CAST(state AS TEXT) FROM book_day WHERE state > 1
