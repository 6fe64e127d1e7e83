SELECT v.ref, o.document, o.title, 'register', 'print_order/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), o.accepted_day
FROM v CROSS JOIN spending_print_order o WHERE o.id = v.ref
