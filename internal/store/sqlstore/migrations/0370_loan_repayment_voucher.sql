-- The repayments of a voucher, which its audit entry says.
CREATE INDEX loan_repayment_voucher ON loan_repayment (voucher);
