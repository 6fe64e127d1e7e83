SELECT 'employer' AS source, id AS ref, opened_on AS day, CAST(1 AS BIGINT) AS n
FROM employer
WHERE opened_on BETWEEN $1 AND $2
    AND id NOT IN (SELECT home FROM movement WHERE kind = 90)
