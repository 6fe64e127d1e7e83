package treasury

// SetChunk makes one unit of work credit n accounts, so that a test needs few.
func (s *Service) SetChunk(n int) { s.chunk = n }
