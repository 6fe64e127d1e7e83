SELECT state AS object, COUNT(*) AS value FROM opening_unit GROUP BY state
