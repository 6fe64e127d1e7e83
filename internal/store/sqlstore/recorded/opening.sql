SELECT opening, CAST(COUNT(*) AS TEXT) FROM member GROUP BY opening
