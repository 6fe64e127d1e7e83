-- What screens ask a year for is read from indexes: the vouchers of some kinds, and the few lines under income and
-- expense. No posting writes one more index for it: the first takes the place of the one on days, the second holds no
-- line of a remittance, and the third is of members, who do not change when money comes in.
DROP INDEX voucher_day;
CREATE INDEX voucher_day ON voucher (day, id, kind, reverses);
CREATE INDEX line_result ON line (account, voucher) WHERE account >= 40101;
DROP INDEX member_employer;
CREATE INDEX member_employer ON member (employer, state, closed_on);
