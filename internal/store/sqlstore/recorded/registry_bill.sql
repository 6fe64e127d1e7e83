SELECT id, CAST(amount AS TEXT) FROM spending_registry_bill
