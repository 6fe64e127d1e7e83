package cases

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/legible"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/material"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// Applied is an application that somebody handed in on the platform (平台收件), with who that has verified them to be.
type Applied struct {
	No        string // 申办流水号 on the platform, the same however often it comes
	Code      string // 事项编码
	Who       Identity
	Account   number.MemberNo // 个人账号; empty where the person has one
	Typed     map[string]string
	Materials []Attached
	// Wrong says why nothing of it could be read; nil when it could.
	Wrong *refusal.Refused
}

// Identity is a person as unified identity has verified them (统一身份认证).
type Identity struct {
	Name, IDNo, Mobile string
	Level              int // 实名核验等级, 1 to 4
}

// Attached is a material of an application on the platform: a number under which a shared register was looked up, or
// a file that the platform gives when it is asked for.
type Attached struct{ Material, Shared, File, Name, Type string }

// Reply is what the platform is told of an application: the number of its case, or why there is none.
type Reply struct {
	No     string
	Number number.CaseNo
	Words  string
}

// Received is what became of an application (收件记录).
type Received struct {
	ID      int64
	No      string
	Digest  string // keyed, of everything that came under the number
	Code    string
	Case    ID // zero where it was turned down
	Refused string
	Words   string
	At      civil.Instant
}

// AppliedStore keeps what became of applications.
type AppliedStore interface {
	AddReceived(tx unit.Tx, r Received) error
	Received(tx unit.Tx, no string) (Received, bool, error)
}

// The codes of the refusals of what was applied for on the platform, besides those of every application.
const (
	CodeApplied    = "platform.application"
	CodeIdentity   = "platform.identity"
	CodeLevel      = "platform.level"
	CodeUnreadable = "platform.unreadable"
)

// prefixLevel begins the parameters with the level that an item takes of whoever applies on the platform, behind which
// stands the code of the item; without one it is that of all items, and without that the highest.
const prefixLevel = "platform.level"

// The levels of identity (实名核验等级): below named nobody says who they are, at named their mobile is held against the
// register, above it they were seen themselves.
const (
	named   = 2
	highest = 4
)

// Bounds of what comes from the platform.
const (
	maxNo       = 40  // characters of a number there
	maxReply    = 500 // runes that it is told
	maxAttached = 50
)

// Files gives a file of an application that the platform keeps.
type Files func(ctx context.Context, file string) ([]byte, error)

// Applied takes in what somebody applied for on the platform, as Submit does at its door, and gives what the platform
// is told. What cannot be a case is written down as turned down with the reason and leaves nothing else. Asked again
// under the same number it gives the same reply, and refuses other content under it; an error other than a refusal
// decides nothing, so that the application comes again.
func (s *Service) Applied(ctx context.Context, by act.By, a Applied, files Files) (Reply, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return Reply{}, passing(err)
	}
	if !legible.Number(a.No, maxNo) {
		return Reply{}, refusal.Bad(CodeApplied, fmt.Sprintf("申办流水号应为1至%d个可见的ASCII字符", maxNo))
	}
	r := Received{No: a.No, Digest: s.appliedDigest(a), Code: short(legible.Text(a.Code, ""))}
	if reply, known, err := s.replied(ctx, r); known || err != nil {
		return reply, err
	}
	draft := staged{by: by}
	err = passing(s.applied(ctx, &draft, a, r, files))
	if no := refusal.Of(err); no != nil {
		if err = s.turnDown(ctx, by, r, no); err == nil {
			s.unstage(ctx, draft)
		}
	}
	if err != nil && !errors.Is(err, errMet) {
		return Reply{}, err
	}
	reply, _, err := s.replied(ctx, r)
	return reply, err
}

// errMet ends a unit of work that met what another process has decided about the same application.
var errMet = errors.New("cases: it was decided meanwhile what becomes of the application")

// passing makes an ordinary error of a refusal that is no answer to an application: that the program may not take it
// in, that a file could not be scanned, and that the books have no day open.
func passing(err error) error {
	if _, lacks := access.Lacked(err); lacks || refusal.Is(err, material.CodeUnscanned) ||
		refusal.Is(err, ledger.CodeDayNotOpen) {
		return errors.New(err.Error())
	}
	return err
}

// staged is what was handed in for an application that has no case yet.
type staged struct {
	by     act.By
	folder Folder
	ids    []int64
}

// appliedDigest names everything that came, so that other content under one number is known.
func (s *Service) appliedDigest(a Applied) string {
	text, err := json.Marshal(a)
	if err != nil {
		panic(fmt.Sprintf("cases: what was applied for is no plain data: %v", err))
	}
	return hex.EncodeToString(s.Digest.Sum([]byte("applied"), []byte{0}, text))
}

// replied is what the platform is told of an application of which it is known what became of it.
func (s *Service) replied(ctx context.Context, r Received) (reply Reply, known bool, err error) {
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		was, found, err := s.Store.Received(tx, r.No)
		if known = found; err != nil || !found {
			return err
		}
		if was.Digest != r.Digest {
			return otherContent()
		}
		reply = Reply{No: was.No, Words: was.Words}
		if was.Case != 0 {
			c, err := s.must(tx, was.Case)
			reply.Number = c.Number
			return err
		}
		return nil
	})
	return reply, known, err
}

func otherContent() *refusal.Refused {
	return refusal.New(CodeApplied, "同一申办流水号此前已用于内容不同的申请，本次未办理", "", "请以新的申办流水号重新申请")
}

// applied makes a case of what was applied for, or refuses.
func (s *Service) applied(ctx context.Context, draft *staged, a Applied, r Received, files Files) error {
	it, app, office, err := s.meant(ctx, a)
	if err != nil {
		return err
	}
	draft.by.Branch = office
	draft.folder = Folder{Item: app.Item, Member: app.Member, Draft: app.Draft}
	again, err := s.foreseen(ctx, draft.by, it, app, a.Materials)
	if err == nil && !again {
		err = s.stage(ctx, draft, a, files)
	}
	if err != nil {
		return err
	}
	_, err = s.takeIn(ctx, draft.by, "platform-apply/"+a.No, app, func(tx unit.Tx, c Case) error {
		r.Case = c.ID
		return s.receive(tx, r, "platform.received", audit.Field{Name: "case", Value: string(c.Number)})
	})
	return err
}

// meant finds the item, the person and the account that an application on the platform is about, or refuses.
func (s *Service) meant(ctx context.Context, a Applied) (it serviceitem.Item, app Application, office string,
	err error) {
	if a.Wrong != nil {
		return it, app, "", a.Wrong
	}
	if len(a.Materials) > maxAttached {
		return it, app, "", refusal.Bad(CodeApplied, fmt.Sprintf("申请材料至多%d份", maxAttached))
	}
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := s.Policy.Policy(tx)
		if err != nil {
			return err
		}
		today := s.Clock.Now().Date()
		if it, err = s.offered(set, a.Code, today); err != nil {
			return err
		}
		need, err := levelOf(set, it, today)
		if err != nil {
			return err
		}
		known, err := s.knows(tx, a.Who, today)
		if err != nil {
			return err
		}
		if a.Who.Level < need || a.Who.Level > highest {
			return refusal.New(CodeLevel, fmt.Sprintf("“%s”须达到实名核验等级L%d，申请人现为L%d", it.Name, need,
				min(max(a.Who.Level, 0), highest)), "", "请在政务服务平台提升实名核验等级后重新申请，或到柜面办理")
		}
		account, err := oneOf(known.Accounts, a.Account)
		office = account.Office
		app = Application{Item: it.Code, Member: account.No, IDNo: a.Who.IDNo, Typed: a.Typed, Draft: a.No}
		return err
	})
	return it, app, office, err
}

// offered is the item that has a code on the platform.
func (s *Service) offered(set *policy.Set, code string, on civil.Date) (serviceitem.Item, error) {
	for _, it := range s.Items {
		if its, there := coded(set, it.Code, on); there && its == code {
			return it, nil
		}
	}
	return serviceitem.Item{}, refusal.New(CodeItem, "没有这个事项编码，或者本中心不在平台办理", "", "请在办事指南中核对，或到柜面办理")
}

// levelOf is the level that an item takes.
func levelOf(set *policy.Set, it serviceitem.Item, on civil.Date) (int, error) {
	for _, key := range []string{prefixLevel + "." + string(it.Code), prefixLevel} {
		row, there := set.Own(key, "", on)
		if !there || row.Value == none {
			continue
		}
		n, err := strconv.Atoi(row.Value)
		if err != nil || n < named || n > highest {
			return 0, unreadable(row, fmt.Errorf("%q is no level from %d to %d", row.Value, named, highest))
		}
		return n, nil
	}
	return highest, nil
}

// knows is what is registered of whoever applies. It refuses whom the centre does not know, and whom it knows
// otherwise: a number that somebody gave up is somebody else's, so that up to named the mobile must be theirs.
func (s *Service) knows(tx unit.Tx, who Identity, on civil.Date) (Registered, error) {
	person, err := s.People.ByIDNo(tx, who.IDNo, on)
	if err != nil {
		return Registered{}, err
	}
	if person == 0 {
		return Registered{}, refusal.New(CodeIdentity, "申请人没有在本中心开立个人账户", "", "请核对缴存地，在缴存地的住房公积金管理中心申请")
	}
	known, err := s.People.Registered(tx, person)
	switch {
	case err != nil:
		return known, err
	case known.Name != who.Name:
		return known, refusal.New(CodeIdentity, "申请人的姓名与本中心登记的不一致", "", "请先到柜面办理个人信息变更，再重新申请")
	case who.Level <= named && known.Mobile != who.Mobile:
		return known, refusal.New(CodeIdentity, "申请人的手机号码与本中心登记的不一致", "",
			"请以更高的实名核验等级重新申请，或先到柜面变更手机号码")
	}
	return known, nil
}

// oneOf is the account that is named, or the only one.
func oneOf(list []Account, no number.MemberNo) (Account, error) {
	switch i := slices.IndexFunc(list, func(a Account) bool { return a.No == no }); {
	case i >= 0:
		return list[i], nil
	case no != "":
		return Account{}, refusal.New(CodeIdentity, "申请人名下没有这个个人账号，或者已经销户", "", "请核对个人账号后重新申请")
	case len(list) == 0:
		return Account{}, refusal.New(CodeIdentity, "申请人在本中心的个人账户已经销户", "", "请核对缴存地，有疑问的致电12329")
	case len(list) > 1:
		return Account{}, refusal.New(CodeIdentity, "申请人有多个个人账户，没有指明是哪一个", "", "请填写个人账号后重新申请")
	}
	return list[0], nil
}

// foreseen refuses what would be refused once everything was fetched, before anything is. again says that its case is
// there already, from whichever door.
func (s *Service) foreseen(ctx context.Context, by act.By, it serviceitem.Item, a Application, with []Attached) (
	again bool, err error) {
	if ctx, err = access.Allow(ctx, s.Access, by, it.Take); err != nil {
		return false, err
	}
	read, err := s.read(it, by, a)
	if err != nil {
		return false, err
	}
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		c := Case{Item: it.Code, Kind: it.Kind, Member: a.Member, Door: by.Door, Branch: by.Branch}
		if err := s.identify(tx, a, &c); err != nil {
			return err
		}
		same, found, err := s.Store.InFlight(tx, c.Person, c.Kind)
		if err != nil {
			return err
		}
		if again = found && same.Digest == s.digest(c, read); again {
			return nil
		}
		if found {
			return s.taken(same)
		}
		var handed []Handed
		for _, m := range with {
			handed = append(handed, Handed{Code: m.Material})
		}
		return s.foresee(tx, by, it, c, read, handed)
	})
	return again, err
}

// stage hands in the materials of an application.
func (s *Service) stage(ctx context.Context, draft *staged, a Applied, files Files) (err error) {
	for i, m := range a.Materials {
		u := Upload{Material: m.Material, Shared: m.Shared, File: material.Handed{Name: m.Name, Type: m.Type}}
		if m.File != "" {
			if u.File.Content, err = files(ctx, m.File); err != nil {
				return err
			}
		}
		h, err := s.HandIn(ctx, draft.by, fmt.Sprintf("platform-file/%s/%d", a.No, i), draft.folder, u)
		if err != nil {
			return err
		}
		draft.ids = append(draft.ids, h.ID)
	}
	return nil
}

// unstage takes out what was handed in for an application that was turned down. What it cannot take out is forgotten
// like any application that never came.
func (s *Service) unstage(ctx context.Context, draft staged) {
	for _, id := range draft.ids {
		_ = s.TakeOut(ctx, draft.by, fmt.Sprintf("platform-out/%d", id), draft.folder, id)
	}
}

// turnDown writes down that there is no case of what was applied for.
func (s *Service) turnDown(ctx context.Context, by act.By, r Received, no *refusal.Refused) error {
	r.Refused, r.Words = no.Code, told(no)
	return s.Work.Do(ctx, by, "case.turn-down", func(tx unit.Tx) error {
		return s.receive(tx, r, "platform.turned-down", audit.Field{Name: "refused", Value: no.Code})
	})
}

// receive writes down what became of an application. Its number is unique: of two processes that decide at once the
// later one meets what the other wrote, and undoes its own.
func (s *Service) receive(tx unit.Tx, r Received, kind string, what audit.Field) error {
	_, found, err := s.Store.Received(tx, r.No)
	if err == nil && found {
		err = errMet
	}
	if err != nil {
		return err
	}
	if r.ID, err = s.Books.NextID(tx, "applied"); err != nil {
		return err
	}
	r.At = s.Clock.Now()
	s.Audit.Record(tx, audit.Entry{Kind: kind, ID: r.ID,
		Fields: []audit.Field{{Name: "application", Value: r.No}, what}})
	return s.Store.AddReceived(tx, r)
}

// told is a refusal as the platform shows it: everything that speaks against the application, and what to do next.
func told(no *refusal.Refused) string {
	text := no.Text + "。" + no.Next
	for _, also := range no.Also {
		text += "；" + also.Text + "。" + also.Next
	}
	text = legible.Text(text, "")
	if r := []rune(text); len(r) > maxReply {
		text = string(r[:maxReply-1]) + "…"
	}
	return text
}
