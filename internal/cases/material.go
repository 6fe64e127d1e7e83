package cases

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
	"guangsha/internal/material"
	"guangsha/internal/paper"
	"guangsha/internal/serviceitem"
)

// The codes of the refusals of materials, besides those of package material.
const (
	CodeMaterial = "case.material"
	CodeMissing  = "case.material.missing"
	CodeTwice    = "case.material.twice"
)

// Handed is something that was handed in for a case (已交材料), as it is kept. Under which name it came is kept nowhere.
type Handed struct {
	ID     int64
	Case   ID     // zero while it belongs to an application that is still being filled in
	Draft  string // keyed digest of whose application that is; empty afterwards
	Code   string // of the material,
	Title  string // and how it was called
	Kind   material.Kind
	Pages  int
	Size   int64  // bytes
	Digest string // SM3 of its content, by which that is found
	By     string
	Office string
	At     civil.Instant
	Entry  int // of the case, with which it came
}

// MaterialStore keeps what was handed in. A content is kept once, whoever hands it in, while anything has it.
type MaterialStore interface {
	// AddMaterial writes a material and, unless it is there, its sealed content.
	AddMaterial(tx unit.Tx, h Handed, sealed []byte) error
	// Materials lists what there is of a case, InDraft what there is of an application that is still being filled in,
	// in the order in which it was handed in. Material reads one that was not taken out, Content a sealed content.
	Materials(tx unit.Tx, id ID) ([]Handed, error)
	InDraft(tx unit.Tx, draft string) ([]Handed, error)
	Material(tx unit.Tx, id int64) (Handed, bool, error)
	Content(tx unit.Tx, digest string) ([]byte, bool, error)
	// Adopt makes what there is of a draft that of a case. TakeOut takes a material out, with its content when nothing
	// else has that; that it was there stays written.
	Adopt(tx unit.Tx, draft string, id ID, entry int) error
	TakeOut(tx unit.Tx, id int64) error
	// Forgotten lists materials of drafts from before an instant, as many as are asked for at most.
	Forgotten(tx unit.Tx, before civil.Instant, most int) ([]Handed, error)
}

// missing names every material that an application cannot go on without and that nothing was handed in for.
func missing(g serviceitem.Ground, f serviceitem.Form, verified bool, list []Handed) error {
	var reasons []*refusal.Refused
	for _, m := range g.Materials {
		if !m.Needs(f, verified) || slices.ContainsFunc(list, func(h Handed) bool { return h.Code == m.Code }) {
			continue
		}
		next := "请上传后再办"
		if m.Shared != "" {
			next = "请上传后再办；由" + m.Shared + "核验的，填写核验编号，免予提交"
		}
		reasons = append(reasons, refusal.New(CodeMissing, "缺少申请材料“"+m.Title+"”", "", next))
	}
	return refusal.Join(reasons...)
}

// verified reports whether whoever applies was verified at the door and applies for themselves.
func (c Case) verified() bool { return c.Applicant != 0 && c.Authority == "" }

// adopt makes what was handed in for an application that of its case.
func (s *Service) adopt(tx unit.Tx, c Case, handed []Handed) error {
	if len(handed) == 0 {
		return nil
	}
	for _, h := range handed {
		s.recordMaterial(tx, "material.filed", h, c.Number)
	}
	return s.Store.Adopt(tx, handed[0].Draft, c.ID, 1)
}

// complete refuses to let a case go on that materials are missing from.
func (s *Service) complete(tx unit.Tx, it serviceitem.Item, c Case, f serviceitem.Form) error {
	list, err := s.Store.Materials(tx, c.ID)
	if err != nil {
		return err
	}
	g, _ := it.On(c.Submitted)
	return missing(g, f, c.verified(), list)
}

// supplied refuses to end a correction before everything that it named was handed in anew.
func (s *Service) supplied(tx unit.Tx, g moving, c Case) error {
	if g.Act != Supply {
		return nil
	}
	log, err := s.Store.Entries(tx, c.ID)
	if err != nil {
		return err
	}
	list, err := s.Store.Materials(tx, c.ID)
	if err != nil {
		return err
	}
	last := len(log) - 1
	for last > 0 && log[last].Act != Correct {
		last--
	}
	ground, _ := g.it.On(c.Submitted)
	var reasons []*refusal.Refused
	for _, code := range log[last].Materials {
		if m, asked := ground.Material(code); asked && !slices.ContainsFunc(list, func(h Handed) bool {
			return h.Code == code && h.Entry > log[last].No
		}) {
			reasons = append(reasons, refusal.New(CodeMissing, "要求补正的“"+m.Title+"”还没有补交", "",
				"请补交后再继续办理；不补的，由申请人撤回或到期终止"))
		}
	}
	return refusal.Join(reasons...)
}

// Opened is a material with its content.
type Opened struct {
	Handed
	Content []byte
}

// OpenMaterial gives a material of a folder with its content (查看材料). One that is not what was handed in is an error.
func (s *Service) OpenMaterial(ctx context.Context, by act.By, f Folder, id int64) (o Opened, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.ReadCases)
	if err != nil {
		return o, err
	}
	if _, _, err = s.folder(ctx, by, &f); err != nil {
		return o, err
	}
	err = s.Work.Read(ctx, func(tx unit.Tx) error {
		if f.Case != 0 {
			c, err := s.must(tx, f.Case)
			if err == nil {
				err = within(ctx, c)
			}
			if err != nil {
				return err
			}
		}
		if o.Handed, err = s.inFolder(tx, f, id); err != nil {
			return err
		}
		o.Content, err = s.open(tx, o.Handed)
		return err
	})
	return o, err
}

func (s *Service) open(tx unit.Tx, h Handed) ([]byte, error) {
	sealed, found, err := s.Store.Content(tx, h.Digest)
	if err == nil && !found {
		err = errors.New("it is not there")
	}
	var content []byte
	if err == nil {
		content, err = s.Cipher.Open(sealed, materialPlace(h.Digest))
	}
	if err == nil && hex.EncodeToString(gm.Sum(content)) != h.Digest {
		err = errors.New("it is another one")
	}
	if err != nil {
		return nil, fmt.Errorf("open material %d: %w", h.ID, err)
	}
	return content, nil
}

// InDraft lists what somebody has handed in for an application that is still being filled in.
func (s *Service) InDraft(tx unit.Tx, actor string, f Folder) ([]Handed, error) {
	return s.Store.InDraft(tx, s.draft(actor, f.Item, f.Member, f.Draft))
}

// file is a material as it stands in the file of a closed case, the nth.
func (h Handed) file(n int) string {
	return fmt.Sprintf("材料%02d %s%s", n+1, h.Title, h.Kind.Extension())
}

// filed describes a material in the catalogue of the file of its case.
func (h Handed) filed(n int) (paper.Item, error) {
	digest, err := hex.DecodeString(h.Digest)
	if err != nil {
		err = fmt.Errorf("digest of material %d: %w", h.ID, err)
	}
	return paper.Item{Name: h.file(n), Digest: digest, Size: h.Size}, err
}

// Filed gives the file of a closed case with everything that was handed in for it, as paper.Service.Filed does.
func (s *Service) Filed(tx unit.Tx, id ID) (paper.Whole, error) {
	list, err := s.Store.Materials(tx, id)
	if err != nil {
		return paper.Whole{}, err
	}
	var attached []paper.Content
	for i, h := range list {
		content, err := s.open(tx, h)
		if err != nil {
			return paper.Whole{}, err
		}
		attached = append(attached, paper.Content{Name: h.file(i), Bytes: content})
	}
	return s.Papers.Filed(tx, int64(id), attached)
}
