SELECT CAST(next_due AS TEXT) AS object, COUNT(*) AS value FROM opening_loan GROUP BY next_due
