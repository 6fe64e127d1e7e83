-- The case of an account that is undecided, or 0. It stands in the member's own row and in no index, so that units for
-- different members have no page in common that one reads and the other writes; the index of undecided cases was a page
-- or two that every application read and wrote.
ALTER TABLE member ADD COLUMN busy BIGINT NOT NULL DEFAULT 0;
UPDATE member SET busy = COALESCE((SELECT MAX(c.id) FROM withdrawal_case c
    WHERE c.member = member.no AND c.state = 1), 0);
DROP INDEX withdrawal_case_undecided;
-- Rows that are rewritten once find room on their page, so that their indexes stay as they are.
/*postgres: ALTER TABLE withdrawal_case SET (fillfactor = 70); */
/*postgres: ALTER TABLE remittance_list SET (fillfactor = 70); */
/*postgres: ALTER TABLE member SET (fillfactor = 80); */
