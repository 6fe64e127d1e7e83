SELECT a.id AS ref, CASE WHEN a.balance >= 0 AND a.carried >= 0 AND a.carried <= a.balance
	AND (a.closed = 0 OR a.balance = 0) THEN 1 ELSE 0 END AS ok
FROM member_account a
UNION ALL
SELECT h.holder, CASE WHEN h.total <= 0 THEN 1 ELSE 0 END
FROM (SELECT holder, SUM(amount) AS total FROM holder_movement WHERE account IN (12101, 12201) GROUP BY holder) h
UNION ALL
SELECT h.holder, CASE WHEN h.total <= 0 THEN 1 ELSE 0 END
FROM (SELECT account, holder, SUM(amount) AS total FROM holder_movement
	WHERE account IN (10101, 10102, 10201) GROUP BY account, holder) h
UNION ALL
SELECT h.holder, CASE WHEN h.total >= 0 THEN 1 ELSE 0 END
FROM (SELECT account, holder, SUM(amount) AS total FROM holder_movement
	WHERE account IN (21901, 21902) GROUP BY account, holder) h
