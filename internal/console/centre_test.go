package console_test

import (
	"context"
	"crypto/rand"
	"testing"

	"guangsha/internal/app"
	"guangsha/internal/base/civil"
)

// TestBooksThatHaveNotBegunAreOfTheYearOfTheClock asks a centre that nobody has opened which year its pages show.
func TestBooksThatHaveNotBegunAreOfTheYearOfTheClock(t *testing.T) {
	config := app.Config{Data: t.TempDir(), Centre: "shili"}
	clock := civil.NewManual(civil.At(civil.DateOf(2025, 1, 1), 9, 0))
	made, err := app.Open(context.Background(), config, clock, rand.Reader, app.Outside{})
	if err == nil {
		err = made.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	s := serve(t, func() (app.Config, error) { return config, nil })
	about := get[struct {
		Year    int    `json:"year"`
		OpenDay string `json:"openDay"`
	}](s, "/api/centre")
	if about.Year != 2025 || about.OpenDay != "" {
		t.Errorf("its year is %d and its open day %q", about.Year, about.OpenDay)
	}
}
