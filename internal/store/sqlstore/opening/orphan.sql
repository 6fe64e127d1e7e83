SELECT 'DWZHXX' AS tab, a.ref, a.no AS name, '缴存单位信息 ' || a.no AS detail FROM opening_unit a
WHERE NOT EXISTS (SELECT 1 FROM opening_employer b WHERE b.no = a.no)
UNION ALL
SELECT 'JCDWXX', a.ref, a.no, '单位账户 ' || a.no FROM opening_employer a
WHERE NOT EXISTS (SELECT 1 FROM opening_unit b WHERE b.no = a.no)
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '单位 ' || a.employer FROM opening_account a
WHERE NOT EXISTS (SELECT 1 FROM opening_employer b WHERE b.no = a.employer)
UNION ALL
SELECT 'GRZHXX', a.ref, a.no, '个人信息 ' || a.no FROM opening_account a
WHERE NOT EXISTS (SELECT 1 FROM opening_person b WHERE b.no = a.no)
UNION ALL
SELECT 'GRXX', a.ref, a.no, '个人账户 ' || a.no FROM opening_person a
WHERE NOT EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.no)
UNION ALL
SELECT 'JKHT', a.ref, a.no, '借款人账号 ' || a.account FROM opening_contract a
WHERE NOT EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.account AND b.state IN ('01', '02'))
UNION ALL
SELECT 'DKZHXX', a.ref, a.no, '借款合同 ' || a.contract FROM opening_loan a
WHERE NOT EXISTS (SELECT 1 FROM opening_contract b WHERE b.no = a.contract)
UNION ALL
SELECT 'YQDJ', a.ref, a.loan, '贷款账户 ' || a.loan FROM opening_arrear a
WHERE NOT EXISTS (SELECT 1 FROM opening_loan b WHERE b.no = a.loan)
UNION ALL
SELECT 'DQCK', a.ref, a.no, '银行专户 ' || a.bank FROM opening_deposit a
WHERE NOT EXISTS (SELECT 1 FROM opening_bank b WHERE b.number = a.bank AND b.nature = '01')
UNION ALL
SELECT 'ZSZC', a.ref, a.serial, '银行专户 ' || a.bank FROM opening_suspense a
WHERE NOT EXISTS (SELECT 1 FROM opening_bank b WHERE b.number = a.bank AND b.nature = '01')
UNION ALL
SELECT 'ZSZC', a.ref, a.serial, '单位 ' || a.employer FROM opening_suspense a
WHERE a.employer <> '' AND NOT EXISTS (SELECT 1 FROM opening_employer b WHERE b.no = a.employer)
UNION ALL
SELECT 'DJDJ', a.ref, a.account, '个人账户 ' || a.account FROM opening_freeze a
WHERE NOT EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.account)
UNION ALL
SELECT 'XZMD', a.ref, a.account, '个人账户 ' || a.account FROM opening_ban a
WHERE NOT EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.account)
UNION ALL
SELECT 'GFTQ', a.ref, a.account, '个人账户 ' || a.account FROM opening_drawn a
WHERE NOT EXISTS (SELECT 1 FROM opening_account b WHERE b.no = a.account)
