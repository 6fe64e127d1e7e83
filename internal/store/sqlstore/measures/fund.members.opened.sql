SELECT 'member' AS source, id AS ref, opened_on AS day, CAST(1 AS BIGINT) AS n
FROM member
WHERE opened_on BETWEEN $1 AND $2
    AND id NOT IN (SELECT account FROM movement WHERE kind = 90)
