SELECT v.ref, COALESCE(p.document, ''), '工资发放', CASE WHEN p.id IS NULL THEN '' ELSE 'payment' END, COALESCE(p.document, ''),
	CAST(0 AS BIGINT), r.paid_day
FROM v CROSS JOIN spending_pay_run r LEFT JOIN spending_payment p ON p.id = r.payment WHERE r.id = v.ref
