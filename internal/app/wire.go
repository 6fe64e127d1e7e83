package app

import (
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/store/sqlstore"
)

// Services are the use cases of a centre.
type Services struct {
	Work  unit.Work
	Books *ledger.Books
}

// wire connects the services with the store and with each other. What one capability needs of another stands here
// and nowhere else.
func wire(store *sqlstore.Store, keys *gm.Keys) Services {
	books := ledger.New(store, store, gm.NewHash, keys.Request)
	return Services{Work: store, Books: books}
}
