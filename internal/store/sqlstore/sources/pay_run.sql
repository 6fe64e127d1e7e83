SELECT v.ref, COALESCE(p.document, ''), '工资发放', 'register', 'pay_run/' || CAST(v.ref AS TEXT),
	CAST(0 AS BIGINT), r.paid_day
FROM v CROSS JOIN spending_pay_run r LEFT JOIN spending_payment p ON p.id = r.payment WHERE r.id = v.ref
