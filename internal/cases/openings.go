package cases

import (
	"fmt"
	"slices"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Opening is how an item stands at a door (渠道状况).
type Opening struct {
	Door    act.Door
	Version int64 // of everything that is set of it: what a Setting has seen
	Offices []AtOffice
	Values  []Set
}

// AtOffice says why an office takes in no application of an item at a door now; nil where it does.
type AtOffice struct {
	Office string
	Closed *refusal.Refused
}

// Set is a value that holds at a door, or will.
type Set struct {
	policy.Row
	What   string // switch, hours, pauses, most or auto
	All    bool   // 渠道全部事项
	Holds  bool   // today; else from its first day on
	Pauses []Pause
	Change policy.Change // zero of a value that came with the centre's files
}

// Openings are how an item stands at its doors now, at that of the platform where it has a code there.
func (s *Service) Openings(tx unit.Tx, it serviceitem.Item) ([]Opening, error) {
	set, err := s.Policy.Policy(tx)
	if err != nil {
		return nil, err
	}
	now := s.Clock.Now()
	var list []Opening
	for _, door := range it.Doors {
		if _, there := coded(set, it.Code, now.Date()); !there && door == act.Platform {
			continue
		}
		d := doorway{set: set, calendar: s.Calendar, item: it, door: door}
		o := Opening{Door: door, Version: d.version()}
		for _, office := range s.Offices {
			d.branch = office
			no, err := d.shut(now)
			if err != nil {
				return nil, err
			}
			o.Offices = append(o.Offices, AtOffice{office, no})
		}
		if o.Values, err = d.values(now); err != nil {
			return nil, err
		}
		list = append(list, o)
	}
	return list, s.decided(tx, list)
}

// decided adds who decided what is set.
func (s *Service) decided(tx unit.Tx, list []Opening) error {
	var versions []int64
	for _, o := range list {
		for _, v := range o.Values {
			versions = append(versions, v.Version)
		}
	}
	changes, err := s.Policy.Changes(tx, versions)
	for _, o := range list {
		for i, v := range o.Values {
			o.Values[i].Change = changes[v.Version]
		}
	}
	return err
}

// Shut says why a door of an office takes in no application of an item now; nil when it does.
func (s *Service) Shut(tx unit.Tx, it serviceitem.Item, door act.Door, office string) (*refusal.Refused, error) {
	d, err := s.doorway(tx, it, door, office)
	if err != nil {
		return nil, err
	}
	return d.shut(s.Clock.Now())
}

// params are what is set of an item at a door, in the order in which people are shown it.
var params = []string{paramSwitch, paramHours, paramPauses, paramMost, paramAuto}

// version is the latest of everything that is set of an item at a door.
func (d doorway) version() (latest int64) {
	for _, name := range params {
		for _, r := range append(d.set.Rows(d.ofDoor(name)), d.set.Rows(d.ofItem(name))...) {
			latest = max(latest, r.Version)
		}
	}
	return latest
}

// values are the rows that hold now and then those that will, the next one first, with the pauses that are not over.
func (d doorway) values(now civil.Instant) (list []Set, err error) {
	for _, name := range params {
		for _, all := range []bool{true, false} {
			key := d.ofItem(name)
			if all {
				key = d.ofDoor(name)
			}
			begun := len(list)
			var done []string // branches whose row of today was met, the latest first
			for _, r := range d.set.Rows(key) {
				v := Set{Row: r, What: name, All: all, Holds: r.From <= now.Date()}
				if slices.Contains(done, r.Branch) {
					continue
				}
				if v.Holds {
					done = append(done, r.Branch)
				}
				if name == paramPauses {
					if v.Pauses, err = readPauses(r.Value); err != nil {
						return nil, unreadable(r, err)
					}
					v.Pauses = slices.DeleteFunc(v.Pauses, func(p Pause) bool { return p.To <= now })
				}
				list = append(list, v)
			}
			slices.Reverse(list[begun:])
		}
	}
	return list, nil
}

// Words is a value as people read it.
func (v Set) Words() string {
	switch {
	case v.What == paramAuto && v.Value == "on":
		return "系统核验后自动办结"
	case v.What == paramAuto:
		return "由人员办理"
	case v.What == paramSwitch && v.Value == "on":
		return "办理"
	case v.What == paramSwitch:
		return "停止办理"
	case v.Value == none:
		return map[string]string{paramHours: "不另定", paramMost: "不另定", paramPauses: none}[v.What]
	case v.What == paramMost:
		return fmt.Sprintf("每笔最多%s元", v.Value)
	}
	return v.Value
}
