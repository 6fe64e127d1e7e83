package app

import (
	"context"

	"guangsha/internal/store/storebench"
)

// BenchOptions says what to measure, and BenchResult what was found.
type (
	BenchOptions = storebench.Options
	BenchResult  = storebench.Result
)

// Bench measures durable postings on books of its own, never on a centre's, and removes them. report hears what is
// going on.
func Bench(ctx context.Context, o BenchOptions, report func(string)) (BenchResult, error) {
	return storebench.Run(ctx, o, report)
}
