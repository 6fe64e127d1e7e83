SELECT id, no, uscc FROM employer
