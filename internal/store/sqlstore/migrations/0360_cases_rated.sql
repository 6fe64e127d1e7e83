-- Ratings (好差评) are counted by the moment at which they were given; few of the entries are one.
CREATE INDEX service_case_entry_rated ON service_case_entry (at) WHERE act = 'rate';
