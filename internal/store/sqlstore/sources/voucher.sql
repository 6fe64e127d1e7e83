SELECT v.ref, '' AS label, x.summary AS detail, 'voucher' AS link, '' AS link_to, x.month_no AS number, CAST(0 AS BIGINT) AS done
FROM v CROSS JOIN voucher x WHERE x.id = v.ref
