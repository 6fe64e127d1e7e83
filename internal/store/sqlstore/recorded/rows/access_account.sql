SELECT person, password, changed_on, history, secret, slip_security, slip_systems FROM access_account
-- by id
WHERE person = $1
-- by first last
WHERE person BETWEEN $1 AND $2
