SELECT 'GRZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_account
WHERE state IN ('01', '02') AND (product > 366 * balance AND product > 0 OR carried > 0 AND product = 0
	AND EXISTS (SELECT 1 FROM opening_account x WHERE x.product > 0))
