SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account WHERE balance <> carried + current_part
