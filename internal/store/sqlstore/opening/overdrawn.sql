SELECT 'YHZH' AS tab, ref, number AS name, '' AS detail FROM opening_bank WHERE balance < 0
