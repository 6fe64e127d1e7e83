// Command change enters one more survey of borrowers into the books of a city that has lived its year, through the use
// case that a clerk uses. The tests of the pages run it beside a serving console and look at the cell that must change.
// With -awake it takes a centre's quiet hours away instead, so that what is told to people is told at any hour.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"os"

	"guangsha/internal/access"
	"guangsha/internal/app"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/policy"
	"guangsha/internal/spending"
)

func main() {
	data := flag.String("data", "", "data folder of the city")
	db := flag.String("db", "", "PostgreSQL, unless the books lie in the folder")
	n := flag.Int("n", 1, "which of several changes, each of which is entered once")
	awake := flag.Bool("awake", false, "no quiet hours")
	flag.Parse()
	config, do := app.Config{Data: *data, DB: *db, Centre: app.DefaultCentre}, survey(*n)
	if *awake {
		do = wake
	}
	if err := change(context.Background(), config, do); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// The year that the city has lived.
var first, last = civil.DateOf(2024, 1, 1), civil.DateOf(2024, 12, 31)

func change(ctx context.Context, config app.Config, do func(context.Context, *app.Centre) error) (err error) {
	clock := civil.NewManual(civil.At(last.AddDays(1), 9, 0))
	centre, err := app.Open(ctx, config, clock, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	return do(ctx, centre)
}

// survey enters one in which nobody was pleased, so that the share of those who were must fall.
func survey(n int) func(context.Context, *app.Centre) error {
	return func(ctx context.Context, centre *app.Centre) error {
		by := act.By{Actor: "clerk01", Door: act.Counter, Branch: app.Demonstration.Offices[0].Code,
			Trace: "test/change"}
		_, err := centre.Spending.RecordSurvey(ctx, by, fmt.Sprint("test/change/", n), spending.Survey{
			Topic: spending.SurveyBorrowers, From: first, To: last, Held: last, Sent: 100, Valid: 100,
			Document: fmt.Sprintf("示例问卷〔2024〕9%d号", n)})
		return err
	}
}

// wake takes the quiet hours away: two equal ends are none.
func wake(ctx context.Context, centre *app.Centre) error {
	by := act.Auto(app.Demonstration.Offices[0].Code, "test/change")
	inside, err := access.Allow(ctx, centre.Access.Gate(), by, access.BeginBooks)
	if err != nil {
		return err
	}
	from := civil.DateOf(2021, 1, 1)
	_, err = policy.Install(inside, centre.Work, centre.Access.Audit, centre.Policy, by, []policy.Row{
		{Key: "message.quiet.from", Value: "00:00", From: from, Document: "示例参数"},
		{Key: "message.quiet.to", Value: "00:00", From: from, Document: "示例参数"}})
	return err
}
