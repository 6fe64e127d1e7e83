package sqlstore_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/jackc/pgx/v5"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/store/opentest"
)

// TestPlantedNumbersAreNowhereInTheClear opens the accounts of 334 people, whose 1,002 numbers are their own, is
// refused each of them again, and reads every file of the database as bytes, the journal among them, with the dump and
// what was said. The account that an employer pays from is no secret and must be found: the search can find.
func TestPlantedNumbersAreNowhereInTheClear(t *testing.T) {
	opentest.Both(t, func(t *testing.T, w *opentest.World) {
		ctx := context.Background()
		by := act.By{Actor: "clerk", Door: act.Counter, Branch: "01", Trace: "test"}
		service := w.Members(t)
		if err := service.Work.Do(ctx, by, "test", func(tx unit.Tx) error {
			return w.Books.Begin(tx, civil.DateOf(2024, 1, 2))
		}); err != nil {
			t.Fatal(err)
		}
		e, err := service.OpenEmployer(ctx, by, "e", opentest.Employer(1))
		if err != nil {
			t.Fatal(err)
		}
		var planted []string
		said := &bytes.Buffer{}
		for n := range 334 {
			p := opentest.Person(n)
			planted = append(planted, p.IDNo, p.Mobile, p.Card)
			if _, err := service.OpenMembers(ctx, by, fmt.Sprint("m", n), e, []member.NewMember{p}); err != nil {
				t.Fatal(err)
			}
			again := p
			again.Name = "别人"
			_, err := service.OpenMembers(ctx, by, fmt.Sprint("again", n), e, []member.NewMember{again})
			fmt.Fprintln(said, err)
		}
		if err := w.Store.Dump(ctx, said); err != nil {
			t.Fatal(err)
		}
		open := opentest.Employer(1).PayerAccount
		found := inTheClear(append(filesOf(t, w), said.Bytes()), append(planted, open))
		if !found[open] {
			t.Fatal("what is no secret was not found either")
		}
		for _, number := range planted {
			if found[number] {
				t.Errorf("%s stands in the clear", number)
			}
		}
		t.Log(len(planted), "planted numbers")
	})
}

// filesOf are the files of a database as they lie there: those of a folder, or those of the whole server with the log
// of what was written.
func filesOf(t *testing.T, w *opentest.World) (files [][]byte) {
	t.Helper()
	folder := filepath.Dir(w.Config.Path)
	if w.Config.DSN != "" {
		ctx := context.Background()
		conn, err := pgx.Connect(ctx, w.Config.DSN)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Exec(ctx, "CHECKPOINT"); err != nil {
			t.Fatal(err)
		}
		if err := conn.QueryRow(ctx, "SHOW data_directory").Scan(&folder); err != nil {
			t.Fatal(err)
		}
		if err := conn.Close(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		text, err := os.ReadFile(path)
		files = append(files, text)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return files
}

// inTheClear are those of some numbers that stand in files, in one pass over each: a number can only stand where digits
// do.
func inTheClear(files [][]byte, numbers []string) map[string]bool {
	wanted, lengths := map[string]bool{}, map[int]bool{}
	for _, n := range numbers {
		wanted[n], lengths[len(n)] = true, true
	}
	found := map[string]bool{}
	digit := func(c byte) bool { return c >= '0' && c <= '9' || c == 'X' }
	for _, text := range files {
		for from := 0; from < len(text); from++ {
			to := from
			for to < len(text) && digit(text[to]) {
				to++
			}
			for length := range lengths {
				for at := from; at+length <= to; at++ {
					if n := text[at : at+length]; wanted[string(n)] {
						found[string(n)] = true
					}
				}
			}
			from = to
		}
	}
	return found
}
