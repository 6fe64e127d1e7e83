SELECT id, CAST(nature AS TEXT) FROM treasury_bank
