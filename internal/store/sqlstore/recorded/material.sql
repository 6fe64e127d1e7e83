SELECT m.id, CAST(m.state AS TEXT), CASE WHEN m.case_id = 0 THEN '' ELSE COALESCE(c.number, '?') END, m.code, m.kind,
	CAST(m.size AS TEXT),
	CASE WHEN m.state = 3 OR EXISTS (SELECT 1 FROM case_material_content k WHERE k.digest = m.digest) THEN m.digest
		ELSE '' END
FROM case_material m LEFT JOIN service_case c ON c.id = m.case_id
