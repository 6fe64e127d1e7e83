package access

import (
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
)

// Store keeps people, posts and the changes of them.
type Store interface {
	// NextID takes an id of a kind.
	NextID(tx unit.Tx, kind string) (int64, error)
	// FenceDay lets every unit of work end that has begun and keeps new ones out until tx ends. It must be the first
	// call in tx. Whatever changes rights holds it: no unit that was decided by the old ones ends after it.
	FenceDay(tx unit.Tx) error
	// Version is the version of a person's rights, or zero.
	Version(tx unit.Tx, id PersonID) (int64, error)
	// Person, PersonByCode and PersonByMark read a person, or give false.
	Person(tx unit.Tx, id PersonID) (Person, bool, error)
	PersonByCode(tx unit.Tx, code string) (Person, bool, error)
	PersonByMark(tx unit.Tx, mark []byte) (Person, bool, error)
	// People lists staff after a code, in the order of codes.
	People(tx unit.Tx, after string, limit int) ([]Person, error)
	// SavePeople writes people, new ones or those that are there.
	SavePeople(tx unit.Tx, list []Person) error
	// Posts are the posts of a person, those that have ended among them, in their order.
	Posts(tx unit.Tx, id PersonID) ([]Post, error)
	// SetPosts writes the posts of people in place of those they had.
	SetPosts(tx unit.Tx, list map[PersonID][]Post) error
	// Holders are the people who hold a role on a day and have not left.
	Holders(tx unit.Tx, role string, day civil.Date) ([]PersonID, error)
	// AddChange writes a change of rights; false when its request is there already.
	AddChange(tx unit.Tx, c Change) (bool, error)
	// Change reads a change, ChangeByRequest that of a request key; or false.
	Change(tx unit.Tx, id int64) (Change, bool, error)
	ChangeByRequest(tx unit.Tx, request string) (Change, bool, error)
	// SetChange writes how a change ended.
	SetChange(tx unit.Tx, c Change) error
	// Changes lists changes before one, the latest first.
	Changes(tx unit.Tx, before int64, limit int) ([]Change, error)
	// Account reads how a person signs in; one that is not there has the person's id and nothing else.
	Account(tx unit.Tx, id PersonID) (Account, error)
	// SaveAccount writes it.
	SaveAccount(tx unit.Tx, a Account) error
	// AddSession writes a session, Session reads one and whose it is or gives false, EndSessions ends those of a
	// person.
	AddSession(tx unit.Tx, one Session) error
	Session(tx unit.Tx, digest []byte) (Session, Person, bool, error)
	EndSessions(tx unit.Tx, id PersonID) error
	// AddPasskey writes a passkey; false when its credential is there already.
	AddPasskey(tx unit.Tx, p Passkey) (bool, error)
	// Passkeys are those of a person in the order they came, PasskeyByCredential reads one or gives false.
	Passkeys(tx unit.Tx, id PersonID) ([]Passkey, error)
	PasskeyByCredential(tx unit.Tx, credential string) (Passkey, bool, error)
	// UsePasskey writes that a passkey was used, with its counter; false when the counter has not moved on, unless it
	// was always zero.
	UsePasskey(tx unit.Tx, id, counter int64, now civil.Instant) (bool, error)
	// RemovePasskey removes one of a person's or gives false, RemovePasskeys all.
	RemovePasskey(tx unit.Tx, person PersonID, id int64) (bool, error)
	RemovePasskeys(tx unit.Tx, person PersonID) error
	// Spend keeps that something good once was used, until an instant after which it is too old anyway; false when it
	// was used before. It forgets what is too old now.
	Spend(tx unit.Tx, digest []byte, until, now civil.Instant) (bool, error)
	// AddPartnerKey writes the key of a partner; false when its request or the key itself is there already.
	AddPartnerKey(tx unit.Tx, k PartnerKey) (bool, error)
	// PartnerKey reads a key, PartnerKeyByRequest that of a request key; or false. PartnerKeys are
	// all, by their partners.
	PartnerKey(tx unit.Tx, id int64) (PartnerKey, bool, error)
	PartnerKeyByRequest(tx unit.Tx, request string) (PartnerKey, bool, error)
	PartnerKeys(tx unit.Tx) ([]PartnerKey, error)
	// SetPartnerKey writes how far a key is.
	SetPartnerKey(tx unit.Tx, k PartnerKey) error
	// Enrolled says whether anybody has a password.
	Enrolled(tx unit.Tx) (bool, error)
	// SetUp reads the digest of the set-up code; used says that it is spent.
	SetUp(tx unit.Tx) (digest []byte, used, found bool, err error)
	// SaveSetUp writes it.
	SaveSetUp(tx unit.Tx, digest []byte, used bool) error
}
