package cases

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/ledger"
	"guangsha/internal/material"
	"guangsha/internal/serviceitem"
)

// Folder is where something is handed in: an application that is being filled in, or a case.
type Folder struct {
	Item   serviceitem.Code // of an application, with
	Member number.MemberNo  // whose account it is about, and
	Draft  string           // a name for it, which whoever fills it in has made up
	Case   ID
	Seen   int // number of the last entry of the case that whoever acts has seen
}

// Upload is what somebody hands in: a file, or the number under which a shared register or certificate was looked up.
type Upload struct {
	Material string // code
	File     material.Handed
	Shared   string // 核验编号
}

// waits is for how long what was handed in waits for its application, two days, and cleaned how much of what was
// forgotten goes at once.
const (
	waits   civil.Instant = 48 * 3600 * 1_000_000
	cleaned               = 50
)

// keyScan is the parameter that says whether files are taken only once they were scanned, on or off; off without a row.
const keyScan = "material.scan"

// HandIn keeps a material (上传材料). It refuses what is no file that is taken, as package material says; with
// CodeMaterial what the item does not ask for, takes as another kind, or has enough of; with CodeTwice what is there
// already; and with CodeState and CodeStale as Act does. Asked again under the same key, it is the one that is there.
//
// In a case it is an entry of its own: whoever decides has seen what there is. A crash leaves it whole or not at all.
func (s *Service) HandIn(ctx context.Context, by act.By, key string, f Folder, u Upload) (Handed, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return Handed{}, err
	}
	it, ground, err := s.folder(ctx, by, &f)
	if err != nil {
		return Handed{}, err
	}
	if ctx, err = access.Allow(ctx, s.Access, by, it.Take); err != nil {
		return Handed{}, err
	}
	m, asked := ground.Material(u.Material)
	if !asked {
		return Handed{}, refusal.New(CodeMaterial, "这个事项没有这种材料", "", "请刷新后从材料清单中选择")
	}
	kept, err := s.kept(m, u)
	if err != nil {
		return Handed{}, err
	}
	if err := s.scan(ctx, by, u.File.Content); err != nil {
		return Handed{}, err
	}
	h := Handed{Draft: f.Draft, Case: f.Case, Code: m.Code, Title: m.Title, Kind: kept.Kind, Pages: kept.Pages,
		Size: int64(len(kept.Content)), Digest: hex.EncodeToString(gm.Sum(kept.Content)), By: by.Actor,
		Office: by.Branch}
	sealed, err := s.Cipher.Seal(kept.Content, materialPlace(h.Digest))
	if err != nil {
		return Handed{}, fmt.Errorf("seal a material: %w", err)
	}
	err = s.Work.Do(ctx, by, "case.hand-in", func(tx unit.Tx) error {
		return s.handIn(ctx, tx, by, key, f, m, &h, sealed)
	})
	return h, err
}

// scan looks for malicious code in a file as it came, where policy says that it must be looked for (查毒). It waits for
// somebody outside, so that no unit of work is open meanwhile.
func (s *Service) scan(ctx context.Context, by act.By, content []byte) error {
	var must bool
	err := s.Work.Read(ctx, func(tx unit.Tx) error {
		set, err := s.Policy.Policy(tx)
		if err != nil {
			return err
		}
		if row, there := set.Find(keyScan, by.Branch, s.Clock.Now().Date()); there {
			if must, err = readSwitch(row.Value); err != nil {
				err = unreadable(row, err)
			}
		}
		return err
	})
	if err != nil || !must || len(content) == 0 {
		return err
	}
	return material.Scanned(ctx, s.Scanner, content)
}

// folder gives the item that a folder belongs to, and what it rests on; a draft's name becomes the one that is kept.
func (s *Service) folder(ctx context.Context, by act.By, f *Folder) (it serviceitem.Item, g serviceitem.Ground,
	err error) {
	var on civil.Date
	if err = s.Work.Read(ctx, func(tx unit.Tx) error {
		if f.Case == 0 {
			on, err = s.Books.OpenDay(tx)
			return err
		}
		c, err := s.must(tx, f.Case)
		f.Item, f.Member, f.Draft, on = c.Item, c.Member, "", c.Submitted
		return err
	}); err != nil {
		return it, g, err
	}
	if it, err = s.item(f.Item); err != nil {
		return it, g, err
	}
	if f.Case == 0 {
		if f.Draft == "" {
			return it, g, refusal.Bad(CodeInput, "没有指明是哪一份申请的材料")
		}
		if _, err := number.ParseMember(string(f.Member)); err != nil {
			return it, g, err
		}
		f.Draft = s.draft(by.Actor, it.Code, f.Member, f.Draft)
	}
	g, _ = it.On(on)
	return it, g, nil
}

// draft is the name under which materials wait for an application: nobody else's is the same.
func (s *Service) draft(actor string, item serviceitem.Code, member number.MemberNo, name string) string {
	if name == "" {
		return ""
	}
	text, err := json.Marshal([]string{actor, string(item), string(member), name})
	if err != nil {
		panic(fmt.Sprintf("cases: a draft is no plain data: %v", err))
	}
	return hex.EncodeToString(s.Digest.Sum([]byte("draft"), []byte{0}, text))
}

// maxShared is how long the number of a certificate is at most, in runes.
const maxShared = 60

// kept is what is kept of an upload.
func (s *Service) kept(m serviceitem.Material, u Upload) (material.Kept, error) {
	number := strings.TrimSpace(u.Shared)
	if number == "" {
		kept, err := material.Read(u.File)
		if err == nil && !slices.Contains(m.Takes(), kept.Kind) {
			err = refusal.New(CodeMaterial, "“"+m.Title+"”不收"+kept.Kind.String(), "", "请换成这种材料所收的格式再上传")
		}
		if err == nil && m.Drawn && kept.Blank() {
			err = refusal.New(CodeMaterial, "“"+m.Title+"”上没有笔迹", "", "请申请人重新签字；签字板不能用的，在纸上签字后扫描上传")
		}
		return kept, err
	}
	switch {
	case m.Shared == "":
		return material.Kept{}, refusal.New(CodeMaterial, "“"+m.Title+"”不能由数据共享核验代替", "", "请上传材料本身")
	case len(u.File.Content) > 0:
		return material.Kept{}, refusal.Bad(CodeInput, "核验编号和文件只能有一样")
	case utf8.RuneCountInString(number) > maxShared || !utf8.ValidString(number) ||
		strings.ContainsFunc(number, unicode.IsControl):
		return material.Kept{}, refusal.Bad(CodeInput, fmt.Sprintf("核验编号应为至多%d字的一行文字", maxShared))
	}
	// Numbers are few: the digest of one alone would tell it.
	salt := s.Digest.Sum([]byte("shared"), []byte{0}, []byte(m.Code), []byte{0}, []byte(number))
	text := fmt.Sprintf("%s\n由%s核验，免予提交\n核验编号：%s\n校验：%x\n", m.Title, m.Shared, number, salt[:16])
	return material.Kept{Kind: material.Shared, Content: []byte(text)}, nil
}

// materialPlace binds a content to its digest.
func materialPlace(digest string) string { return "case_material_content.body:" + digest }

func (s *Service) handIn(ctx context.Context, tx unit.Tx, by act.By, key string, f Folder, m serviceitem.Material,
	h *Handed, sealed []byte) error {
	id, err := s.Books.NextID(tx, "material")
	if err != nil {
		return err
	}
	seen := f.Seen
	f.Seen = 0 // the same file is the same, whatever had happened before
	given, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, struct {
		Actor                string
		Folder               Folder
		Material, Kind, File string
	}{by.Actor, f, h.Code, string(h.Kind), h.Digest}), id)
	if err != nil {
		return err
	}
	if !first {
		*h, err = s.mustMaterial(tx, given)
		return err
	}
	h.ID, h.At = given, s.Clock.Now()
	before, kind := []Handed(nil), "material.staged"
	var c Case
	if h.Case == 0 {
		if before, err = s.Store.InDraft(tx, h.Draft); err == nil {
			err = s.forget(tx, h.At)
		}
	} else if c, err = s.hold(ctx, tx, HandIn, h.Case, seen); err == nil {
		h.Entry, kind = c.Entries+1, "material.filed"
		before, err = s.Store.Materials(tx, c.ID)
	}
	if err == nil {
		err = room(m, *h, before)
	}
	if err != nil {
		return err
	}
	if err := s.Store.AddMaterial(tx, *h, sealed); err != nil {
		return fmt.Errorf("write material %d: %w", h.ID, err)
	}
	s.recordMaterial(tx, kind, *h, c.Number)
	if h.Case == 0 {
		return nil
	}
	return s.append(tx, by, c, HandIn, h.said())
}

// said is a material in words, for the entry that it came or went with.
func (h Handed) said() string {
	if h.Kind == material.Shared {
		return "“" + h.Title + "”，" + h.Kind.String()
	}
	return fmt.Sprintf("“%s”，%s，%d页，%d字节，SM3摘要%s", h.Title, h.Kind, h.Pages, h.Size, h.Digest[:16])
}

// room refuses a material that is there already, or of which there would be too much.
func room(m serviceitem.Material, h Handed, before []Handed) error {
	pages := h.Pages
	for _, b := range before {
		if b.Code != m.Code {
			continue
		}
		if pages += b.Pages; b.Digest == h.Digest {
			return refusal.New(CodeTwice, "这份“"+m.Title+"”已经交过，内容完全相同", "", "不用再交；要更换的，请先移除原来的一份")
		}
	}
	if pages > m.MostPages() {
		return refusal.New(CodeMaterial, fmt.Sprintf("“%s”至多%d页，加上这一份有%d页", m.Title, m.MostPages(), pages), "",
			"请只上传需要的页，或者先移除多余的")
	}
	return nil
}

// hold takes a case for an act beside those that Act does, as it was seen.
func (s *Service) hold(ctx context.Context, tx unit.Tx, a Act, id ID, seen int) (Case, error) {
	c, err := s.must(tx, id)
	if err != nil {
		return c, err
	}
	if err := access.Reach(ctx, access.Object{Branch: c.Office}); err != nil {
		return c, err
	}
	t, _ := transition(a)
	if !slices.Contains(t.From, c.State) {
		return c, refuseState(c, t)
	}
	if seen != c.Entries {
		return c, stale(c)
	}
	held, err := s.Store.Hold(tx, id, seen)
	if err == nil && !held {
		err = stale(c)
	}
	return c, err
}

// append writes the entry of an act that leaves a case where it stands.
func (s *Service) append(tx unit.Tx, by act.By, c Case, a Act, words string) error {
	was := c.Entries
	e := s.entry(by, &c, a, words)
	written, err := s.Store.SetCase(tx, c, was)
	if err == nil && !written {
		err = fmt.Errorf("case %d changed while it was held", c.ID)
	}
	if err != nil {
		return err
	}
	return s.write(tx, c, e)
}

func (s *Service) mustMaterial(tx unit.Tx, id int64) (Handed, error) {
	h, found, err := s.Store.Material(tx, id)
	if err == nil && !found {
		err = refusal.New(CodeMaterial, "没有这份材料，或者已经移除", "", "请刷新后查看材料清单")
	}
	return h, err
}

// recordMaterial writes down that a material came or went.
func (s *Service) recordMaterial(tx unit.Tx, kind string, h Handed, of number.CaseNo) {
	s.Audit.Record(tx, audit.Entry{Kind: kind, ID: h.ID, Fields: []audit.Field{
		{Name: "case", Value: string(of)}, {Name: "material", Value: h.Code}, {Name: "format", Value: string(h.Kind)},
		{Name: "size", Value: strconv.FormatInt(h.Size, 10)}, {Name: "digest", Value: h.Digest}}})
}

// forget takes out what was handed in long ago for applications that never came.
func (s *Service) forget(tx unit.Tx, now civil.Instant) error {
	list, err := s.Store.Forgotten(tx, now-waits, cleaned)
	if err != nil {
		return err
	}
	for _, h := range list {
		s.recordMaterial(tx, "material.removed", h, "")
		if err := s.Store.TakeOut(tx, h.ID); err != nil {
			return err
		}
	}
	return nil
}

// TakeOut takes a material back (移除材料): of an application by whoever handed it in, of a case until the decision. Asked
// again it is refused with CodeMaterial, since it is gone.
func (s *Service) TakeOut(ctx context.Context, by act.By, key string, f Folder, id int64) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandleCases)
	if err != nil {
		return err
	}
	it, _, err := s.folder(ctx, by, &f)
	if err != nil {
		return err
	}
	if ctx, err = access.Allow(ctx, s.Access, by, it.Take); err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "case.take-out", func(tx unit.Tx) error {
		if _, first, err := s.Books.Claim(tx, ledger.NewRequest(0, key, id), id); err != nil || !first {
			return err
		}
		h, err := s.inFolder(tx, f, id)
		if err != nil {
			return err
		}
		var c Case
		if f.Case != 0 {
			if c, err = s.hold(ctx, tx, TakeOut, f.Case, f.Seen); err != nil {
				return err
			}
			if c.Decided != 0 {
				return refusal.New(CodeState, "办件已作出决定，材料不能再移除", "", "材料有误的，请写明办理意见")
			}
		}
		s.recordMaterial(tx, "material.removed", h, c.Number)
		if err := s.Store.TakeOut(tx, id); err != nil || f.Case == 0 {
			return err
		}
		return s.append(tx, by, c, TakeOut, h.said())
	})
}

// inFolder gives a material of a folder, or refuses one of another.
func (s *Service) inFolder(tx unit.Tx, f Folder, id int64) (Handed, error) {
	h, err := s.mustMaterial(tx, id)
	if err == nil && (h.Case != f.Case || h.Draft != f.Draft) {
		_, err = s.mustMaterial(tx, 0)
	}
	return h, err
}
