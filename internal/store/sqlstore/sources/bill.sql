SELECT v.ref, b.premises, COALESCE(p.payee, '尚未缴费'), 'register',
	'bill/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), b.paid_day
FROM v CROSS JOIN spending_bill b LEFT JOIN spending_payment p ON p.id = b.payment WHERE b.id = v.ref
