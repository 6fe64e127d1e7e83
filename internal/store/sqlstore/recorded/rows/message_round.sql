SELECT event, template, subject, round, number, shown, at, reported, code FROM message_round
-- by id
WHERE event = $1
