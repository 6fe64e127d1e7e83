package paper

import (
	"archive/zip"
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"guangsha/internal/audit"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// CodeNotFiled is the code of the refusal of a file that there is not.
const CodeNotFiled = "paper.archive.none"

// Closing is a case that has come to its end (归档).
type Closing struct {
	Case    int64
	Number  number.CaseNo
	Closed  civil.Date
	Years   int    // of retention; Permanent when 0
	Record  string // what was asked for and what happened, in words
	Entries int    // how many entries the record has
	// Attached describe what was handed in, which is kept elsewhere.
	Attached []Item
}

// Whole is the file of a closed case as it was put away, with its papers.
type Whole struct {
	Archive
	Contents []Content
	Papers   []Issued // in the order of the contents behind the record, before what was handed in
}

// Content is the bytes of an item.
type Content struct {
	Name  string
	Bytes []byte
}

// File puts a closed case away: its record and its papers, in one catalogue that shows tampering. What is there stays,
// whatever else is written of the case.
func (s *Service) File(tx unit.Tx, c Closing) error {
	if _, there, err := s.Store.File(tx, c.Case); err != nil || there {
		return err
	}
	papers, err := s.OfCase(tx, c.Case)
	if err != nil {
		return err
	}
	contents, err := contentsOf(c.Record, papers)
	if err != nil {
		return err
	}
	var items []Item
	for _, one := range contents {
		items = append(items, ItemOf(one.Name, one.Bytes))
	}
	items = append(items, c.Attached...)
	a, err := Close(s.Key, c.Number, c.Closed, c.Years, items)
	if err != nil {
		return err
	}
	record, err := s.Cipher.Seal([]byte(c.Record), recordPlace(c.Case))
	if err != nil {
		return fmt.Errorf("seal the record of case %d: %w", c.Case, err)
	}
	s.Audit.Record(tx, audit.Entry{Kind: "paper.filed", ID: c.Case, Fields: []audit.Field{
		{Name: "items", Value: fmt.Sprint(len(items))}, {Name: "catalogue", Value: hex.EncodeToString(a.Seal)}}})
	return s.Store.AddFile(tx, KeptFile{Case: c.Case, Number: c.Number, Closed: c.Closed, Years: c.Years, Items: items,
		Seal: a.Seal, Record: record, Entries: c.Entries})
}

// Filed gives the file of a case with what was handed in for it, and only when it is what was put away: otherwise it
// refuses with CodeArchiveDamaged and everything that is wrong, or with CodeNotFiled.
func (s *Service) Filed(tx unit.Tx, id int64, attached []Content) (Whole, error) {
	f, there, err := s.Store.File(tx, id)
	if err != nil {
		return Whole{}, err
	}
	if !there {
		return Whole{}, refusal.New(CodeNotFiled, "办件还没有电子档案", "", "办件办结后自动归档，请在办结后再取")
	}
	record, err := s.Cipher.Open(f.Record, recordPlace(id))
	if err != nil {
		return Whole{}, fmt.Errorf("open the record of case %d: %w", id, err)
	}
	papers, err := s.OfCase(tx, id)
	if err != nil {
		return Whole{}, err
	}
	contents, err := contentsOf(string(record), papers)
	if err != nil {
		return Whole{}, err
	}
	contents = append(contents, attached...)
	a := f.archive()
	return Whole{a, contents, papers}, a.Verify(s.Key, func(name string) ([]byte, error) {
		for _, c := range contents {
			if c.Name == name {
				return c.Bytes, nil
			}
		}
		return nil, nil // nothing is not what was put away
	})
}

// Catalogue is the catalogue of the file of a case as it is kept, without holding anything against it; false when there
// is none.
func (s *Service) Catalogue(tx unit.Tx, id int64) (Archive, bool, error) {
	f, there, err := s.Store.File(tx, id)
	return f.archive(), there, err
}

// archive is what the catalogue of a kept file says.
func (f KeptFile) archive() Archive {
	return Archive{Case: f.Number, Closed: f.Closed, Years: f.Years, Items: f.Items, Seal: f.Seal}
}

// recordPlace binds the record of a file to its case.
func recordPlace(id int64) string { return fmt.Sprintf("paper_file.record:%d", id) }

// contentsOf are the items of a file: the record, then each paper as text.
func contentsOf(record string, papers []Issued) ([]Content, error) {
	list := []Content{{"01 办件记录.txt", []byte(record)}}
	for i, p := range papers {
		text, err := p.text()
		if err != nil {
			return nil, err
		}
		list = append(list, Content{fmt.Sprintf("%02d %s %s.txt", i+2, p.Title(), p.No), text})
	}
	return list, nil
}

// text is all that a paper says.
func (p Issued) text() ([]byte, error) {
	facts, err := p.Facts()
	if err != nil {
		return nil, err
	}
	w, err := wordingOf(p.Kind, p.Wording)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\n%s\n编号：%s\n%s\n", p.Centre, w.Title, p.No, w.Lead)
	for _, f := range facts {
		fmt.Fprintf(&b, "%s：%s\n", f.Name, strings.ReplaceAll(f.Text, "\n", "　"))
	}
	fmt.Fprintf(&b, "%s\n出具日期：%s\n验证码：%s\n", w.Body, p.Issued, p.Code)
	return b.Bytes(), nil
}

// Text is a catalogue for people (目录).
func (a Archive) Text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "电子档案目录（一件一档）\n业务流水号：%s\n办结日期：%s\n", a.Case, a.Closed)
	if last, ends := a.Expires(); ends {
		fmt.Fprintf(&b, "保管期限：%d年，至%s\n", a.Years, last-1)
	} else {
		b.WriteString("保管期限：永久\n")
	}
	b.WriteString("\n序号　名称　字节数　SM3摘要\n")
	for i, item := range a.Items {
		fmt.Fprintf(&b, "%d　%s　%d　%x\n", i+1, item.Name, item.Size, item.Digest)
	}
	fmt.Fprintf(&b, "\n目录校验值（HMAC-SM3）：%x\n", a.Seal)
	b.WriteString("同名的pdf由以上内容排出，供阅读和打印，不在目录之内。\n")
	return b.String()
}

// WriteZIP writes a file as one archive: the catalogue, its items, and what was printed of its papers, each behind the
// name of its item.
func (w Whole) WriteZIP(to io.Writer, printed [][]byte) error {
	z := zip.NewWriter(to)
	on := time.Date(w.Closed.Year(), time.January, 1, 0, 0, 0, 0, time.UTC)
	add := func(name string, content []byte) error {
		f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: on})
		if err == nil {
			_, err = f.Write(content)
		}
		if err != nil {
			return fmt.Errorf("paper: write the file of case %s: %w", w.Case, err)
		}
		return nil
	}
	if err := add("00 目录.txt", []byte(w.Text())); err != nil {
		return err
	}
	for i, c := range w.Contents {
		if err := add(c.Name, c.Bytes); err != nil {
			return err
		}
		if i > 0 && i <= len(printed) {
			if err := add(strings.TrimSuffix(c.Name, ".txt")+".pdf", printed[i-1]); err != nil {
				return err
			}
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("paper: write the file of case %s: %w", w.Case, err)
	}
	return nil
}
