SELECT 1 AS no, 0 AS part, '印刷业务' AS label, 'text' AS kind, CAST(0 AS BIGINT) AS n, title AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_print_order WHERE id = $1
UNION ALL SELECT 2, 0, '订单', 'text', 0, document, 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 3, 0, '下单日', 'date', day, '', 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 4, 0, '金额（元）', 'fen', amount, '', 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 5, 0, '验收日', 'date', accepted_day, '尚未验收', 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 6, 0, '验收单', 'text', 0, acceptance, 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 7, 0, '支付日', 'date', paid_day, '尚未支付', 0, '', 0 FROM spending_print_order WHERE id = $1
UNION ALL SELECT 8, 0, '付款', 'text', 0, p.document, 0, 'payment', p.id
FROM spending_print_order o JOIN spending_payment p ON p.id = o.payment WHERE o.id = $1
ORDER BY no
