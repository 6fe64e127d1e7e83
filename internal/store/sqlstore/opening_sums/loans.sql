SELECT e.office AS object, CAST(SUM(l.balance) AS BIGINT) AS value
FROM opening_loan l JOIN opening_contract c ON c.no = l.contract JOIN opening_account a ON a.no = c.account
JOIN opening_employer e ON e.no = a.employer GROUP BY e.office
