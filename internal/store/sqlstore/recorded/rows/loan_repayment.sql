SELECT voucher, loan, number, due, day, overdue, principal, interest, penalty FROM loan_repayment
-- by voucher
WHERE voucher = $1
