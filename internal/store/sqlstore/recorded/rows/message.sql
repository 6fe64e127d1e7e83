SELECT event, template, subject, person, account, amount, rest, month, day, state, round, cause, closed_by, remark
FROM message
-- by id
WHERE event = $1
