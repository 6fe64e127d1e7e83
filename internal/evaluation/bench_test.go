package evaluation

import "testing"

// BenchmarkThreeTables reads, scores and checks the three published tables: 50 ms are allowed.
func BenchmarkThreeTables(b *testing.B) {
	src := seedBytes(b)
	b.ReportAllocs()
	for b.Loop() {
		tables, err := Read(src, "seed.txt")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := EvaluateReported(tables); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRead and BenchmarkCheck tell where the time of BenchmarkThreeTables goes.
func BenchmarkRead(b *testing.B) {
	src := seedBytes(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(src, "seed.txt"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	tables := readSeed(b)
	b.ReportAllocs()
	for b.Loop() {
		Check(tables, Context{})
	}
}
