SELECT 'DKZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_loan WHERE rate <= 0 OR rate > 1000000
UNION ALL
SELECT 'DQCK', ref, no, '' FROM opening_deposit WHERE rate <= 0 OR rate > 1000000
