SELECT id, no, year, paper, paper_no, dated, item, measure, amount, printed, page, by_code, day FROM selfeval_outside
-- by id
WHERE id = $1
