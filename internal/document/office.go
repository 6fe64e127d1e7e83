package document

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"time"

	"guangsha/internal/base/refusal"
)

// officeLimit is how long one conversion may take. A form takes two seconds, the first start of the program ten.
const officeLimit = 90 * time.Second

// Codes of the refusals of conversions.
const (
	CodeOfficeMissing = "document.office.missing"
	CodeOfficeFailed  = "document.office.failed"
	CodeOfficeSlow    = "document.office.slow"
)

// Office is LibreOffice on this machine, which converts what this package does not read or write itself. Each
// conversion has a folder and a profile of its own, removed afterwards, in which macros do not run and links are not
// followed; it ends only the processes that it started. A nil Office is one that is not installed.
type Office struct {
	program string
	limit   time.Duration
	busy    chan struct{} // holds a token while a conversion runs: each takes hundreds of megabytes
}

// FindOffice finds LibreOffice, or gives nil. Everybody gets the same one.
var FindOffice = sync.OnceValue(func() *Office {
	for _, name := range officePrograms {
		if path, err := exec.LookPath(name); err == nil {
			return NewOffice(path)
		}
	}
	return nil
})

// officePrograms are the places of LibreOffice: on the path, and where its installers put it.
var officePrograms = []string{
	"soffice", "libreoffice", "/opt/libreoffice/program/soffice", `C:\Program Files\LibreOffice\program\soffice.com`,
	"/Applications/LibreOffice.app/Contents/MacOS/soffice",
}

// NewOffice is LibreOffice at a known place.
func NewOffice(program string) *Office {
	return &Office{program: program, limit: officeLimit, busy: make(chan struct{}, 1)}
}

// officeFilters name the formats as LibreOffice does; the part before the colon is the extension of what comes out.
var officeFilters = map[Kind]string{
	KindDOCX: "docx:MS Word 2007 XML", KindXLSX: "xlsx:Calc MS Excel 2007 XML", KindDOC: "doc:MS Word 97",
	KindXLS: "xls:MS Excel 97", KindODT: "odt:writer8", KindODS: "ods:calc8", KindPDF: "pdf",
}

// officeOpens name the formats that are opened. Told the format, LibreOffice does not take a damaged workbook for text.
var officeOpens = map[Kind]string{
	KindDOCX: "MS Word 2007 XML", KindXLSX: "Calc MS Excel 2007 XML", KindDOC: "MS Word 97", KindXLS: "MS Excel 97",
	KindODT: "writer8", KindODS: "calc8", KindRTF: "Rich Text Format",
}

// Convert gives a file of one kind as another. Without LibreOffice, when it cannot open the file, or takes too long,
// the answer is a *refusal.Refused.
func (o *Office) Convert(ctx context.Context, src []byte, from, to Kind) ([]byte, error) {
	filter, ok := officeFilters[to]
	if !ok {
		return nil, fmt.Errorf("document: %s is not a format to convert to", to)
	}
	if o == nil {
		return nil, refusal.New(CodeOfficeMissing, "本机没有安装 LibreOffice，不能把 "+string(from)+" 转换为 "+string(to), "",
			"请安装 LibreOffice，或在 Word、Excel、WPS 中另存为 .docx 或 .xlsx")
	}
	select {
	case o.busy <- struct{}{}:
		defer func() { <-o.busy }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	folder, err := os.MkdirTemp("", "guangsha-office-")
	if err != nil {
		return nil, fmt.Errorf("document: make a folder: %w", err)
	}
	out, err := o.convertIn(ctx, folder, src, from, filter, to)
	if gone := os.RemoveAll(folder); err == nil && gone != nil {
		return nil, fmt.Errorf("document: remove a folder: %w", gone)
	}
	return out, err
}

func (o *Office) convertIn(
	ctx context.Context, folder string, src []byte, from Kind, filter string, to Kind,
) ([]byte, error) {
	in := filepath.Join(folder, "in."+string(from))
	if err := errors.Join(os.WriteFile(in, src, 0o600), officeProfile(folder)); err != nil {
		return nil, fmt.Errorf("document: prepare a conversion: %w", err)
	}
	limited, cancel := context.WithTimeout(ctx, o.limit)
	defer cancel()
	said, err := runIn(limited, folder, o.program, "-env:UserInstallation="+fileURL(filepath.Join(folder, "profile")),
		"--headless", "--norestore", "--nologo", "--infilter="+officeOpens[from], "--convert-to", filter,
		"--outdir", filepath.Join(folder, "out"), in)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, refusal.New(CodeOfficeSlow, fmt.Sprintf("LibreOffice 在%d秒内没有完成转换", o.limit/time.Second), "",
			"请在 Word、Excel 或 WPS 中打开检查，另存为 .docx 或 .xlsx 再试")
	case err != nil && !errors.As(err, new(*exec.ExitError)):
		return nil, fmt.Errorf("document: run LibreOffice: %w", err)
	}
	out, err := readBounded(filepath.Join(folder, "out", "in."+string(to)), maxPackedDOCX)
	if errors.Is(err, os.ErrNotExist) { // its exit code is zero all the same
		return nil, refusal.New(CodeOfficeFailed, "LibreOffice 打不开这个 "+string(from)+
			" 文件，可能已损坏或设有密码"+officeSaid(said), "", "请在 Word、Excel 或 WPS 中打开检查，另存为 .docx 或 .xlsx 再试")
	}
	return out, err
}

// officeSaid adds what a lack of LibreOffice's own parts looks like.
func officeSaid(said []byte) string {
	if bytes.Contains(said, []byte("no export filter")) {
		return "，或缺少 LibreOffice 的相应组件"
	}
	return ""
}

// readBounded reads a file that is not larger than this many bytes.
func readBounded(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it is only read
	text, err := io.ReadAll(io.LimitReader(f, most+1))
	if err == nil && int64(len(text)) > most {
		return nil, docxTooLarge()
	}
	return text, err
}

// runIn runs a program with a folder as its home, and ends it and what it started when the context ends.
func runIn(ctx context.Context, folder, program string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Dir = folder
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder, "TMPDIR=" + folder, "LC_ALL=C.UTF-8",
		"SYSTEMROOT=" + os.Getenv("SYSTEMROOT"), "TEMP=" + folder, "TMP=" + folder}
	cmd.WaitDelay = time.Second
	apart(cmd)
	var said bytes.Buffer
	cmd.Stderr = &limitedWriter{to: &said, left: 64 << 10}
	out := &limitedWriter{to: &said, left: 64 << 10}
	cmd.Stdout = out
	err := cmd.Run()
	return said.Bytes(), err
}

// limitedWriter keeps the first bytes of what a program says.
type limitedWriter struct {
	to   *bytes.Buffer
	left int
}

// Write implements io.Writer.
func (l *limitedWriter) Write(p []byte) (int, error) {
	n := min(len(p), l.left)
	l.left -= n
	l.to.Write(p[:n])
	return len(p), nil
}

// officeSettings keep a file that strangers made from doing anything: no macros, no updates of links.
const officeSettings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution">` +
	`<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">` +
	`<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks">` +
	`<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link"><value>2</value></prop></item>
</oor:items>
`

func officeProfile(folder string) error {
	user := filepath.Join(folder, "profile", "user")
	if err := os.MkdirAll(user, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(officeSettings), 0o600)
}

// fileURL writes a path as LibreOffice wants its profile named.
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if path != "" && path[0] != '/' {
		path = "/" + path
	}
	return "file://" + path
}
