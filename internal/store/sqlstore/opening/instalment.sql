SELECT 'DKZHXX' AS tab, ref, no AS name, '' AS detail FROM opening_loan
WHERE next >= 1 AND next_due > disbursed AND disbursed > 0
	AND ABS((next_due - disbursed) * 12 - next * 365) > 365 * 12
