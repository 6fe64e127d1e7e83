package cases

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/legible"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Setting is what somebody decides about a door (渠道设置). It holds for every door at once, since each asks for it in
// the unit of work that takes an application in; what was taken in before goes on.
type Setting struct {
	Item   serviceitem.Code // 事项
	All    bool             // 渠道全部事项: it holds for all items of the door
	Door   act.Door
	Office string // 机构; empty for the whole centre
	// What is switch, hours, most or auto with a Value from a day on, or pauses with a Pause that is announced, or
	// lifted.
	What   string
	Value  string
	From   civil.Date // today at the earliest, which it also is when nothing is said
	Pause  Pause      // a beginning that is not said is now
	Lift   bool
	Basis  string // 文号或公告
	Reason string
	Seen   int64 // version of what whoever decides has seen of the door
}

// The codes of the refusals of a setting.
const (
	CodeSetting = "door.setting"
	CodeOffice  = "door.office"
	CodeSeen    = "door.stale"
)

// The most that is written with a setting, in runes, and the most pauses that are announced at once.
const (
	maxBasis  = 100
	maxReason = 200
	maxPauses = 20
)

// SetDoor puts a setting in force. It refuses with CodeSetting, all of it at once, what is not filled in as the readers
// of times.go understand it, with CodeOffice an office or centre that lies outside the post, with policy.CodePast what
// would hold from a day that is over, and with CodeSeen what rests on less than has been set of the door since.
func (s *Service) SetDoor(ctx context.Context, by act.By, key string, g Setting) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.SetDoors)
	if err != nil {
		return err
	}
	if err := s.aimed(ctx, &g); err != nil {
		return err
	}
	asked := g
	return s.Work.Do(ctx, by, "door.set", func(tx unit.Tx) error {
		g := asked // a unit may run again, for the same request
		_, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, struct {
			Actor   string
			Setting Setting
		}{by.Actor, g}), 0)
		if err != nil || !first {
			return err
		}
		set, err := s.Policy.Policy(tx)
		if err != nil {
			return err
		}
		if g.doorway(set).version() != g.Seen {
			return refusal.New(CodeSeen, "这个渠道的设置刚刚有人改过，本次未办理", "", "请看过新的设置再定")
		}
		now := s.Clock.Now()
		rows, err := g.rows(set, now)
		if err != nil {
			return err
		}
		return policy.Amend(tx, s.Audit, s.Policy, rows, policy.Change{By: by.Actor, At: now, Reason: g.Reason})
	})
}

// aimed reads a setting as far as that takes no books: whether there is such an item and door, and whether whoever
// decides may decide for the office.
func (s *Service) aimed(ctx context.Context, g *Setting) error {
	it, err := s.item(g.Item)
	if err != nil {
		return err
	}
	if !it.At(g.Door) {
		return elsewhere(it)
	}
	if g.Office != "" && !slices.Contains(s.Offices, g.Office) {
		return refusal.Bad(CodeSetting, "没有这个机构")
	}
	if access.Reach(ctx, access.Object{Branch: g.Office}) != nil {
		return refusal.New(CodeOffice, "本岗位不能为所选的机构设置", "", "请选择本岗位的机构；全中心的由岗位在全中心的人员设置")
	}
	g.Basis, g.Reason = strings.TrimSpace(g.Basis), strings.TrimSpace(g.Reason)
	g.Value, g.Pause.Why = strings.TrimSpace(g.Value), strings.TrimSpace(g.Pause.Why)
	return refusal.Join(append(g.wrong(it), line("依据", g.Basis, maxBasis), line("原因", g.Reason, maxReason))...)
}

// wrong is what is not filled in as it must be.
func (g *Setting) wrong(it serviceitem.Item) (bad []*refusal.Refused) {
	switch {
	case g.What == paramPauses:
		why := line("公告", g.Pause.Why, maxBasis)
		if why == nil && strings.Contains(g.Pause.Why, between) {
			why = refusal.Bad(CodeSetting, "公告中不能有分号“；”")
		}
		bad = append(bad, why)
		if g.Pause.To <= g.Pause.From {
			bad = append(bad, refusal.Bad(CodeSetting, "暂停应在开始之后结束"))
		}
	case !slices.Contains([]string{paramSwitch, paramHours, paramMost, paramAuto}, g.What):
		bad = append(bad, refusal.Bad(CodeSetting, "请选择要设置的内容"))
	case g.What == paramMost && (g.All || it.Amount == ""):
		bad = append(bad, refusal.Bad(CodeSetting, "限额只能对有申请金额的事项设置"))
	case g.What == paramAuto && (g.All || it.Auto == nil):
		bad = append(bad, refusal.Bad(CodeSetting, "自动办结只能对全部事实由数据核验的事项设置"))
	case checkTime(g.What, g.Value) != nil || strings.HasPrefix(g.Value, "-"):
		bad = append(bad, refusal.Bad(CodeSetting, map[string]string{paramSwitch: "请选择“办理”或“停止办理”",
			paramAuto:  "请选择“自动办结”或“由人员办理”",
			paramHours: "服务时间应写作“工作日 08:30-12:00 13:30-17:30”或“每天 08:00-20:00”，各时段由早到晚、互不重叠；写“无”为不另定",
			paramMost:  "限额应为以元计的金额；写“无”为不另定"}[g.What]))
	}
	return bad
}

// line refuses what is not one line of visible characters.
func line(label, text string, most int) *refusal.Refused {
	hidden := func(r rune) bool {
		return legible.Hidden(r) || unicode.Is(unicode.Zl, r)
	}
	switch {
	case text == "":
		return refusal.Bad(CodeSetting, "请填写"+label)
	case !utf8.ValidString(text) || strings.ContainsFunc(text, hidden):
		return refusal.Bad(CodeSetting, label+"含有不能用的字符")
	case utf8.RuneCountInString(text) > most:
		return refusal.Bad(CodeSetting, fmt.Sprintf("%s至多%d字", label, most))
	}
	return nil
}

// doorway is where the setting holds.
func (g *Setting) doorway(set *policy.Set) doorway {
	return doorway{set: set, item: serviceitem.Item{Code: g.Item}, door: g.Door, branch: g.Office}
}

// key is the parameter that the setting changes.
func (g *Setting) key() string {
	d := g.doorway(nil)
	if g.All {
		return d.ofDoor(g.What)
	}
	return d.ofItem(g.What)
}

// rows are the values that the setting puts in force.
func (g *Setting) rows(set *policy.Set, now civil.Instant) ([]policy.Row, error) {
	if g.From == 0 || g.What == paramPauses {
		g.From = now.Date()
	}
	row := policy.Row{Key: g.key(), Branch: g.Office, Value: g.Value, From: g.From, Document: g.Basis}
	if g.What != paramPauses {
		return []policy.Row{row}, nil
	}
	minute := now - now%civil.Instant(60_000_000)
	if g.Pause.From == 0 {
		g.Pause.From = minute
	}
	switch {
	case g.Lift:
	case g.Pause.From < minute:
		return nil, refusal.New(policy.CodePast, "暂停不能从已经过去的"+g.Pause.From.Minute()+"开始", "",
			"立即暂停的不填开始时间，已经受理的不受影响")
	case g.Pause.To <= now:
		return nil, refusal.Bad(CodeSetting, "暂停应在现在之后结束")
	}
	// What later rows say is said in the place of what holds today, so that they must have the pause too.
	rows := []policy.Row{row}
	for _, later := range set.Rows(row.Key) {
		if later.Branch == row.Branch && later.From > row.From {
			row.From = later.From
			rows = append(rows, row)
		}
	}
	for i := range rows {
		value, err := g.pauses(set, rows[i], now)
		if err != nil {
			return nil, err
		}
		rows[i].Value = value
	}
	return rows, nil
}

// pauses are those that a row announces with the one that is announced, or without the one that is lifted. Those that
// are over are left out.
func (g *Setting) pauses(set *policy.Set, r policy.Row, now civil.Instant) (string, error) {
	var list []Pause
	if before, there := set.Own(r.Key, r.Branch, r.From); there {
		var err error
		if list, err = readPauses(before.Value); err != nil {
			return "", unreadable(before, err)
		}
	}
	list = slices.DeleteFunc(list, func(p Pause) bool { return p.To <= now })
	at := slices.Index(list, g.Pause)
	switch {
	case g.Lift && at < 0 && r.From == now.Date():
		return "", refusal.New(CodeSetting, "没有这条暂停公告，或者已经解除", "", "请刷新后查看")
	case g.Lift && at >= 0:
		list = slices.Delete(list, at, at+1)
	case !g.Lift && at >= 0:
		return "", refusal.New(CodeSetting, "同样的暂停已经公告", "", "请刷新后查看")
	case !g.Lift && len(list) == maxPauses:
		return "", refusal.New(CodeSetting, fmt.Sprintf("已公告%d次暂停，不能再加", maxPauses), "", "请先解除不再需要的")
	case !g.Lift:
		list = append(list, g.Pause)
	}
	return writePauses(list), nil
}
