-- Somebody asks what they were told.
CREATE INDEX message_of_person ON message (person, event);
