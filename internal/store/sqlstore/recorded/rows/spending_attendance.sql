SELECT training, staff, attended FROM spending_attendance
-- by id
WHERE training = $1
-- by training
WHERE training = $1
