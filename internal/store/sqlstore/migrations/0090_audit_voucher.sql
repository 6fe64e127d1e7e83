-- A voucher's page says who posted it.
CREATE INDEX audit_entry_voucher ON audit_entry (ref) WHERE kind = 'voucher.posted';
