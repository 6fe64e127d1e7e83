SELECT state AS object, COUNT(*) AS value FROM opening_account GROUP BY state
