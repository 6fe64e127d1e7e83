SELECT id AS subject, borrower AS person, contract AS account, amount, amount AS rest, 0 AS month, disbursed AS day
FROM loan WHERE id = $1 AND voucher = $2
