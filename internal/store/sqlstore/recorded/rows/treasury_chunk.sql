SELECT voucher, year, no, through_home, through_id, accounts, movements, interest FROM treasury_chunk
-- by id
WHERE voucher = $1
