package opening

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/document"
)

// Progress is how far a long step is, in units of its own.
type Progress struct {
	What     string // 表名, or the step of accepting
	Rows     int64  // rows done of all tables
	Done, Of int64
}

// LoadedSet says what a load brought into the staging area.
type LoadedSet struct {
	Status
	Files    []File
	Rows     int64
	Findings int64
	Strange  []string // columns that are no field of their table, and were passed over
}

// batchRows is how many rows one unit of work writes to the staging area.
const batchRows = 2000

// Load reads a set of tables into the staging area (期初数据装入), row by row. A set that lacks a table or a column is
// refused before anything is kept; a row that cannot be read becomes an entry of the work list. A second load puts the
// new set in place of the old one, until accepting has begun: over live books nothing is loaded. The rows of the new
// set stand beside those of the old one until the last is in; then one unit makes it the set that counts. Whatever ends
// a load before that leaves the old set as it was.
func (s *Service) Load(ctx context.Context, by act.By, set []Source, tell func(Progress)) (
	loaded LoadedSet, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.TakeBooksOver)
	if err != nil {
		return LoadedSet{}, err
	}
	if err := readHeaders(ctx, set); err != nil {
		return LoadedSet{}, err
	}
	if err := s.tidy(ctx, by, tell); err != nil {
		return LoadedSet{}, err
	}
	l := &loader{s: s, ctx: ctx, by: by, tell: tell, today: s.Clock.Now().Date()}
	if l.first, err = s.beginLoad(ctx, by); err != nil {
		return LoadedSet{}, err
	}
	if err = l.sources(set); err == nil {
		loaded, err = l.finish()
	}
	if err != nil {
		// What cannot be cleared now, because the disk is full or the process ends, is cleared before it can matter.
		_ = s.takeBack(context.WithoutCancel(ctx), by, tell)
		return LoadedSet{}, err
	}
	return loaded, s.tidy(ctx, by, tell)
}

// takeBack clears a load that did not come to its end, and leaves no trace of it where no set was loaded before.
func (s *Service) takeBack(ctx context.Context, by act.By, tell func(Progress)) error {
	if err := s.tidy(ctx, by, tell); err != nil {
		return err
	}
	return s.Work.Do(ctx, by, "opening.load", func(tx unit.Tx) error {
		st, err := s.Store.Status(tx)
		if err != nil || st.State != Loading {
			return err
		}
		s.Audit.Record(tx, audit.Entry{Kind: "opening.cleared"})
		return s.Store.SetStatus(tx, Status{})
	})
}

// tidyRows is how many rows one unit of work clears from the staging area.
const tidyRows = 20_000

// tidy clears rows that belong to another set than the one that counts: of a set that was replaced, or of a load that
// did not come to its end.
func (s *Service) tidy(ctx context.Context, by act.By, tell func(Progress)) error {
	var first, end int64
	stray := false
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		first, end, stray, err = s.stray(tx)
		return err
	}); err != nil {
		return err
	}
	for done := int64(0); stray; {
		if err := s.Work.Do(ctx, by, "opening.load", func(tx unit.Tx) error {
			n, err := s.Store.Discard(tx, first, end, tidyRows)
			s.Audit.Record(tx, audit.Entry{Kind: "opening.cleared", Fields: []audit.Field{
				{Name: "rows", Value: fmt.Sprint(n)}}})
			done, stray = done+n, n == tidyRows
			return err
		}); err != nil {
			return err
		}
		tell(Progress{What: "清理暂存区", Rows: done, Done: done, Of: done})
	}
	return nil
}

// stray gives the references of the set that counts, and says whether there are rows of others. Once accepting has
// begun there can be none.
func (s *Service) stray(tx unit.Tx) (first, end int64, stray bool, err error) {
	st, err := s.Store.Status(tx)
	if err != nil || st.State >= UnderWay {
		return 0, 0, false, err
	}
	files, err := s.Store.Files(tx)
	if err != nil {
		return 0, 0, false, err
	}
	first, end = refs(files)
	stray, err = s.Store.Stray(tx, first, end)
	return first, end, stray, err
}

// beginLoad gives the number of the first file of a new set. Where there is no set before, none counts until it is in.
func (s *Service) beginLoad(ctx context.Context, by act.By) (first int64, err error) {
	err = s.Work.Do(ctx, by, "opening.load", func(tx unit.Tx) error {
		st, err := s.Store.Status(tx)
		if err != nil {
			return err
		}
		if st.State >= UnderWay {
			return refusal.New(CodeLive, "期初数据"+map[State]string{UnderWay: "正在入账", Done: "已经入账"}[st.State]+"，不能再装入", "",
				"未开齐的账请先用 guangsha opening accept 办完；确需从头再来，请另用一个空的数据目录或模式")
		}
		live, err := s.Store.Live(tx)
		if err != nil {
			return err
		}
		if live {
			return refusal.New(CodeLive, "账中已有单位、个人账户或凭证，不能再装入期初数据", "",
				"期初建账只在空账上进行；请另用一个空的数据目录或模式")
		}
		files, err := s.Store.Files(tx)
		if err != nil {
			return err
		}
		first = 1
		for _, f := range files {
			first = f.No + 1
		}
		s.Audit.Record(tx, audit.Entry{Kind: "opening.loading"})
		if st.State == Loaded {
			return nil
		}
		return s.Store.SetStatus(tx, Status{State: Loading, Loaded: s.Clock.Now().Date()})
	})
	return first, err
}

// loader brings one set in.
type loader struct {
	s     *Service
	ctx   context.Context
	by    act.By
	tell  func(Progress)
	today civil.Date

	first      int64 // number of the set's first file
	of, before int64 // of the set, and of the files before this one
	broken     bool  // a file was refused: the others are read to their ends, and nothing more is kept
	rows       int64
	findings   int64
	files      []File
	strange    []string
	st         Status

	table Table
	at    []int // cell of each field
	batch [][]any
	found []Finding
	spare []any // memory of rows
}

// sources reads the files. Of those that are refused, each is named.
func (l *loader) sources(set []Source) error {
	for _, src := range set {
		l.of += src.Size
	}
	var bad []*refusal.Refused
	for _, src := range set {
		err := l.source(src)
		if r := refusal.Of(err); r != nil {
			bad, l.broken, l.batch, l.found = append(bad, inFile(src.Name, r)), true, nil, nil
		} else if err != nil {
			return fmt.Errorf("load %s: %w", src.Name, err)
		}
		l.before += src.Size
	}
	return refusal.Join(bad...)
}

// source reads one file.
func (l *loader) source(src Source) error {
	sheet, read := "\x00", int64(0)
	err := src.Each(func(row document.Row) error {
		if read = row.Read; l.broken {
			return l.ctx.Err()
		}
		if row.Sheet != sheet {
			sheet = row.Sheet
			return l.begin(src, row)
		}
		if len(l.batch) == batchRows {
			if err := l.flush(src, read); err != nil {
				return err
			}
		}
		return l.row(row)
	})
	if err != nil {
		return err
	}
	return l.flush(src, src.Size)
}

// begin takes the header of a table.
func (l *loader) begin(src Source, row document.Row) error {
	if err := l.flush(src, row.Read); err != nil {
		return err
	}
	t, name, err := sheetOf(src, row)
	if err != nil {
		return err
	}
	var strange []string
	l.table = t
	l.at, _, _, strange = t.columns(row.Cells)
	for _, s := range strange {
		l.strange = append(l.strange, name+"："+s)
	}
	l.files = append(l.files, File{No: l.first + int64(len(l.files)), Table: t.Code, Name: name})
	return nil
}

// row reads one row into the batch; what is wrong with it goes to the work list.
func (l *loader) row(row document.Row) error {
	file := &l.files[len(l.files)-1]
	if row.No >= refSpan {
		return refusal.New(CodeTable, fmt.Sprintf("“%s”超过%d行", file.Name, refSpan-1), "", "请分成几个文件")
	}
	file.Rows++
	l.rows++
	ref := file.No*refSpan + int64(row.No)
	r := reading{loader: l, ref: ref, values: make([]any, 1, len(l.table.Fields)+2)}
	r.values[0] = ref
	for i, f := range l.table.Fields {
		text := ""
		if at := l.at[i]; at >= 0 && at < len(row.Cells) {
			text = clean(row.Cells[at])
			if row.Sheet != "" && f.counts() {
				text = document.ShownNumber(text)
			}
		}
		if text == document.NoResult {
			r.note(reasonFormula, f.Name)
			r.values = f.nothing(r.values)
			continue
		}
		if f.Column == l.table.Key {
			r.name = text
		}
		if err := r.field(f, text); err != nil {
			return err
		}
	}
	for i := range r.found {
		r.found[i].Name = r.name
	}
	l.found = append(l.found, r.found...)
	l.batch = append(l.batch, r.values)
	if l.table.Code == centreTable.Code && l.st.Day == 0 {
		day, _ := r.values[2].(int64)
		l.st.Day = civil.Date(day)
		l.st.Name, _ = r.values[1].(string)
	}
	return nil
}

// flush makes the batch durable.
func (l *loader) flush(src Source, read int64) error {
	if len(l.batch) == 0 {
		return nil
	}
	if err := l.ctx.Err(); err != nil {
		return err
	}
	err := l.s.Work.Do(l.ctx, l.by, "opening.load", func(tx unit.Tx) error {
		if err := l.s.Store.AddRows(tx, l.table, l.batch); err != nil {
			return err
		}
		l.s.Audit.Record(tx, audit.Entry{Kind: "opening.rows", Fields: []audit.Field{
			{Name: "table", Value: l.table.Code}, {Name: "rows", Value: fmt.Sprint(len(l.batch))}}})
		return l.s.Store.AddFindings(tx, ByLoad, l.found)
	})
	if err != nil {
		return err
	}
	l.findings += int64(len(l.found))
	l.batch, l.found = l.batch[:0], l.found[:0]
	l.tell(Progress{What: l.table.Name, Rows: l.rows, Done: l.before + min(read, src.Size), Of: l.of})
	return nil
}

// finish says that the whole set is in.
func (l *loader) finish() (LoadedSet, error) {
	l.st.State, l.st.Loaded = Loaded, l.today
	err := l.s.Work.Do(l.ctx, l.by, "opening.load", func(tx unit.Tx) error {
		if err := l.s.Store.SetFiles(tx, l.files); err != nil {
			return err
		}
		if err := l.s.Store.DropFindings(tx, ByCheck); err != nil {
			return err
		}
		if err := l.s.Store.Settle(tx); err != nil {
			return err
		}
		l.s.Audit.Record(tx, audit.Entry{Kind: "opening.loaded", Fields: []audit.Field{
			{Name: "rows", Value: fmt.Sprint(l.rows)}, {Name: "findings", Value: fmt.Sprint(l.findings)}}})
		return l.s.Store.SetStatus(tx, l.st)
	})
	return LoadedSet{Status: l.st, Files: l.files, Rows: l.rows, Findings: l.findings, Strange: l.strange}, err
}

// reading is one row on its way into the staging area.
type reading struct {
	*loader
	ref    int64
	name   string
	values []any
	found  []Finding
}

func (r *reading) note(reason, detail string) {
	r.found = append(r.found, Finding{Reason: reason, Table: r.table.Code, Ref: r.ref, Detail: detail, Day: r.today})
}

// field reads one cell. A value that cannot be read is kept as nothing.
func (r *reading) field(f Field, text string) error {
	switch {
	case f.seals():
		return r.sealed(f, text)
	case text == "" && f.Need:
		r.note(reasonEmpty, f.Name)
	case f.Kind == Code && text != "":
		code, ok := f.code(text)
		if !ok {
			r.note(reasonCode, f.Name+" "+shorten(text))
		}
		text = code
	case f.Kind != Text && f.Kind != Code && text != "":
		n, ok := f.number(text)
		if !ok {
			reason := reasonFormat
			if f.Kind == Day || f.Kind == Month {
				reason = reasonDate
			}
			r.note(reason, f.Name+" "+shorten(text))
			n = 0
		}
		r.values = append(r.values, n)
		return nil
	}
	if f.IsText() {
		r.values = append(r.values, text)
	} else {
		r.values = append(r.values, int64(0))
	}
	return nil
}

// shorten keeps a value that was not understood short enough for a list.
func shorten(text string) string {
	const most = 24
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return text
}

// sealed reads a cell that identifies or reaches a person. What is wrong with it is named without it.
func (r *reading) sealed(f Field, text string) error {
	index, ok := "", true
	switch f.Kind {
	case IDNo:
		text, index, ok = r.identity(text)
	case Mobile:
		text = strings.TrimPrefix(strings.NewReplacer("-", "", " ", "").Replace(text), "+86")
		if text == "" {
			r.note(reasonNoMobile, f.Name)
		} else if ok = plainMobile(text); !ok {
			r.note(reasonMobile, f.Name)
		}
	case Card:
		if text != "" {
			if ok = len(text) >= 8 && len(text) <= 32 && strings.Trim(text, "0123456789") == ""; !ok {
				r.note(reasonCard, f.Name)
			}
		}
	}
	stored := ""
	if text != "" && ok {
		b, err := r.s.Cipher.Seal([]byte(text), r.table.where(f, r.ref))
		if err != nil {
			return fmt.Errorf("seal %s: %w", f.Column, err)
		}
		stored = base64.RawStdEncoding.EncodeToString(b)
	}
	r.values = append(r.values, stored)
	if f.Kind == IDNo {
		r.values = append(r.values, index)
	}
	return nil
}

func (r *reading) identity(text string) (no, index string, ok bool) {
	if text == "" {
		r.note(reasonEmpty, "证件号码")
		return "", "", false
	}
	no, old, ok := readID(text, r.today)
	if !ok {
		r.note(reasonID, fmt.Sprintf("%d位", len(text)))
		return "", "", false
	}
	if old {
		r.note(reasonOldID, "")
	}
	return no, hex.EncodeToString(r.s.Index.Of("idno", no)), true
}

// where is the place of a sealed value in the staging area.
func (t Table) where(f Field, ref int64) string {
	return secret.Where("opening_"+t.Staging, f.Column, ref)
}

func plainMobile(s string) bool {
	return len(s) == 11 && strings.Trim(s, "0123456789") == "" && s[0] == '1' && s[1] >= '3'
}
