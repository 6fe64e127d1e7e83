-- When a source of requests would have its whole burst again (频次计量), by a keyed digest of who or whence. The processes
-- of a centre take leases from it; a row of the past says nothing and goes.
CREATE TABLE access_meter (
    class  TEXT   NOT NULL,
    source TEXT   NOT NULL,
    whole  BIGINT NOT NULL, -- instant
    PRIMARY KEY (class, source)
) /*sqlite: WITHOUT ROWID */;
CREATE INDEX access_meter_whole ON access_meter (whole);
