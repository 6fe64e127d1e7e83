SELECT 'ZSZC' AS tab, ref, serial AS name, payer_name AS detail FROM opening_suspense WHERE kind = '01' AND employer = ''
