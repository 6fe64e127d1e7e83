SELECT CASE WHEN unpaid > 0 THEN '逾期' ELSE '正常' END AS object, COUNT(*) AS value
FROM opening_loan GROUP BY CASE WHEN unpaid > 0 THEN '逾期' ELSE '正常' END
