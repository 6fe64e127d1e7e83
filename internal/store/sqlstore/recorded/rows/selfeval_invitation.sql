SELECT survey, no, person, code_index FROM selfeval_invitation
-- by id
WHERE survey = $1
