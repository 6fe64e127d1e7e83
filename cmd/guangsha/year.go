package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"guangsha/internal/app"
	"guangsha/internal/sim"
)

// year is what the demonstration shows: how the year was lived and what it came to.
type year struct {
	Members   int         `json:"members"`
	Movements int64       `json:"movements"`
	Seconds   json.Number `json:"seconds"`
	PerSecond int64       `json:"movements_per_second"`
	Fsyncs    int64       `json:"fsyncs"`
	FsyncMean json.Number `json:"fsync_mean_ms"`
}

// gather reads the year's figures from the books.
func gather(_ context.Context, centre *app.Centre, city *sim.City, p *progress) (year, error) {
	took := p.watch.Elapsed()
	n, mean := centre.Commits()
	return year{
		Members:   len(city.People),
		Movements: centre.Movements(),
		Seconds:   thousandths(took.Milliseconds()),
		PerSecond: perSecond(centre.Movements(), took),
		Fsyncs:    n,
		FsyncMean: thousandths(mean.Microseconds()),
	}, nil
}

// thousandths is a number with three decimals.
func thousandths(n int64) json.Number { return json.Number(fmt.Sprintf("%d.%03d", n/1000, n%1000)) }

func printYear(w io.Writer, y year) {
	fmt.Fprintf(w, "职工 %d 人，明细 %d 笔，用时 %s 秒\n", y.Members, y.Movements, y.Seconds)
}
