SELECT v.ref, '', '五项信息化服务合同是否都在期内', 'register', 'day/' || CAST(v.ref AS TEXT), CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v
