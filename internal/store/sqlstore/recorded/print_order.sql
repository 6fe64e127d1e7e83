SELECT id, CAST(amount AS TEXT) FROM spending_print_order
