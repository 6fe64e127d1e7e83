SELECT id, state, employer, month, members, due, deadline, paid_on FROM remittance_list
