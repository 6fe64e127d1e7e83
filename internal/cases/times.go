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
//	switch  on or off; with off, at the door or for the item, of the centre or of the office, nothing is taken in
//	hours   每天 or 工作日 and spans, "工作日 08:30-12:00 13:30-17:30"; those of the item come before those of the
//	        door, and those of the office before those of the centre; 无 for none of its own any more
//	pauses  announced ones, "2024-05-01 22:00 至 2024-05-02 06:00 系统升级", with ； between several; 无 for none any
//	        more. All of them hold: of the item and the door, of the centre and the office
//	most    of an item: the largest amount that may be applied for at once, in yuan; 无 for none of its own any more
//	auto    of an item: on or off; with on, what rests on verified data alone is decided without a person (自动办结).
//	        It is off without a row, and wherever the centre or the office has it off
//
// The time is that of the clock and not the business day: a door is open or not, whatever day the books have.
const (
	paramSwitch = "switch"
	paramHours  = "hours"
	paramPauses = "pauses"
	paramMost   = "most"
	paramAuto   = "auto"
)

// none is the value of a parameter that says nothing of its own any more.
const none = "无"

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
		if err := checkTime(r.Key[strings.LastIndex(r.Key, ".")+1:], r.Value); err != nil {
			return unreadable(r, err)
		}
	}
	return nil
}

// checkTime reports a value of a parameter that its reader does not understand.
func checkTime(name, value string) (err error) {
	switch {
	case name == paramSwitch || name == paramAuto:
		_, err = readSwitch(value)
	case name == paramPauses:
		_, err = readPauses(value)
	case name == paramHours && value != none:
		_, err = readHours(value)
	case name == paramMost && value != none:
		_, err = money.ParseYuan(value)
	case name != paramHours && name != paramMost:
		err = fmt.Errorf("nobody asks for %q", name)
	}
	return err
}

// unreadable is the defect of a row that its reader does not understand.
func unreadable(r policy.Row, err error) error {
	return fmt.Errorf("policy %s from %s: %w", r.Key, r.From, err)
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

func (s *Service) doorway(tx unit.Tx, it serviceitem.Item, door act.Door, office string) (doorway, error) {
	set, err := s.Policy.Policy(tx)
	return doorway{set, s.Calendar, it, door, office}, err
}

// served refuses an application that a door does not take in now, with CodeClosed; what the refusal says last is when
// it does again. Who repeats a request is answered at any time.
func (s *Service) served(tx unit.Tx, it serviceitem.Item, by act.By) error {
	return asError(s.Shut(tx, it, by.Door, by.Branch))
}

// withinMost adds to what speaks against an application that its amount is more than the door takes in at once.
func (s *Service) withinMost(tx unit.Tx, it serviceitem.Item, by act.By, f serviceitem.Form, err error) error {
	against := refusal.Of(err)
	if it.Amount == "" || err != nil && against == nil {
		return err
	}
	d, err := s.doorway(tx, it, by.Door, by.Branch)
	if err != nil {
		return err
	}
	r, limited := d.says(s.Clock.Now().Date(), d.ofItem(paramMost))
	if !limited {
		return asError(against, nil)
	}
	most, err := money.ParseYuan(r.Value)
	if err != nil {
		return unreadable(r, err)
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

// shut refuses at an instant at which nothing is taken in, and at the door of the platform what has no code there.
func (d doorway) shut(now civil.Instant) (*refusal.Refused, error) {
	if _, there := coded(d.set, d.item.Code, now.Date()); !there && d.door == act.Platform {
		return refusal.New(CodeClosed, "“"+d.item.Name+"”没有在政务服务平台上办理", "", "请到其他渠道办理"), nil
	}
	if no, err := d.off(now.Date()); no != nil || err != nil {
		return no, err
	}
	return d.closed(now)
}

// levels are the branches whose rows hold for an office beside each other: the whole centre's and its own.
func (d doorway) levels() []string {
	if d.branch == "" {
		return []string{""}
	}
	return []string{"", d.branch}
}

// all are the rows on a day of some parameters that hold beside each other.
func (d doorway) all(on civil.Date, keys ...string) (list []policy.Row) {
	for _, key := range keys {
		for _, branch := range d.levels() {
			if r, there := d.set.Own(key, branch, on); there {
				list = append(list, r)
			}
		}
	}
	return list
}

// says is the row on a day of the first parameter that says something, the office's own before the centre's.
func (d doorway) says(on civil.Date, keys ...string) (policy.Row, bool) {
	for _, key := range keys {
		for _, branch := range slices.Backward(d.levels()) {
			if r, there := d.set.Own(key, branch, on); there && r.Value != none {
				return r, true
			}
		}
	}
	return policy.Row{}, false
}

// switches are the parameters that switch an item off at a door.
func (d doorway) switches() []string { return []string{d.ofDoor(paramSwitch), d.ofItem(paramSwitch)} }

// switchedOff is the row by which nothing is taken in on a day, if there is one.
func (d doorway) switchedOff(on civil.Date) (policy.Row, bool, error) {
	for _, r := range d.all(on, d.switches()...) {
		if is, err := readSwitch(r.Value); err != nil || !is {
			if err != nil {
				err = unreadable(r, err)
			}
			return r, err == nil, err
		}
	}
	return policy.Row{}, false, nil
}

// alone reports whether an item is decided without a person at a door on a day.
func (d doorway) alone(on civil.Date) (is bool, err error) {
	for _, r := range d.all(on, d.ofItem(paramAuto)) {
		if is, err = readSwitch(r.Value); err != nil || !is {
			if err != nil {
				err = unreadable(r, err)
			}
			return false, err
		}
	}
	return is, nil
}

// off refuses what is switched off on a day, and says from when it is on again where later rows say so.
func (d doorway) off(on civil.Date) (*refusal.Refused, error) {
	r, off, err := d.switchedOff(on)
	if err != nil || !off {
		return nil, err
	}
	var changes []civil.Date
	for _, key := range d.switches() {
		for _, later := range d.set.Rows(key) {
			if later.From > on && slices.Contains(d.levels(), later.Branch) {
				changes = append(changes, later.From)
			}
		}
	}
	next := "恢复办理的时间请看公告，也可到其他渠道办理"
	slices.Sort(changes)
	for _, day := range changes {
		if _, still, err := d.switchedOff(day); err != nil || !still {
			if err != nil {
				return nil, err
			}
			next = day.String() + "起恢复办理，也可到其他渠道办理"
			break
		}
	}
	return refusal.New(CodeClosed, "“"+d.item.Name+"”在本渠道停止办理", r.Document, next), nil
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
			text = fmt.Sprintf("“%s”在%s至%s暂停办理：%s", d.item.Name, p.From.Minute(), p.To.Minute(), p.Why)
		}
	}
	return refusal.New(CodeClosed, text, "", next), nil
}

// lookAhead is over how many days the next hours are looked for: longer than any holiday.
const lookAhead = 60

// opens is the first instant from one on at which the hours have begun and no pause holds; zero when none is near.
func (d doorway) opens(h hours, pauses []Pause, at civil.Instant) civil.Instant {
	for end := at.Date().AddDays(lookAhead); at.Date() < end; {
		var open bool
		if at, open = h.next(d.calendar, at); !open {
			continue
		}
		held := slices.IndexFunc(pauses, func(p Pause) bool { return p.holds(at) })
		if held < 0 {
			return at
		}
		at = pauses[held].To
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
	r, there := d.says(on, d.ofItem(paramHours), d.ofDoor(paramHours))
	if !there {
		return always, nil
	}
	h, err := readHours(r.Value)
	if err != nil {
		err = unreadable(r, err)
	}
	return h, err
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

// Pause is an announced time at which nothing is taken in, from the first instant to before the last (暂停办理).
type Pause struct {
	From, To civil.Instant
	Why      string // as it is announced
}

func (p Pause) holds(at civil.Instant) bool { return p.From <= at && at < p.To }

func (d doorway) pauses(on civil.Date) (list []Pause, err error) {
	for _, r := range d.all(on, d.ofItem(paramPauses), d.ofDoor(paramPauses)) {
		more, err := readPauses(r.Value)
		if err != nil {
			return nil, unreadable(r, err)
		}
		list = append(list, more...)
	}
	return list, nil
}

// between stands between the pauses of a value.
const between = "；"

func readPauses(text string) (list []Pause, err error) {
	if text == none {
		return nil, nil
	}
	for _, one := range strings.Split(text, between) {
		p, err := readPause(one)
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func writePauses(list []Pause) string {
	if len(list) == 0 {
		return none
	}
	texts := make([]string, len(list))
	for i, p := range list {
		texts[i] = p.From.Minute() + " 至 " + p.To.Minute() + " " + p.Why
	}
	return strings.Join(texts, between)
}

func readPause(text string) (p Pause, err error) {
	words := strings.Fields(text)
	if len(words) < 6 || words[2] != "至" {
		return p, fmt.Errorf("%q is no pause", text)
	}
	if p.From, err = ReadMinute(words[0] + " " + words[1]); err != nil {
		return p, err
	}
	if p.To, err = ReadMinute(words[3] + " " + words[4]); err != nil {
		return p, err
	}
	if p.Why = strings.Join(words[5:], " "); p.To <= p.From {
		err = fmt.Errorf("%q ends before it begins", text)
	}
	return p, err
}

// ReadMinute reads an instant as pauses have it, "2024-05-01 22:00". It refuses what is none with CodeSetting.
func ReadMinute(text string) (civil.Instant, error) {
	day, clock, _ := strings.Cut(text, " ")
	d, err := civil.ParseDate(day)
	m, err2 := civil.ParseTimeOfDay(clock)
	if err != nil || err2 != nil {
		return 0, refusal.Bad(CodeSetting, "时间应写作“2024-05-01 22:00”，没有“"+text+"”这个时间")
	}
	return onDay(d, m), nil
}
