SELECT a.id AS subject, a.person, m.no AS account, 0 AS amount, 0 AS rest, 0 AS month, a.day
FROM person_amendment a JOIN member m ON m.home = a.home AND m.id = a.account
WHERE a.id = $1 AND CAST($2 AS BIGINT) = 0 AND a.mobile <> ''
