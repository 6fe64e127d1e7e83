SELECT MIN(v.id) AS ref, CASE WHEN MIN(v.day) = MAX(v.day) THEN 1 ELSE 0 END AS ok
FROM voucher v
WHERE v.request_key <> ''
GROUP BY v.request_home, v.request_key
UNION ALL
SELECT h.holder, CASE WHEN COUNT(*) = 1 THEN 1 ELSE 0 END
FROM holder_movement h
WHERE h.ref <> ''
GROUP BY h.account, h.holder, h.day, h.ref
UNION ALL
SELECT v.reverses, CASE WHEN COUNT(*) = 1 THEN 1 ELSE 0 END
FROM voucher v
WHERE v.reverses > 0
GROUP BY v.reverses
UNION ALL
SELECT v.id, CASE WHEN EXISTS (SELECT 1 FROM request r WHERE r.home = v.request_home AND r.key = v.request_key)
	THEN 1 ELSE 0 END
FROM voucher v
WHERE v.request_key <> ''
