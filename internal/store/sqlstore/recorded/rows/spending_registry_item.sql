SELECT bill, certificate, no, loan, amount FROM spending_registry_item
-- by id
WHERE bill = $1
