-- What was done by kind: most kinds are rare in a long log. Vouchers, of which the log has more than of all else, are
-- left out, so that a posting writes no more than before.
CREATE INDEX audit_entry_kind ON audit_entry (kind, at, id) WHERE kind <> 'voucher.posted';
