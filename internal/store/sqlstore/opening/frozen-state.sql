SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account WHERE state = '06'
