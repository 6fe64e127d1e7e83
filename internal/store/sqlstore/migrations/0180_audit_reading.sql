-- The log is read by person, by record and by time, the newest first. Who acted stands in the canonical bytes of each
-- entry, behind their first 25: its length in one byte, since codes are short, and its text.
ALTER TABLE audit_entry ADD COLUMN actor TEXT NOT NULL DEFAULT '';
/*sqlite: UPDATE audit_entry SET actor = COALESCE(CAST(substr(canonical, 27,
    unicode(CAST(substr(canonical, 26, 1) AS TEXT))) AS TEXT), ''); */
/*postgres: UPDATE audit_entry SET actor = convert_from(substring(canonical FROM 27 FOR get_byte(canonical, 25)),
    'UTF8'); */
CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_actor ON audit_entry (actor, at, id);
CREATE INDEX audit_entry_ref ON audit_entry (ref, at, id);
CREATE INDEX audit_seal_entry ON audit_seal (entry);
