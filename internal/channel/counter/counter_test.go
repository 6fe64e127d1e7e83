package counter_test

import (
	"fmt"
	"strings"
	"testing"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/cases"
	"guangsha/internal/channel/channeltest"
	"guangsha/internal/channel/counter"
	"guangsha/internal/serviceitem"
	"guangsha/internal/store/opentest"
)

func TestMain(m *testing.M) { opentest.Main(m) }

func TestTheCounterKeepsWhatEveryDoorPromises(t *testing.T) {
	channeltest.Run(t, act.Counter, func(s *cases.Service) channeltest.Door { return door{counter.New(s)} })
}

// door is the counter as the suite of doors needs it.
type door struct{ *counter.Counter }

func (d door) Offers(on civil.Date) (list []serviceitem.Code) {
	for _, it := range d.Items(on) {
		list = append(list, it.Code)
	}
	return list
}

// Shows writes a sheet down: what the pages have of it, and nothing besides.
func (d door) Shows(tx unit.Tx, by act.By, item serviceitem.Code, member number.MemberNo) (string, error) {
	s, err := d.Sheet(tx, by, item, member)
	if err != nil {
		return "", err
	}
	lines := []string{s.Item.Name, s.Item.Who, s.Item.Result, s.Ground.Basis}
	for _, m := range s.Ground.Materials {
		lines = append(lines, fmt.Sprint(m.Title, m.Condition, m.Shared))
	}
	for _, f := range s.Item.Fields {
		lines = append(lines, fmt.Sprint(f.Label, f.Hint, f.Choices))
	}
	for _, f := range s.Facts {
		lines = append(lines, fmt.Sprint(f.Label, " ", f.Value, " ", f.Source))
	}
	return strings.Join(lines, "\n"), nil
}
