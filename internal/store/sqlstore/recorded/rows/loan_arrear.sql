SELECT loan, number, due, principal, interest, penalty, since, moved, settled FROM loan_arrear
-- by id
WHERE loan = $1
-- by first last
WHERE loan BETWEEN $1 AND $2
-- by voucher
WHERE loan IN (SELECT holder FROM holder_movement WHERE voucher = $1 AND account IN (12101, 12201))
