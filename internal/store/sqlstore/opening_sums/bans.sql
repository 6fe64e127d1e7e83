SELECT '' AS object, COUNT(*) AS value FROM opening_ban
