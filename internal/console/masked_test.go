package console_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"guangsha/internal/base/unit"
	"guangsha/internal/member"
)

// people are the secrets of everybody in the city: names, identity numbers, mobiles and cards.
func (s site) people() (secrets []string) {
	s.t.Helper()
	err := s.centre.Work.Read(context.Background(), func(tx unit.Tx) error {
		for id := member.PersonID(1); id < 2*citizens; id++ {
			if _, found, err := s.centre.Member.Store.Person(tx, id); err != nil || !found {
				if err != nil {
					return err
				}
				continue
			}
			p, err := s.centre.Member.Personal(tx, id)
			if err != nil {
				return err
			}
			for _, secret := range []string{p.Name, p.IDNo, p.Mobile, p.Card} {
				if secret != "" {
					secrets = append(secrets, secret)
				}
			}
		}
		return nil
	})
	if err != nil || len(secrets) < 4*citizens {
		s.t.Fatalf("%d secrets of %d people: %v", len(secrets), citizens, err)
	}
	return secrets
}

// TestNoAnswerHoldsAPersonUnmasked looks for everybody's name and numbers in everything that the city's routes say.
func TestNoAnswerHoldsAPersonUnmasked(t *testing.T) {
	onBoth(t, func(t *testing.T, s site) {
		s.t = t
		secrets := s.people()
		targets := []string{"/api/members?limit=200", "/api/employers?limit=200", "/api/loans?limit=200",
			"/api/vouchers?limit=200", "/api/withdrawals?limit=200", "/api/late?year=2024&limit=200",
			"/api/loans/fee-gaps?year=2024", "/api/year/2024/dashboard", "/api/evaluation/2024/tables/1"}
		fields := map[string]string{"/api/members": "no", "/api/employers": "no", "/api/loans": "ref",
			"/api/vouchers": "ref"}
		for list, field := range fields {
			for _, row := range get[paged](s, list+"?limit=60").Items {
				one := list + "/" + url.PathEscape(row[field].(string))
				targets = append(targets, one)
				switch list {
				case "/api/members":
					targets = append(targets, one+"/statement")
				case "/api/employers":
					targets = append(targets, one+"/months")
				}
			}
		}
		for _, m := range get[paged](s, "/api/measures?year=2024").Items {
			targets = append(targets, "/api/measures/"+m["name"].(string)+"/rows?year=2024&limit=200")
		}
		for _, target := range targets {
			w := s.ask(http.MethodGet, target, nil)
			if w.Code != http.StatusOK {
				t.Errorf("%s: %d", target, w.Code)
			}
			body := w.Body.String()
			for _, secret := range secrets {
				if strings.Contains(body, secret) {
					t.Errorf("%s holds %s", target, secret)
				}
			}
		}
		for _, secret := range secrets {
			if strings.Contains(s.log.String(), secret) {
				t.Errorf("the log holds %s", secret)
			}
		}
	})
}
