SELECT loan, certificate, kind, day, office, non_residential, no_fee, document, fee FROM loan_registration
-- by id
WHERE loan = $1
