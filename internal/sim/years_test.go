package sim

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/sim/model"
)

var (
	seedFlag    = flag.Uint64("seed", 1, "TestOneYear: seed of the year that is lived")
	membersFlag = flag.Int("members", MinMembers, "TestOneYear: members of its city")
	setFlag     = flag.String("options", "", "TestOneYear: an option set as a failing year printed it, instead of a seed")
	proveFlag   = flag.String("prove", "200/200", "TestProve: part i/n of two hundred years")
	keepFlag    = flag.Bool("keep", false, "shrinks a year that fails and keeps its options in "+seedsFile)
)

const (
	yearMembers = 500
	tenYears    = 10
	provenYears = 200
	seedsFile   = "testdata/seeds.txt"
)

// year is what came of a year that was lived under the eyes of the model.
type year struct {
	options  Options
	ground   ground
	books    string // what they said in the end
	outcomes map[string]int
	kinds    map[string]int // events, by name
	err      error          // a disagreement, or what ended the year otherwise
}

// liveWild lives the year of a set of options, with the events that skip leaves. change may spoil the witness.
func liveWild(g ground, o Options, skip func(event) bool, change func(*opinion)) year {
	c := buildWild(o)
	c.skip = skip
	w := newOpinion(c)
	if change != nil {
		change(w)
	}
	c.witness = w
	y := year{options: o, ground: g, kinds: map[string]int{}}
	y.books, y.err = g.watched(c)
	y.outcomes = w.model.Outcomes()
	for _, events := range c.plan() {
		for _, e := range events {
			y.kinds[names[e.what]]++
		}
	}
	return y
}

// judge reports a year that failed, with the command that lives it again.
func (y year) judge(t *testing.T) {
	t.Helper()
	if y.err == nil {
		return
	}
	t.Errorf("%v\noptions: %s\nagain:   make replay OPTIONS='%s'", y.err, y.options.line(), y.options.line())
	if !*keepFlag {
		return
	}
	o, why := y.options, y.err
	var d disagreement
	if errors.As(y.err, &d) {
		var events []event
		o, events = shrink(t, y.ground, y.options, d, nil)
		t.Logf("shrunk to %s with %d events:\n%s", o.line(), len(events), strings.Join(eventLines(events), "\n"))
		why = d
	}
	if err := keepSeed(o, why); err != nil {
		t.Error(err)
	}
}

// sometimes fails unless everything that can happen in a year has happened in one of them.
func sometimes(t *testing.T, years []year) {
	t.Helper()
	happened := map[string]int{}
	for _, y := range years {
		for name, n := range y.outcomes {
			happened[name] += n
		}
		for name, n := range y.kinds {
			happened["event "+name] += n
		}
	}
	for _, name := range append(model.AllOutcomes(), eventNames()...) {
		if happened[name] == 0 {
			t.Errorf("never happened in %d years: %s", len(years), name)
		}
	}
}

func eventNames() (list []string) {
	for _, name := range names {
		list = append(list, "event "+name)
	}
	return list
}

func TestTheModelAgreesWithTenYearsAndEveryYearThatFailedOnce(t *testing.T) {
	sets := kept(t)
	for seed := uint64(1); seed <= tenYears; seed++ {
		o, err := wild(seed, yearMembers)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, o)
	}
	once := func(o Options) year { return liveWild(onSQLite(t), o, nil, nil) }
	sometimes(t, liveAll(t, sets, once, func(int, year) {}))
}

// atOnceYears is how many years are lived side by side. They wait for their disk more than they compute.
const atOnceYears = 6

// liveAll lives the years of sets and judges each. told is told of each year that is over, one at a time, and of how
// many there were.
func liveAll(t *testing.T, sets []Options, live func(Options) year, told func(over int, y year)) []year {
	next, lived := make(chan Options), make(chan year)
	go func() {
		for _, o := range sets {
			next <- o
		}
		close(next)
	}()
	for range atOnceYears {
		go func() {
			for o := range next {
				lived <- live(o)
			}
		}()
	}
	var years []year
	for range sets {
		y := <-lived
		y.judge(t)
		years = append(years, y)
		told(len(years), y)
	}
	return years
}

func TestOneYear(t *testing.T) {
	o, err := wild(*seedFlag, *membersFlag)
	if *setFlag != "" {
		o, err = readOptions(*setFlag)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Log("options: " + o.line())
	y := onBoth(t)(o)
	y.judge(t)
	for _, name := range model.AllOutcomes() {
		t.Logf("%6d  %s", y.outcomes[name], name)
	}
}

func TestProve(t *testing.T) {
	var part, parts int
	if n, err := fmt.Sscanf(*proveFlag, "%d/%d", &part, &parts); n != 2 || err != nil || part < 1 || part > parts {
		t.Fatalf("-prove=%s: want i/n with i from 1 to n", *proveFlag)
	}
	var sets []Options
	for seed := part; seed <= provenYears; seed += parts {
		o, err := wild(uint64(seed), yearMembers)
		if err != nil {
			t.Fatal(err)
		}
		sets = append(sets, o)
	}
	watch := elapsed.Start()
	years := liveAll(t, sets, onBoth(t), func(over int, y year) {
		left := watch.Elapsed() / time.Duration(over) * time.Duration(len(sets)-over)
		fmt.Fprintf(os.Stderr, "第 %d/%d 个年度，种子 %d，%s，约剩 %s；参数 %s\n", over, len(sets), y.options.Seed,
			map[bool]string{true: "一致", false: "不一致"}[y.err == nil], left.Round(time.Second), y.options.line())
	})
	if len(years) >= tenYears { // fewer cannot show everything
		sometimes(t, years)
	}
}

// kept are the option sets of years that failed once.
func kept(t *testing.T) (sets []Options) {
	t.Helper()
	text, err := os.ReadFile(seedsFile)
	if err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(strings.NewReader(string(text))); lines.Scan(); {
		set, _, _ := strings.Cut(lines.Text(), "#")
		if set = strings.TrimSpace(set); set == "" {
			continue
		}
		o, err := readOptions(set)
		if err != nil {
			t.Fatalf("%s: %s: %v", seedsFile, set, err)
		}
		sets = append(sets, o)
	}
	return sets
}

// readOptions reads a set from one line. It names a line that is not one.
func readOptions(line string) (o Options, err error) {
	d := json.NewDecoder(strings.NewReader(line))
	d.DisallowUnknownFields()
	if err := d.Decode(&o); err != nil {
		return o, fmt.Errorf("no option set: %w", err)
	}
	if o.Members < MinMembers || o.PerEmployer < 1 || o.Year == 0 {
		return o, errors.New("no option set: members, employers or year are missing")
	}
	return o, nil
}

// keepSeed adds the options of a year that failed to the file, once.
func keepSeed(o Options, why error) error {
	text, err := os.ReadFile(seedsFile)
	if err != nil || strings.Contains(string(text), o.line()) {
		return err
	}
	reason, _, _ := strings.Cut(why.Error(), "\n")
	return os.WriteFile(seedsFile, fmt.Appendf(text, "%s # %s\n", o.line(), reason), 0o644)
}

// eventLines are events for people, in order.
func eventLines(events []event) (lines []string) {
	for _, e := range events {
		lines = append(lines, e.key(extraNames[e.what]))
	}
	slices.Sort(lines)
	return lines
}
