-- How a loan is repaid (还款方式): 0 equal payments, 1 equal principal. loan_running.payment is what stays equal: the payment
-- of the one, the principal part of the other.
ALTER TABLE loan ADD COLUMN method INTEGER NOT NULL DEFAULT 0;
ALTER TABLE loan_running ADD COLUMN method INTEGER NOT NULL DEFAULT 0;
