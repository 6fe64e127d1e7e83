SELECT v.ref, '工号' || CAST(l.staff AS TEXT), '聘用人员工资', 'register', 'pay_run/' || CAST(r.id AS TEXT), CAST(0 AS BIGINT), r.paid_day
FROM v CROSS JOIN spending_pay_line l JOIN spending_pay_run r ON r.id = l.run
WHERE l.run = v.ref / 100000 AND l.staff = v.ref % 100000
