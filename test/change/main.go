// Command change enters one more survey of borrowers into the books of a city that has lived its year, through the use
// case that a clerk uses. The tests of the pages run it beside a serving console and look at the cell that must change.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"

	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/spending"
)

func main() {
	data := flag.String("data", "", "data folder of the city")
	db := flag.String("db", "", "PostgreSQL, unless the books lie in the folder")
	n := flag.Int("n", 1, "which of several changes, each of which is entered once")
	flag.Parse()
	if err := change(context.Background(), app.Config{Data: *data, DB: *db, Centre: app.DefaultCentre},
		*n); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// change enters a survey in which nobody was pleased, so that the share of those who were must fall.
func change(ctx context.Context, config app.Config, n int) (err error) {
	first, last := civil.DateOf(2024, 1, 1), civil.DateOf(2024, 12, 31)
	clock := civil.NewManual(civil.At(last.AddDays(1), 9, 0))
	centre, err := app.Open(ctx, config, clock, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	by := act.By{Actor: "clerk01", Door: act.Counter, Branch: app.Demonstration.Offices[0].Code, Trace: "test/change"}
	_, err = centre.Spending.RecordSurvey(ctx, by, fmt.Sprint("test/change/", n), spending.Survey{
		Topic: spending.SurveyBorrowers, From: first, To: last, Held: last, Sent: 100, Valid: 100,
		Document: fmt.Sprintf("示例问卷〔2024〕9%d号", n)})
	return err
}
