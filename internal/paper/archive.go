package paper

import (
	"bytes"
	"encoding/binary"
	"fmt"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/secret/gm"
)

// Codes of the refusals of electronic files.
const (
	CodeArchiveEmpty   = "paper.archive.empty"
	CodeArchiveDamaged = "paper.archive.damaged"
)

// Permanent is the retention of a file that is never destroyed (永久).
const Permanent = 0

// Item is one thing in a file: a paper given out or a material handed in.
type Item struct {
	Name   string
	Digest []byte // SM3 of its bytes
	Size   int64  // bytes
}

// ItemOf describes the bytes of a paper or a material.
func ItemOf(name string, content []byte) Item {
	return Item{Name: name, Digest: gm.Sum(content), Size: int64(len(content))}
}

// Archive is the catalogue of the electronic file of one closed case (一件一档). Its seal stands over all of it, so that
// an item taken out, put in, exchanged or moved is found, and so is a shortened retention.
type Archive struct {
	Case   number.CaseNo
	Closed civil.Date
	Years  int // of retention (保管期限) from the year after the case was closed; Permanent when 0
	Items  []Item
	Seal   []byte
}

// Close makes the catalogue of a case. One without items, with a nameless item or two of one name is refused.
func Close(mac secret.MAC, no number.CaseNo, closed civil.Date, years int, items []Item) (Archive, error) {
	if len(items) == 0 || years < 0 {
		return Archive{}, refusal.Bad(CodeArchiveEmpty, "电子档案没有内容或保管期限有误，不能归档")
	}
	names := map[string]bool{}
	for _, i := range items {
		if i.Name == "" || names[i.Name] {
			return Archive{}, refusal.Bad(CodeArchiveEmpty, "电子档案中“"+i.Name+"”没有名称或重名，不能归档")
		}
		names[i.Name] = true
	}
	a := Archive{Case: no, Closed: closed, Years: years, Items: items}
	a.Seal = mac.Sum(a.canonical())
	return a, nil
}

// Expires is the day from which the file may be destroyed: retention runs from 1 January after the case was closed. ok
// is false for a permanent one.
func (a Archive) Expires() (day civil.Date, ok bool) {
	if a.Years == Permanent {
		return 0, false
	}
	return civil.DateOf(a.Closed.Year()+1+a.Years, 1, 1), true
}

// Verify holds the file against its catalogue; read gives the bytes of an item. Everything that is wrong is named at
// once. An item that cannot be read is an error and not a finding.
func (a Archive) Verify(mac secret.MAC, read func(name string) ([]byte, error)) error {
	var reasons []*refusal.Refused
	damaged := func(text string) {
		reasons = append(reasons, refusal.New(CodeArchiveDamaged, text, "", "请保全现状，从备份恢复并报告审计管理员"))
	}
	if !secret.Equal(mac.Sum(a.canonical()), a.Seal) {
		damaged("业务" + string(a.Case) + "的档案目录被改动")
	}
	for _, i := range a.Items {
		content, err := read(i.Name)
		if err != nil {
			return fmt.Errorf("paper: read %s of case %s: %w", i.Name, a.Case, err)
		}
		if int64(len(content)) != i.Size || !bytes.Equal(gm.Sum(content), i.Digest) {
			damaged("业务" + string(a.Case) + "的档案“" + i.Name + "”与归档时不符")
		}
	}
	return refusal.Join(reasons...)
}

// canonical is all that the catalogue says, each part behind its length.
func (a Archive) canonical() []byte {
	out := []byte("guangsha archive 1")
	part := func(b []byte) {
		out = binary.BigEndian.AppendUint32(out, uint32(len(b)))
		out = append(out, b...)
	}
	part([]byte(a.Case))
	part([]byte(a.Closed.String()))
	out = binary.BigEndian.AppendUint64(out, uint64(a.Years))
	for _, i := range a.Items {
		part([]byte(i.Name))
		part(i.Digest)
		out = binary.BigEndian.AppendUint64(out, uint64(i.Size))
	}
	return out
}
