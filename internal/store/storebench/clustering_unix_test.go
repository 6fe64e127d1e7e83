//go:build unix

package storebench

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	_ "modernc.org/sqlite" // the driver under measurement
)

// The centre of the measurement: five years of monthly lists.
const (
	clusterHomes  = 1000
	clusterList   = 43 // accounts of a home
	clusterMonths = 60
	clusterReads  = 500
)

// BenchmarkClustering answers what member movements are clustered by: the account, as the schema has it, or the
// voucher, which appends in order and finds a statement through the vouchers of the home. It counts the processor time
// of both sides, which a busy machine changes little, and logs appended rows per second of it, bytes per row, and
// microseconds for one member's statement, from a cold page cache of the engine.
//
//	go test -run '^$' -bench Clustering -benchtime 1x ./internal/store/storebench
func BenchmarkClustering(b *testing.B) {
	const columns = `home INT, year INT, account INT, seq INT, voucher INT, day INT, kind INT, amount INT, carried INT,
		balance INT`
	for _, layout := range []struct{ name, key, statement string }{
		{"account", "home, year, account, seq", `SELECT amount, balance FROM movement
			WHERE home = $1 AND year IN (2020, 2021, 2022, 2023, 2024) AND account = $2 ORDER BY year, seq`},
		{"voucher", "voucher, home, account, seq", `SELECT m.amount, m.balance FROM voucher_home h CROSS JOIN movement m
			WHERE h.home = $1 AND m.voucher = h.voucher AND m.home = $1 AND m.account = $2`},
	} {
		b.Run(layout.name, func(b *testing.B) {
			file := filepath.Join(b.TempDir(), "clustering.db")
			for b.Loop() {
				if err := os.RemoveAll(file); err != nil {
					b.Fatal(err)
				}
				create := fmt.Sprintf(`CREATE TABLE movement (%s, PRIMARY KEY (%s)) WITHOUT ROWID`, columns, layout.key)
				appended := appendYears(b, file, create)
				read := readStatements(b, file, layout.statement)
				info, err := os.Stat(file)
				if err != nil {
					b.Fatal(err)
				}
				rows := int64(clusterHomes * clusterList * clusterMonths)
				b.Logf("%s: %d rows/s, %d B/row, statement of %d rows %d µs", layout.name,
					rows*1e6/appended, info.Size()/rows, clusterMonths, read/clusterReads)
			}
		})
	}
}

// appendYears writes every list of every month, 23 lists in a commit, and gives the processor time in microseconds.
func appendYears(b *testing.B, file, create string) int64 {
	db := openPlain(b, file+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=cache_size(-262144)"+
		"&_pragma=wal_autocheckpoint(20000)")
	must(b, db, create)
	must(b, db, `CREATE TABLE voucher_home (home INT, voucher INT, PRIMARY KEY (home, voucher)) WITHOUT ROWID`)
	start := processorMicros(b)
	for month := range clusterMonths {
		for home := 0; home < clusterHomes; home++ {
			if home%23 == 0 {
				must(b, db, "BEGIN IMMEDIATE")
			}
			voucher := month*clusterHomes + home
			must(b, db, `INSERT INTO movement SELECT $2, $3, value ->> 0, $4, $5, $6, 1, value ->> 1, 0, $4 * 100000
				FROM json_each($1)`, clusterRows(home), home, 2020+month/12, month, voucher, 18262+30*month)
			must(b, db, `INSERT INTO voucher_home VALUES ($1, $2)`, home, voucher)
			if home%23 == 22 || home == clusterHomes-1 {
				must(b, db, "COMMIT")
			}
		}
	}
	spent := processorMicros(b) - start
	must(b, db, "PRAGMA wal_checkpoint(TRUNCATE)")
	return spent
}

func clusterRows(home int) string {
	rows := make([]string, clusterList)
	for i := range rows {
		rows[i] = fmt.Sprintf("[%d,%d]", home*clusterList+i, 100000+i)
	}
	return "[" + strings.Join(rows, ",") + "]"
}

// readStatements reads the statements of random accounts and gives the processor time in microseconds.
func readStatements(b *testing.B, file, query string) int64 {
	db := openPlain(b, file+"?mode=ro")
	dice := rand.New(rand.NewPCG(1, 1))
	start := processorMicros(b)
	for range clusterReads {
		account := dice.IntN(clusterHomes * clusterList)
		rows, err := db.Query(query, account/clusterList, account)
		if err != nil {
			b.Fatal(err)
		}
		n := 0
		for rows.Next() {
			var amount, balance int64
			if err := rows.Scan(&amount, &balance); err != nil {
				b.Fatal(err)
			}
			n++
		}
		if rows.Err() != nil || n != clusterMonths {
			b.Fatalf("a statement of %d rows: %v", n, rows.Err())
		}
	}
	return processorMicros(b) - start
}

func openPlain(b *testing.B, name string) *sql.DB {
	db, err := sql.Open("sqlite", "file:"+name)
	if err != nil {
		b.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	return db
}

func must(b *testing.B, db *sql.DB, query string, args ...any) {
	if _, err := db.ExecContext(context.Background(), query, args...); err != nil {
		b.Fatal(err)
	}
}

// processorMicros is the processor time that this process has used.
func processorMicros(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return (u.Utime.Nano() + u.Stime.Nano()) / 1000
}
