-- The stamped scan of a table (签章扫描件) is evidence of the table itself: the version that was signed, 0 for other evidence.
ALTER TABLE selfeval_attachment ADD COLUMN scan_of INTEGER NOT NULL DEFAULT 0;
