SELECT 'list' AS source, id AS ref, deadline AS day,
    CAST(CASE WHEN state = 3 AND paid_on <= deadline THEN 1 ELSE 0 END AS BIGINT) AS n
FROM remittance_list
WHERE deadline BETWEEN $1 AND $2
