-- The rows behind a figure name a member by id alone.
CREATE INDEX member_id ON member (id);
