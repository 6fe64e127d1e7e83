// Package owntest signs members in for tests, without a code.
package owntest

import (
	"encoding/hex"
	"fmt"

	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/own"
)

// SignIn begins a session of a member, and gives its token, which begins with a text of the test. It makes what own
// makes of a session, so that the real service resumes it.
func SignIn(tx unit.Tx, s *own.Service, person member.PersonID, text string) (token string, err error) {
	token = fmt.Sprintf("%s.%d", text, person)
	digest := hex.EncodeToString(s.Index.Of("own-session", token))
	return token, s.Store.BeginSession(tx, own.Session{Digest: []byte(digest), Person: person, Begun: s.Clock.Now()}, 0)
}
