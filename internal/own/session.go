package own

import (
	"context"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
)

// sessionToken is the token of a person's session: a secret, and whose it is. The row has a digest of both under the
// centre's key, so that whoever writes the database cannot make it another person's.
func sessionToken(secret string, of member.PersonID) string { return fmt.Sprintf("%s.%d", secret, of) }

// Resume says which member is signed in with a token. It refuses with CodeEnded one that was not used for half an hour,
// is older than eight, or was ended; used says whether this is a use. When it was last used is known to this process
// only, as of staff.
func (s *Service) Resume(ctx context.Context, token string, used bool) (by act.By, err error) {
	digest := s.digest("own-session", token)
	var one Session
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		var found bool
		one, found, err = s.Store.Session(tx, digest)
		if err == nil && (!found || !strings.HasSuffix(token, sessionToken("", one.Person))) {
			err = ended()
		}
		return err
	})
	if err != nil {
		return by, err
	}
	if !s.seen.Still(digest, one.Begun, s.Clock.Now(), idle, longest, used) {
		return by, ended()
	}
	return act.By{Actor: access.MemberCode(int64(one.Person)), Door: act.OnlineHall}, nil
}

func ended() *refusal.Refused {
	return refusal.New(CodeEnded, "尚未登录，或登录已失效", "GB/T 22239-2019 8.1.4.1 b）", "请用验证码登录")
}

// SignOut ends the sessions of whoever acts (退出).
func (s *Service) SignOut(ctx context.Context, by act.By) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReadOwn)
	if err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "own.sign-out", func(tx unit.Tx) error {
		s.Audit.Record(tx, audit.Entry{Kind: "own.signed-out"})
		return s.Store.EndSessions(tx, Whose(by))
	})
}

// Whose is the person who acts, or zero for whoever is no member.
func Whose(by act.By) member.PersonID { return member.PersonID(access.MemberID(by)) }

// begin begins a session of a person with a fresh secret, in place of every other one.
func (s *Service) begin(tx unit.Tx, person member.PersonID, account int64, fresh string) (token string, err error) {
	now := s.Clock.Now()
	token = sessionToken(fresh, person)
	return token, s.Store.BeginSession(tx, Session{Digest: s.digest("own-session", token), Person: person,
		Account: account, Begun: now}, now-span(longest))
}
