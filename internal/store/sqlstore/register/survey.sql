SELECT 1 AS no, 0 AS part, '专题' AS label, 'topic' AS kind, CAST(topic AS BIGINT) AS n, '' AS words, 0 AS cost, '' AS link, CAST(0 AS BIGINT) AS ref
FROM spending_survey WHERE id = $1
UNION ALL SELECT 2, 0, '调查报告', 'text', 0, document, 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 3, 0, '所问期间首日', 'date', from_day, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 4, 0, '所问期间末日', 'date', to_day, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 5, 0, '调查日', 'date', held_day, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 6, 0, '发出问卷（份）', 'count', sent, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 7, 0, '有效问卷（份）', 'count', valid, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 8, 0, '很满意（份）', 'count', very_satisfied, '', 0, '', 0 FROM spending_survey WHERE id = $1
UNION ALL SELECT 9, 0, '满意（份）', 'count', satisfied, '', 0, '', 0 FROM spending_survey WHERE id = $1
ORDER BY no
