-- A voucher names the request that it was posted under (请求键). Vouchers from before this have none.
ALTER TABLE voucher ADD COLUMN request_home BIGINT NOT NULL DEFAULT 0;
ALTER TABLE voucher ADD COLUMN request_key TEXT NOT NULL DEFAULT '';
