SELECT v.ref, c.number, CASE c.reason WHEN 'rent' THEN '无房租赁提取' WHEN 'purchase' THEN '购房提取'
		WHEN 'repay' THEN '偿还住房贷款提取' WHEN 'retire' THEN '离休、退休提取' WHEN 'left-employment' THEN '离职提取'
		WHEN 'death' THEN '死亡提取' ELSE '提取' END,
	'member', c.member, CAST(0 AS BIGINT), c.decided
FROM v CROSS JOIN withdrawal_case c WHERE c.id = v.ref
