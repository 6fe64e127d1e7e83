package cases

import (
	"fmt"
	"slices"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/money"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// When an item is taken in at a door is policy (服务时间与开关). Parameters of a door are called door.DOOR.NAME, those of an
// item at a door item.CODE.DOOR.NAME, with these names; without a row a door is open at all times, without a limit:
//
//	switch  on or off; with off, at the door or for the item, nothing is taken in
//	hours   每天 or 工作日 and spans, "工作日 08:30-12:00 13:30-17:30"; those of the item come before those of the door
//	pauses  announced ones, "2024-05-01 22:00 至 2024-05-02 06:00 系统升级", with ； between several; 无 for none any more
//	most    of an item: the largest amount that may be applied for at once, in yuan
//
// The time is that of the clock and not the business day: a door is open or not, whatever day the books have.
const (
	paramSwitch = "switch"
	paramHours  = "hours"
	paramPauses = "pauses"
	paramMost   = "most"
)

// The codes of the refusals of a door that is closed, and of an amount that is too large for it.
const (
	CodeClosed = "case.closed"
	CodeMost   = "case.most"
)

// CheckTimes reports the first of some parameters that speaks of a door in words that nobody would understand. A centre
// asks it before it puts them in force.
func CheckTimes(rows []policy.Row) error {
	for _, r := range rows {
		if !strings.HasPrefix(r.Key, "door.") && !strings.HasPrefix(r.Key, "item.") {
			continue
		}
		var err error
		switch name := r.Key[strings.LastIndex(r.Key, ".")+1:]; name {
		case paramSwitch:
			_, err = readSwitch(r.Value)
		case paramHours:
			_, err = readHours(r.Value)
		case paramPauses:
			_, err = readPauses(r.Value)
		case paramMost:
			_, err = money.ParseYuan(r.Value)
		default:
			err = fmt.Errorf("nobody asks for %q", name)
		}
		if err != nil {
			return fmt.Errorf("policy %s from %s: %w", r.Key, r.From, err)
		}
	}
	return nil
}

func readSwitch(text string) (on bool, err error) {
	if text != "on" && text != "off" {
		err = fmt.Errorf("%q is neither on nor off", text)
	}
	return text == "on", err
}

// doorway is an item at a door of an office, with the parameters that say when it is taken in.
type doorway struct {
	set      *policy.Set
	calendar civil.Calendar
	item     serviceitem.Item
	door     act.Door
	branch   string
}

func (s *Service) doorway(tx unit.Tx, it serviceitem.Item, by act.By) (doorway, error) {
	set, err := s.Policy.Policy(tx)
	return doorway{set, s.Calendar, it, by.Door, by.Branch}, err
}

// served refuses an application that a door does not take in now, with CodeClosed; what the refusal says last is when
// it does again. Who repeats a request is answered at any time.
func (s *Service) served(tx unit.Tx, it serviceitem.Item, by act.By) error {
	d, err := s.doorway(tx, it, by)
	if err != nil {
		return err
	}
	now := s.Clock.Now()
	if no, err := d.off(now.Date()); no != nil || err != nil {
		return asError(no, err)
	}
	return asError(d.closed(now))
}

// withinMost adds to what speaks against an application that its amount is more than the door takes in at once.
func (s *Service) withinMost(tx unit.Tx, it serviceitem.Item, by act.By, f serviceitem.Form, err error) error {
	against := refusal.Of(err)
	if it.Amount == "" || err != nil && against == nil {
		return err
	}
	d, err := s.doorway(tx, it, by)
	if err != nil {
		return err
	}
	key, on := d.ofItem(paramMost), s.Clock.Now().Date()
	if _, limited := d.set.Find(key, d.branch, on); !limited {
		return asError(against, nil)
	}
	most, err := policy.Fen(key).On(d.set, d.branch, on)
	if err != nil {
		return err
	}
	if asked := f.Fen(it.Amount); asked > most {
		return refusal.Join(refusal.New(CodeMost, fmt.Sprintf("本渠道每笔最多申请%s元，本次申请%s元", most.Grouped(),
			asked.Grouped()), "", "请在限额内申请，或到柜面办理"), against)
	}
	return asError(against, nil)
}

// asError keeps a refusal that is nil from becoming an error that is not.
func asError(no *refusal.Refused, err error) error {
	if no == nil {
		return err
	}
	return no
}

func (d doorway) ofItem(name string) string {
	return fmt.Sprintf("item.%s.%s.%s", d.item.Code, d.door, name)
}
func (d doorway) ofDoor(name string) string { return fmt.Sprintf("door.%s.%s", d.door, name) }

// off refuses what is switched off on a day, and says from when it is on again where a later row says so.
func (d doorway) off(on civil.Date) (*refusal.Refused, error) {
	for _, key := range []string{d.ofDoor(paramSwitch), d.ofItem(paramSwitch)} {
		r, there := d.set.Find(key, d.branch, on)
		if !there {
			continue
		}
		is, err := readSwitch(r.Value)
		if err != nil {
			return nil, fmt.Errorf("policy %s from %s: %w", key, r.From, err)
		}
		if is {
			continue
		}
		next := "恢复办理的时间请看公告，也可到其他渠道办理"
		if from, known := d.set.Next(key, d.branch, on); known && from.Value == "on" {
			next = from.From.String() + "起恢复办理，也可到其他渠道办理"
		}
		return refusal.New(CodeClosed, "“"+d.item.Name+"”在本渠道停止办理", "", next), nil
	}
	return nil, nil
}

// closed refuses at an instant that lies outside the hours or within a pause, and says when the door opens.
func (d doorway) closed(at civil.Instant) (*refusal.Refused, error) {
	h, err := d.hours(at.Date())
	if err != nil {
		return nil, err
	}
	pauses, err := d.pauses(at.Date())
	if err != nil {
		return nil, err
	}
	opens := d.opens(h, pauses, at)
	if opens == at {
		return nil, nil
	}
	next := "请到其他渠道办理"
	if opens > at {
		next = opens.Minute() + "起可以办理，也可到其他渠道办理"
	}
	text := fmt.Sprintf("现在不是“%s”的服务时间（%s）", d.item.Name, h.text)
	for _, p := range pauses {
		if p.holds(at) {
			text = fmt.Sprintf("“%s”在%s至%s暂停办理：%s", d.item.Name, p.from.Minute(), p.to.Minute(), p.why)
		}
	}
	return refusal.New(CodeClosed, text, "", next), nil
}

// lookAhead is over how many days the next hours are looked for: longer than any holiday.
const lookAhead = 60

// opens is the first instant from one on at which the hours have begun and no pause holds; zero when none is near.
func (d doorway) opens(h hours, pauses []pause, at civil.Instant) civil.Instant {
	for end := at.Date().AddDays(lookAhead); at.Date() < end; {
		var open bool
		if at, open = h.next(d.calendar, at); !open {
			continue
		}
		held := slices.IndexFunc(pauses, func(p pause) bool { return p.holds(at) })
		if held < 0 {
			return at
		}
		at = pauses[held].to
	}
	return 0
}

// hours are the spans of a day at which a door is open, in their order (服务时间).
type hours struct {
	text     string // as it is announced
	workdays bool   // 工作日 only
	spans    []span
}

// span is a part of a day in minutes since midnight, from the first to before the last.
type span struct{ from, to int }

// always are the hours of a door without any.
var always = hours{text: "每天 00:00-24:00", spans: []span{{0, 24 * 60}}}

func (d doorway) hours(on civil.Date) (hours, error) {
	for _, key := range []string{d.ofItem(paramHours), d.ofDoor(paramHours)} {
		if r, there := d.set.Find(key, d.branch, on); there {
			h, err := readHours(r.Value)
			if err != nil {
				err = fmt.Errorf("policy %s from %s: %w", key, r.From, err)
			}
			return h, err
		}
	}
	return always, nil
}

func readHours(text string) (hours, error) {
	words := strings.Fields(text)
	h := hours{text: text}
	if len(words) < 2 || words[0] != "每天" && words[0] != "工作日" {
		return h, fmt.Errorf("%q are no hours", text)
	}
	h.workdays = words[0] == "工作日"
	for _, w := range words[1:] {
		from, to, both := strings.Cut(w, "-")
		first, err := civil.ParseTimeOfDay(from)
		last, err2 := civil.ParseTimeOfDay(to)
		if !both || err != nil || err2 != nil || last <= first ||
			len(h.spans) > 0 && first < h.spans[len(h.spans)-1].to {
			return h, fmt.Errorf("%q in %q is no span, or comes before the one ahead of it", w, text)
		}
		h.spans = append(h.spans, span{first, last})
	}
	return h, nil
}

// next is the first instant from one on that lies within the hours, on this day or the beginning of the next one, and
// whether the hours have begun at it.
func (h hours) next(calendar civil.Calendar, at civil.Instant) (from civil.Instant, open bool) {
	day := at.Date()
	if !h.workdays || calendar.IsWorkday(day) {
		for _, s := range h.spans {
			if at < onDay(day, s.to) {
				return max(at, onDay(day, s.from)), true
			}
		}
	}
	return civil.At(day+1, 0, 0), false
}

func onDay(day civil.Date, minutes int) civil.Instant { return civil.At(day, 0, minutes) }

// pause is an announced time at which nothing is taken in, from the first instant to before the last (暂停办理).
type pause struct {
	from, to civil.Instant
	why      string
}

func (p pause) holds(at civil.Instant) bool { return p.from <= at && at < p.to }

func (d doorway) pauses(on civil.Date) (list []pause, err error) {
	for _, key := range []string{d.ofItem(paramPauses), d.ofDoor(paramPauses)} {
		r, there := d.set.Find(key, d.branch, on)
		if !there {
			continue
		}
		more, err := readPauses(r.Value)
		if err != nil {
			return nil, fmt.Errorf("policy %s from %s: %w", key, r.From, err)
		}
		list = append(list, more...)
	}
	return list, nil
}

func readPauses(text string) (list []pause, err error) {
	if text == "无" {
		return nil, nil
	}
	for _, one := range strings.Split(text, "；") {
		p, err := readPause(one)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func readPause(text string) (p pause, err error) {
	words := strings.Fields(text)
	if len(words) != 6 || words[2] != "至" {
		return p, fmt.Errorf("%q is no pause", text)
	}
	if p.from, err = readMinute(words[0], words[1]); err != nil {
		return p, err
	}
	if p.to, err = readMinute(words[3], words[4]); err != nil {
		return p, err
	}
	if p.why = words[5]; p.to <= p.from {
		err = fmt.Errorf("%q ends before it begins", text)
	}
	return p, err
}

func readMinute(day, clock string) (civil.Instant, error) {
	d, err := civil.ParseDate(day)
	if err != nil {
		return 0, err
	}
	m, err := civil.ParseTimeOfDay(clock)
	return onDay(d, m), err
}
