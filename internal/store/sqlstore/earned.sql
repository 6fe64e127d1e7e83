WITH period AS MATERIALIZED (
	SELECT CAST(key AS BIGINT) AS no, CAST(value ->> 0 AS BIGINT) AS first, CAST(value ->> 1 AS BIGINT) + 1 AS after,
		CAST(value ->> 2 AS BIGINT) AS runs
	FROM json_each($1)),
moved AS (
	SELECT home, account, seq, day, kind, amount, balance,
		CASE WHEN kind = $3 AND voucher IN (SELECT id FROM voucher WHERE kind = $2) THEN day + 1 ELSE day END AS since
	FROM movement),
span AS (
	SELECT home, account, balance, since,
		LEAD(since) OVER (PARTITION BY home, account ORDER BY seq) AS until
	FROM moved),
part AS (
	SELECT s.home, s.account, p.no, s.balance * (CASE WHEN s.until < p.after THEN s.until ELSE p.after END
			- CASE WHEN s.since > p.first THEN s.since ELSE p.first END) AS product, 0 AS paid
	FROM span s JOIN period p ON s.since < p.after AND COALESCE(s.until, p.after) > p.first
	WHERE s.balance <> 0
	UNION ALL
	SELECT o.home, o.account, p.no, o.product, 0
	FROM opening_product o JOIN period p ON o.day >= p.first AND o.day < p.after
	UNION ALL
	SELECT m.home, m.account, p.no, 0, m.amount
	FROM moved m JOIN period p ON m.day >= p.first AND m.day < p.after
	WHERE m.kind = $3)
SELECT x.home, x.account, x.no, CAST(SUM(x.product) AS BIGINT), CAST(SUM(x.paid) AS BIGINT),
	CASE WHEN a.closed = 1 THEN a.last_day ELSE 0 END
FROM part x
JOIN period p ON p.no = x.no
JOIN member_account a ON a.home = x.home AND a.id = x.account
WHERE p.runs = 0 OR a.closed = 1
GROUP BY x.home, x.account, x.no, a.closed, a.last_day
