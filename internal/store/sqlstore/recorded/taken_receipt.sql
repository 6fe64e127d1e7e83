SELECT t.voucher, CAST(COUNT(*) AS TEXT)
FROM (SELECT voucher, id FROM receipt
	UNION
	SELECT h.voucher, r.id FROM holder_movement h JOIN receipt r ON r.id = h.holder WHERE h.account = 21902) t
JOIN voucher v ON v.id = t.voucher
WHERE v.kind = 90
GROUP BY t.voucher
