SELECT id, CAST(amount AS TEXT), CAST(rate AS TEXT), CAST(due AS TEXT) FROM treasury_deposit
