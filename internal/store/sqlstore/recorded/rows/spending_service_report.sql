SELECT id, contract, month, month_end, day, document FROM spending_service_report
-- by id
WHERE id = $1
