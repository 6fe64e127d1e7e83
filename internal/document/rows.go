package document

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"guangsha/internal/base/refusal"
)

// Limits of tables that are read row by row.
const (
	maxLine      = 1 << 20   // bytes of one line of text
	maxTableBook = 256 << 20 // bytes of a workbook
	maxTablePart = 4 << 30   // bytes of its parts, unpacked
	partInMemory = 32 << 20  // bytes of a part beyond which the library keeps it on the disk
)

// Codes of the refusals of tables.
const (
	CodeTableKind     = "document.table.kind"
	CodeTableEncoding = "document.table.encoding"
	CodeTableDamaged  = "document.table.damaged"
)

// Row is one row of a table: its number in the file from 1, its cells, and how many bytes of the file lie before it.
// The cells are valid until the next row.
type Row struct {
	Sheet string // name of the sheet, empty in a text file
	No    int
	Cells []string
	Read  int64
}

// EachRow reads a table from a csv or xlsx file row by row, without holding it, and gives every row that is not empty.
// Text is UTF-8, with or without a byte order mark, or GB18030; a file that changes from one to the other is refused,
// because half of it would be read as other words than were written. Numbers and dates of a workbook come as they are
// stored, not as they are shown (see ShownNumber), and a formula without a result as NoResult. Hidden sheets are passed
// over.
func EachRow(path string, f func(Row) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	defer func() { _ = file.Close() }() // it is only read
	switch strings.ToLower(filepath.Ext(path)) {
	case ".csv":
		return EachCSV(file, f)
	case ".xlsx":
		return eachXLSX(file, f)
	}
	return refusal.New(CodeTableKind, "只能读取 csv 和 xlsx 文件", "", "请另存为 csv（UTF-8）或 xlsx")
}

// EachCSV is EachRow for text.
func EachCSV(r io.Reader, f func(Row) error) (err error) {
	text := &textReader{from: bufio.NewReaderSize(r, 1<<16)}
	c := csv.NewReader(text)
	c.FieldsPerRecord, c.ReuseRecord = -1, true
	for {
		cells, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return badCSV(err)
		}
		line, _ := c.FieldPos(0)
		if empty(cells) {
			continue
		}
		if err := f(Row{No: line, Cells: cells, Read: text.read}); err != nil {
			return err
		}
	}
}

func empty(cells []string) bool {
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func badCSV(err error) error {
	if refusal.Of(err) != nil {
		return err
	}
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		return refusal.New(CodeTableDamaged, fmt.Sprintf("第%d行的引号不成对，无法分列", p.StartLine), "",
			"请在 Excel 或 WPS 中打开检查，另存为 csv 再试")
	}
	return fmt.Errorf("read csv: %w", err)
}

// The encodings of a text file. It is unknown until the first line that is not plain ASCII.
type encoding uint8

const (
	unknownText encoding = iota
	utf8Text
	gbText
)

// textReader gives a text file as UTF-8, line by line.
type textReader struct {
	from  *bufio.Reader
	as    encoding
	line  int
	read  int64 // bytes taken from the file
	ready []byte
	err   error
}

// Read implements io.Reader.
func (t *textReader) Read(p []byte) (int, error) {
	for len(t.ready) == 0 {
		if t.err != nil {
			return 0, t.err
		}
		t.ready, t.err = t.next()
	}
	n := copy(p, t.ready)
	t.ready = t.ready[n:]
	return n, nil
}

// next is the next line in UTF-8, and what ends the text behind it.
func (t *textReader) next() ([]byte, error) {
	line, err := t.rawLine()
	if err != nil && err != io.EOF {
		return nil, err
	}
	t.line++
	t.read += int64(len(line))
	if t.line == 1 && bytes.HasPrefix(line, []byte("\xef\xbb\xbf")) {
		line, t.as = line[3:], utf8Text
	}
	if bytes.IndexByte(line, 0) >= 0 {
		return nil, refusal.New(CodeTableEncoding, fmt.Sprintf("第%d行不是文本（可能是 UTF-16 或工作簿）", t.line), "",
			"请另存为 csv（UTF-8）再试")
	}
	decoded, bad := t.decode(line)
	if bad != nil {
		return nil, bad
	}
	return decoded, err
}

// rawLine is the next line with its end, of the reader's memory or, when longer, of its own.
func (t *textReader) rawLine() ([]byte, error) {
	line, err := t.from.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return line, err
	}
	whole := bytes.Clone(line)
	for err == bufio.ErrBufferFull {
		if len(whole) > maxLine {
			return nil, refusal.New(CodeTableDamaged, fmt.Sprintf("第%d行过长，不是表格", t.line+1), "", "请核对文件")
		}
		line, err = t.from.ReadSlice('\n')
		whole = append(whole, line...)
	}
	return whole, err
}

func (t *textReader) decode(line []byte) ([]byte, error) {
	if ascii(line) {
		return line, nil
	}
	valid := utf8.Valid(line)
	if t.as == unknownText {
		t.as = gbText
		// 末 or 联通 in GB18030 are valid UTF-8 as well, of letters that no table has alone.
		if valid && bytes.ContainsFunc(line, func(r rune) bool { return r >= 0x800 }) {
			t.as = utf8Text
		}
	}
	switch {
	case t.as == utf8Text && valid:
		return line, nil
	case t.as == utf8Text, valid && chineseUTF8(line):
		return nil, refusal.New(CodeTableEncoding,
			fmt.Sprintf("第%d行的编码与前面的行不同，文件中混有两种编码", t.line), "", "请把整个文件统一另存为 UTF-8 再试")
	}
	decoded, err := simplifiedchinese.GB18030.NewDecoder().Bytes(line)
	if err != nil || bytes.ContainsRune(decoded, utf8.RuneError) {
		return nil, refusal.New(CodeTableEncoding, fmt.Sprintf("第%d行既不是 UTF-8 也不是 GB18030 编码", t.line), "",
			"请把整个文件统一另存为 UTF-8 再试")
	}
	return decoded, nil
}

func ascii(line []byte) bool {
	for _, c := range line {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// chineseUTF8 says that a line of valid UTF-8 is Chinese in it: a line of GB18030 that by chance is valid UTF-8 reads
// as rare letters, not as two common characters and more.
func chineseUTF8(line []byte) bool {
	common := 0
	for _, r := range string(line) {
		switch {
		case r < utf8.RuneSelf:
		case r >= 0x4e00 && r <= 0x9fa5, r >= 0x3001 && r <= 0x300f, r >= 0xff01 && r <= 0xff5e:
			common++
		default:
			return false
		}
	}
	return common >= 2
}

func eachXLSX(file *os.File, f func(Row) error) (err error) {
	info, err := file.Stat()
	if err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	head := make([]byte, 1<<16)
	n, err := io.ReadFull(file, head)
	if err != nil && err != io.ErrUnexpectedEOF {
		return unreadable(err)
	}
	if r := refuseOld(head[:n]); r != nil {
		return r
	}
	if info.Size() > maxTableBook {
		return refusal.New("document.xlsx.too-large", fmt.Sprintf("工作簿超过%d兆字节", maxTableBook>>20), "",
			"请另存为 csv（UTF-8）再试")
	}
	open, err := openFormulas(file, info.Size())
	if err != nil {
		return unreadable(err)
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("read workbook: %w", err)
	}
	// What a damaged part makes panic is refused, as in ReadXLSX; what the caller does with a row is not.
	inRow := false
	defer func() {
		if p := recover(); p != nil && !inRow {
			err = unreadable(fmt.Errorf("panic: %v", p))
		} else if p != nil {
			panic(p)
		}
	}()
	book, err := excelize.OpenReader(file, excelize.Options{
		UnzipSizeLimit: maxTablePart, UnzipXMLSizeLimit: partInMemory, RawCellValue: true})
	if err != nil {
		return unreadable(err)
	}
	defer func() { _ = book.Close() }() // it only removes what was unpacked beside
	return eachSheetRow(book, info.Size(), open, func(r Row) error {
		inRow = true
		defer func() { inRow = false }()
		return f(r)
	})
}

func eachSheetRow(book *excelize.File, size int64, open map[string][]openFormula, f func(Row) error) error {
	names := book.GetSheetList()
	if len(names) > maxSheets {
		return tooLarge()
	}
	for i, name := range names {
		if visible, err := book.GetSheetVisible(name); err != nil || !visible {
			continue
		}
		rows, err := book.Rows(name)
		if err != nil {
			return unreadable(err)
		}
		formulas := open[name]
		for no := 1; rows.Next(); no++ {
			cells, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil {
				return unreadable(err)
			}
			if len(cells) > maxCols {
				return tooLarge()
			}
			cells, formulas = marked(cells, no-1, formulas)
			if empty(cells) {
				continue
			}
			if err := f(Row{Sheet: name, No: no, Cells: cells, Read: size * int64(i) / int64(len(names))}); err != nil {
				return err
			}
		}
		if err := errors.Join(rows.Error(), rows.Close()); err != nil {
			return unreadable(err)
		}
	}
	return nil
}

// WriteCSV writes rows as UTF-8 with a byte order mark, by which Excel knows it.
func WriteCSV(w io.Writer, rows func(yield func([]string) error) error) error {
	if _, err := io.WriteString(w, "\xef\xbb\xbf"); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	c := csv.NewWriter(w)
	if err := rows(c.Write); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}
