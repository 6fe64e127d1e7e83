SELECT v.ref, b.premises, COALESCE(p.payee, '尚未缴费'), CASE WHEN p.id IS NULL THEN '' ELSE 'payment' END,
	COALESCE(p.document, ''), CAST(0 AS BIGINT), b.paid_day
FROM v CROSS JOIN spending_bill b LEFT JOIN spending_payment p ON p.id = b.payment WHERE b.id = v.ref
