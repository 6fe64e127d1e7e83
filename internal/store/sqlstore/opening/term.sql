SELECT 'DQCK' AS tab, ref, no AS name, '' AS detail FROM opening_deposit
WHERE months NOT IN (12, 24, 36) OR due - placed NOT BETWEEN months * 30 AND months * 31
