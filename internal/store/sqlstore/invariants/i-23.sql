SELECT x.series * 10000 + x.year AS ref, CASE WHEN SUM(x.papers) = SUM(x.last) AND SUM(x.numbers) = SUM(x.last)
	AND MAX(x.most) = SUM(x.last) AND MIN(x.least) = 1 AND MAX(x.kinds) = 1 THEN 1 ELSE 0 END AS ok
FROM (
	SELECT p.series, p.year, COUNT(*) AS papers, COUNT(DISTINCT p.serial) AS numbers, 0 AS last,
		MIN(p.serial) AS least, MAX(p.serial) AS most, COUNT(DISTINCT p.kind) AS kinds
	FROM (SELECT kind, CASE WHEN plain THEN CAST(SUBSTR(no, 7, 2) AS BIGINT) ELSE -1 END AS series,
			CASE WHEN plain THEN CAST(SUBSTR(no, 9, 4) AS BIGINT) ELSE 0 END AS year,
			CASE WHEN plain THEN CAST(SUBSTR(no, 13, 8) AS BIGINT) ELSE 0 END AS serial
		FROM (SELECT kind, no, LENGTH(no) = 21 AND TRIM(no, '0123456789') = '' AS plain FROM paper) n) p
	GROUP BY p.series, p.year
	UNION ALL
	SELECT series, year, 0, 0, last, NULL, NULL, NULL FROM paper_series) x
GROUP BY x.series, x.year
