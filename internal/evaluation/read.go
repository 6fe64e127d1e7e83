package evaluation

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"guangsha/internal/base/refusal"
	"guangsha/internal/document"
)

// Limits of what is read. A year's tables of a whole city hall stay far below them.
const (
	maxText   = 10 << 20 // bytes of a text file
	maxLines  = 20_000
	maxCells  = 256 // in one line
	maxTables = 200
	maxRows   = 500 // indicators in one table
)

// Read reads the self-evaluation tables in a file as Reader does, without other programs and without its doubts; a file
// with a grave one is refused.
func Read(src []byte, name string) ([]Table, error) {
	reading, err := Reader{}.Read(context.Background(), src, name)
	if err != nil {
		return nil, err
	}
	return reading.Tables, reading.Refused(name)
}

// Reader reads files. The zero Reader reads tab separated text in UTF-8, UTF-16 or GB18030, xlsx workbooks and docx
// documents.
type Reader struct {
	Programs document.Programs // that read what this program does not
	Papers   bool              // a working paper without a table is no bad file
	ThisYear int               // a table of a year far ahead is doubted; 0 when nobody says
}

// Read reads the self-evaluation tables in a file. name is the name of the file and only serves messages. Whatever
// cannot be read as such is a *refusal.Refused; a damaged table is read as far as it goes: the doubts say what was
// uncertain in reading, and the checks what is missing.
func (r Reader) Read(ctx context.Context, src []byte, name string) (Reading, error) {
	grids, hidden, err := r.grids(ctx, src, name)
	if err != nil {
		return Reading{}, err
	}
	var all Reading
	papers := false
	var idle []Doubt // of what has no table
	for _, rows := range grids {
		working, is, err := readWorking(rows)
		if err != nil {
			return Reading{}, err
		}
		if is {
			all.Paper.Explained = append(all.Paper.Explained, working.Paper.Explained...)
			all.Corrected, papers = append(all.Corrected, working.Corrected...), true
			continue
		}
		if looksLikeRecord(rows) {
			found := readRecord(rows)
			if len(found) == 0 {
				return Reading{}, refusal.New("evaluation.read.summary", quoteName(name)+"只有自评情况汇总，没有自评表", "",
					"请一并给出各项目的自评表，汇总数才能核对")
			}
			all.Tables = append(all.Tables, found...)
			continue
		}
		found, err := readTables(rows, r.ThisYear)
		if err != nil {
			return Reading{}, err
		}
		if len(found.Tables) == 0 {
			idle = append(idle, doubtIdle(rows)...)
		}
		for _, d := range found.Doubts {
			d.Table += len(all.Tables)
			all.Doubts = append(all.Doubts, d)
		}
		all.Tables = append(all.Tables, found.Tables...)
		if len(all.Tables) > maxTables {
			return Reading{}, refusal.Bad("evaluation.read.too-many",
				fmt.Sprintf("文件中的自评表超过%d张，请分成几个文件", maxTables))
		}
	}
	if len(all.Tables) == 0 && papers && !r.Papers {
		return Reading{}, refusal.New("evaluation.read.paper", quoteName(name)+"是工作底稿，没有自评表", "", "请与它的自评表一起给出")
	}
	if len(all.Tables) == 0 && !papers {
		return Reading{}, refusal.New("evaluation.read.no-table", "在"+quoteName(name)+"中没有找到项目支出绩效自评表", "",
			"请确认文件是完整的自评表：含“项目名称”“项目资金”“一级指标”等栏，.docx 文档、.xlsx 工作簿或以制表符分隔的文本")
	}
	all.Doubts = append(all.Doubts, idle...)
	for _, sheet := range hidden {
		all.Doubts = append(all.Doubts, Doubt{Message: "工作表“" + apart(sheet) +
			"”是隐藏的，没有读取；其中如有自评表，请取消隐藏后再给出"})
	}
	if document.KindOf(src) == document.KindPDF {
		for i := range all.Tables {
			all.Doubts = append(all.Doubts, Doubt{Table: i, Message: "由 PDF 的线条和文字读出，换行处的空格和跨页的格子请与原件核对"})
		}
	}
	return all, nil
}

// doubtIdle names a sheet without a table by its first words.
func doubtIdle(rows [][]string) []Doubt {
	filled, first := 0, ""
	for _, row := range rows {
		if text := joined(row); text != "" {
			if filled++; filled == 1 {
				first = text
			}
		}
	}
	if filled == 0 {
		return nil
	}
	return []Doubt{{Cell: cut(first, 40), Message: fmt.Sprintf("另有一页没有自评表，共%d行，没有读入", filled)}}
}

// grids are the sheets of a file as rows of cells, and the names of those that are hidden and were not read.
func (r Reader) grids(ctx context.Context, src []byte, name string) (list [][][]string, hidden []string, err error) {
	if len(bytes.TrimSpace(src)) == 0 {
		return nil, nil, refusal.New("evaluation.read.empty", quoteName(name)+"是空文件", "", "请选择含有自评表的文件")
	}
	if document.KindOf(src) != document.KindText {
		grids, err := document.Read(ctx, r.Programs, src)
		for _, g := range grids {
			if g.Hidden {
				hidden = append(hidden, g.Name)
				continue
			}
			list = append(list, apartFromPapers(g.Rows())...)
		}
		return list, hidden, err
	}
	if len(src) > maxText {
		return nil, nil, refusal.New("evaluation.read.too-large", quoteName(name)+"超过10兆字节，不像是一份自评表", "",
			"请只保留自评表本身再试")
	}
	text, err := decode(src, name)
	if err != nil {
		return nil, nil, err
	}
	split := splitCells
	if strings.EqualFold(path.Ext(name), ".csv") && !strings.Contains(text, "\t") {
		split = splitCommas
	}
	rows, err := split(text)
	return [][][]string{rows}, nil, err
}

// decode turns the bytes of a text file into text.
func decode(src []byte, name string) (string, error) {
	notText := refusal.New("evaluation.read.not-text", quoteName(name)+"不是文本，也不是 .docx 文档或 .xlsx 工作簿", "",
		"请在 Word、Excel 或 WPS 中另存为 .docx 或 .xlsx，或另存为以制表符分隔的文本")
	if bytes.HasPrefix(src, []byte{0xff, 0xfe}) || bytes.HasPrefix(src, []byte{0xfe, 0xff}) {
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(src)
		if err != nil || bytes.IndexByte(out, 0) >= 0 {
			return "", notText
		}
		return string(out), nil
	}
	src = bytes.TrimPrefix(src, []byte("\xef\xbb\xbf"))
	if bytes.IndexByte(src, 0) >= 0 {
		return "", notText
	}
	if whole := cutRune(src); utf8.Valid(whole) {
		return string(whole), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(src)
	if err != nil || bytes.Count(out, []byte("\uFFFD")) > 1 {
		return "", notText
	}
	return string(out), nil
}

// cutRune drops the bytes of a last character that a cut file has only begun.
func cutRune(src []byte) []byte {
	for n := 1; n <= min(3, len(src)); n++ {
		tail := src[len(src)-n:]
		if utf8.RuneStart(tail[0]) {
			if !utf8.FullRune(tail) {
				return src[:len(src)-n]
			}
			break
		}
	}
	return src
}

// splitCommas splits the text of a csv file. A cell may go on over several lines.
func splitCommas(text string) ([][]string, error) {
	in := csv.NewReader(strings.NewReader(text))
	in.FieldsPerRecord = -1
	rows, err := in.ReadAll()
	if err != nil {
		return nil, refusal.New("evaluation.read.csv", "csv 文件的引号不成对，没有读取", "", "请在 Excel 或 WPS 中另存为 .xlsx 再试")
	}
	for i, row := range rows {
		if len(row) > maxCells {
			return nil, tooWide(i)
		}
	}
	if len(rows) > maxLines {
		return nil, tooLong()
	}
	return rows, nil
}

func tooLong() error {
	return refusal.New("evaluation.read.too-long", fmt.Sprintf("文件超过%d行，不像是一份自评表", maxLines), "", "请只保留自评表本身再试")
}

func tooWide(row int) error {
	return refusal.New("evaluation.read.too-wide", fmt.Sprintf("第%d行超过%d栏，不像是一份自评表", row+1, maxCells), "",
		"请只保留自评表本身再试")
}

// splitCells cuts text into lines and cells.
func splitCells(text string) ([][]string, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if strings.Count(text, "\n") > maxLines {
		return nil, tooLong()
	}
	var rows [][]string
	for line := range strings.SplitSeq(text, "\n") {
		if strings.Count(line, "\t") >= maxCells {
			return nil, tooWide(len(rows))
		}
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows, nil
}

func quoteName(name string) string {
	if name == "" {
		return "文件"
	}
	return "“" + apart(name) + "”"
}
