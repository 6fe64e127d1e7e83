SELECT item || ' ' || object AS object, CAST(SUM(value) AS BIGINT) AS value FROM opening_control GROUP BY item, object
