SELECT 'voucher' AS source, v.id AS ref, v.day AS day, -l.amount AS n
FROM voucher v JOIN line l ON l.voucher = v.id
WHERE l.account = 12101 AND v.day BETWEEN $1 AND $2
    AND (v.kind = 12 OR v.reverses > 0 AND EXISTS (SELECT 1 FROM voucher o WHERE o.id = v.reverses AND o.kind = 12))
