-- Vouchers are numbered in the order of the bank's serials, which must not depend on the language of the database.
-- SQLite compares bytes already.
/*postgres: ALTER TABLE holder_movement ALTER COLUMN ref TYPE TEXT COLLATE "C" */ /*sqlite: SELECT 1 */;
