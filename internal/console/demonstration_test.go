package console_test

import (
	"net/http"
	"strings"
	"testing"
)

// TestBooksThatWereNotInventedAreNotChangedByVisitors asks as a visitor where no change is offered.
func TestBooksThatWereNotInventedAreNotChangedByVisitors(t *testing.T) {
	s := serve(t, sqlite)
	body := `{"key":"12345678","year":2024,"topic":21,"valid":100,"satisfied":0}`
	w := s.ask(http.MethodPost, "/api/demonstration/surveys", strings.NewReader(body), "Content-Type",
		"application/json")
	if p := problemOf(t, w); w.Code != http.StatusNotFound || p.Title == "" || p.Next == "" {
		t.Errorf("a visitor's change: %d %s", w.Code, w.Body)
	}
	if get[struct{ Changeable bool }](s, "/api/centre").Changeable {
		t.Error("the pages offer a change that there is not")
	}
}
