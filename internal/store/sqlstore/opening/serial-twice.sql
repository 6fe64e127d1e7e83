SELECT 'ZSZC' AS tab, a.ref, a.serial AS name, '' AS detail FROM opening_suspense a
WHERE EXISTS (SELECT 1 FROM opening_suspense b
	WHERE b.bank = a.bank AND b.arrived = a.arrived AND b.serial = a.serial AND b.ref < a.ref)
