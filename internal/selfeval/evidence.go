package selfeval

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/evaluation"
)

// Assign gives a row of a table, or with row 0 the whole table, to a department with a day by which it is due.
func (s *Service) Assign(ctx context.Context, by act.By, key string, d Duty) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.ManageGoals)
	if err != nil {
		return err
	}
	var bad checks
	bad.require(strings.TrimSpace(d.Office) != "" && utf8.RuneCountInString(d.Office) <= 40, "请填写责任科室，至多40字")
	bad.require(d.Due > 0, "请填写截止日")
	if err := bad.err(); err != nil {
		return err
	}
	d.Done, d.DoneBy = 0, ""
	return s.duty(ctx, by, "selfeval.assigned", key, d,
		func(Duty, bool, civil.Date) (Duty, error) { return d, nil })
}

// Fulfil says that what was due for a row has been handed in (已提交).
func (s *Service) Fulfil(ctx context.Context, by act.By, key string, id ProjectID, row int) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	return s.duty(ctx, by, "selfeval.fulfilled", key, Duty{Project: id, Row: row},
		func(was Duty, found bool, today civil.Date) (Duty, error) {
			if !found {
				return was, unknown(fmt.Sprintf("第%d行的责任科室", row))
			}
			was.Done, was.DoneBy = today, by.Actor
			return was, nil
		})
}

func (s *Service) duty(ctx context.Context, by act.By, op, key string, d Duty,
	f func(was Duty, found bool, today civil.Date) (Duty, error)) error {
	_, err := s.register(ctx, by, entry{op, key, d},
		func(tx unit.Tx, _ int64, today civil.Date) (ProjectID, error) {
			p, err := s.withRow(tx, d.Project, d.Row)
			if err != nil {
				return 0, err
			}
			list, err := s.Store.Duties(tx, p.Year)
			if err != nil {
				return 0, err
			}
			var was Duty
			for _, o := range list {
				if o.Project == d.Project && o.Row == d.Row {
					was = o
				}
			}
			is, err := f(was, was.Office != "", today)
			if err != nil {
				return 0, err
			}
			return p.ID, s.Store.SetDuty(tx, is)
		})
	return err
}

// withRow reads a project whose table has a row, or is meant as a whole by row 0.
func (s *Service) withRow(tx unit.Tx, id ProjectID, row int) (Project, error) {
	p, err := s.project(tx, id)
	if err != nil {
		return p, err
	}
	t, err := s.version(tx, id, p.Versions)
	if err != nil || row == 0 {
		return p, err
	}
	for _, ind := range t.Indicators {
		if ind.Row == row {
			return p, nil
		}
	}
	return p, unknown(fmt.Sprintf("第%d行", row))
}

// MaxFile is the largest file of evidence, and maxFiles how many a project may have.
const (
	MaxFile  = 5 << 20
	maxFiles = 200
)

// kinds are the beginnings of the files that are taken as evidence; a name alone is believed by nobody.
var kinds = []struct{ ends, begins string }{
	{".pdf", "%PDF-"}, {".png", "\x89PNG\r\n\x1a\n"}, {".jpg", "\xff\xd8\xff"}, {".jpeg", "\xff\xd8\xff"},
	{".xlsx", "PK\x03\x04"}, {".docx", "PK\x03\x04"}, {".csv", ""}, {".txt", ""},
}

// File is a file as somebody hands it in.
type File struct {
	Project ProjectID
	Row     int
	Name    string
	Content []byte
	Scan    bool // 签章扫描件 of the table that was reviewed last
}

func (f File) check() error {
	refuse := func(text string) error {
		return refusal.New(CodeFile, text, "", "可上传pdf、png、jpg、xlsx、docx、csv和txt，每个至多5MB")
	}
	name := strings.ToLower(f.Name)
	switch {
	case f.Name == "" || utf8.RuneCountInString(f.Name) > 120 || strings.ContainsAny(f.Name, "/\\\x00\r\n\""):
		return refuse("文件名为空、过长或含有不能用的字符")
	case len(f.Content) == 0:
		return refuse("文件“" + f.Name + "”是空的")
	case len(f.Content) > MaxFile:
		return refuse("文件“" + f.Name + "”超过5MB")
	}
	for _, k := range kinds {
		if !strings.HasSuffix(name, k.ends) {
			continue
		}
		if !strings.HasPrefix(string(f.Content[:min(len(f.Content), 16)]), k.begins) {
			return refuse("文件“" + f.Name + "”的内容不是" + k.ends[1:])
		}
		if k.begins == "" && !utf8.Valid(f.Content) {
			return refuse("文件“" + f.Name + "”不是UTF-8文字")
		}
		return nil
	}
	return refuse("不收这种文件：“" + f.Name + "”")
}

// checkScan reports what stands against a file as the stamped scan of a project's table.
func (f File) checkScan(p Project) error {
	signed := []evaluation.Stage{evaluation.StageReviewed, evaluation.StageSubmitted, evaluation.StageRechecked}
	if !slices.Contains(signed, p.Stage) {
		return refusal.New(CodeStage, "项目现处“"+p.Stage.Label()+"”，还没有可以签章的表", "", "请先审核，打印签章后再上传扫描件")
	}
	name := strings.ToLower(f.Name)
	if f.Row != 0 || !slices.ContainsFunc([]string{".pdf", ".png", ".jpg", ".jpeg"},
		func(end string) bool { return strings.HasSuffix(name, end) }) {
		return refusal.New(CodeFile, "签章扫描件应是整张表的pdf、png或jpg", "", "请重新扫描后上传")
	}
	return nil
}

// Scanned reports whether the latest version of the table has its stamped scan (签章扫描件).
func (w Whole) Scanned() bool { return scanned(w.Project, w.Attachments) }

// scanned reports whether the latest version of a table has its stamped scan.
func scanned(p Project, list []Attachment) bool {
	return slices.ContainsFunc(list, func(a Attachment) bool { return a.ScanOf == p.Versions })
}

// place is where a file's content is sealed for: its digest, by which it is found.
func place(digest string) string { return "selfeval_content.body:" + digest }

// Attach keeps a file of evidence beside a row (上传佐证). Evidence is gathered all year, until the table is published.
// The same file beside the same row is refused with CodeTaken.
func (s *Service) Attach(ctx context.Context, by act.By, key string, f File) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return 0, err
	}
	if err := f.check(); err != nil {
		return 0, err
	}
	sum := sha256.Sum256(f.Content)
	a := Attachment{Project: f.Project, Row: f.Row, Name: f.Name, Digest: hex.EncodeToString(sum[:]),
		Size: int64(len(f.Content)), By: by.Actor}
	sealed, err := s.Cipher.Seal(f.Content, place(a.Digest))
	if err != nil {
		return 0, fmt.Errorf("selfeval: seal a file: %w", err)
	}
	request := struct {
		Attachment
		Scan bool
	}{a, f.Scan}
	return s.register(ctx, by, entry{"selfeval.attached", key, request},
		func(tx unit.Tx, id int64, today civil.Date) (ProjectID, error) {
			p, err := s.withRow(tx, f.Project, f.Row)
			if err != nil {
				return 0, err
			}
			if p.Stage == evaluation.StagePublished || p.Stage == evaluation.StageUsed {
				return 0, refusal.New(CodeStage, "项目已公开，不能再添佐证", "", "请在下一年度的项目中补充")
			}
			if f.Scan {
				if err := f.checkScan(p); err != nil {
					return 0, err
				}
				a.ScanOf = p.Versions
			}
			list, err := s.Store.Attachments(tx, p.ID)
			if err != nil {
				return 0, err
			}
			if len(list) >= maxFiles {
				return 0, refusal.New(CodeFile, fmt.Sprintf("一个项目至多%d个佐证文件", maxFiles), "", "请合并后上传")
			}
			for _, o := range list {
				if o.Row == a.Row && o.Digest == a.Digest {
					return 0, refusal.New(CodeTaken, "这一行已有内容相同的佐证“"+o.Name+"”", "", "不必重复上传")
				}
			}
			a.ID, a.Day = id, today
			return p.ID, s.Store.AddAttachment(tx, a, sealed)
		})
}

// Open gives a file of evidence back (查看佐证). One whose content is not what was handed in is an error.
func (s *Service) Open(ctx context.Context, by act.By, project ProjectID, id int64) (File, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.ReadTables)
	if err != nil {
		return File{}, err
	}
	var a Attachment
	var sealed []byte
	err = s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		var found bool
		a, sealed, found, err = s.Store.Attachment(tx, id)
		if err == nil && (!found || a.Project != project) {
			err = unknown("佐证文件")
		}
		return err
	})
	if err != nil {
		return File{}, err
	}
	content, err := s.Cipher.Open(sealed, place(a.Digest))
	if err != nil {
		return File{}, fmt.Errorf("selfeval: open a file: %w", err)
	}
	return File{Project: a.Project, Row: a.Row, Name: a.Name, Content: content}, nil
}
