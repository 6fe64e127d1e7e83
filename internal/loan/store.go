package loan

// Store is what loans need of an engine. Every method acts inside tx and sees what tx has written.
type Store interface{}
