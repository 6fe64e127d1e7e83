SELECT training, staff, attended FROM spending_attendance
-- by id
WHERE training = $1
