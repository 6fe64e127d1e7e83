SELECT 0, number, contract, joined, left_on FROM spending_staff
-- by all
