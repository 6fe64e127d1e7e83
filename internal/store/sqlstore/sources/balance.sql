SELECT v.ref, '', '当日终了的住房公积金科目余额', 'trial', '', CAST(0 AS BIGINT), CAST(0 AS BIGINT)
FROM v
