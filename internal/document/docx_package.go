package document

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"guangsha/internal/base/refusal"
)

// Limits of a Word document that is read. Its pictures may be large: they are never unpacked.
const (
	maxPackedDOCX = 64 << 20 // bytes of the file
	maxBody       = 64 << 20 // bytes of its main part, unpacked
	maxEntries    = 5_000    // parts in the package
	maxTextDOCX   = 8 << 20  // bytes of all its text
	maxBlocks     = 20_000   // paragraphs and rows
	maxGridCells  = 200_000
)

// zipEntryMark begins every entry of an archive's directory.
var zipEntryMark = []byte("PK\x01\x02")

// Codes of the refusals of Word documents.
const (
	CodeDOCXDamaged   = "document.docx.damaged"
	CodeDOCXTooLarge  = "document.docx.too-large"
	CodeDOCXEncrypted = "document.docx.encrypted"
	CodeDOCXOld       = "document.docx.old-format"
)

// openBody opens the main part of a Word document, bounded. No other part is read: macros, pictures, embedded files
// and what lies behind links stay packed.
func openBody(src []byte) (io.ReadCloser, error) {
	switch KindOf(src) {
	case KindEncrypted:
		return nil, refusal.New(CodeDOCXEncrypted, "文档设有打开密码，无法读取", "", "请取消密码后另存为 .docx 再试")
	case KindDOC:
		return nil, refusal.New(CodeDOCXOld, "文件是旧版 .doc 格式，无法读取", "", "请在 Word 或 WPS 中另存为 .docx 再试")
	}
	if len(src) > maxPackedDOCX || bytes.Count(src, zipEntryMark) > maxEntries {
		return nil, docxTooLarge()
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, docxDamaged("压缩包不完整")
	}
	main, err := mainPart(z)
	if err != nil {
		return nil, err
	}
	for _, f := range z.File {
		if f.Name != main {
			continue
		}
		if f.UncompressedSize64 > maxBody {
			return nil, docxTooLarge()
		}
		part, err := f.Open()
		if err != nil {
			return nil, docxDamaged("正文无法解压")
		}
		// The size that the directory states may be a lie.
		return struct {
			io.Reader
			io.Closer
		}{&bounded{from: part, left: maxBody}, part}, nil
	}
	return nil, docxDamaged("其中没有正文")
}

// mainPart is the name of the part that the package declares as its document.
func mainPart(z *zip.Reader) (string, error) {
	const usual = "word/document.xml"
	for _, f := range z.File {
		if f.Name != "[Content_Types].xml" {
			continue
		}
		part, err := f.Open()
		if err != nil {
			return usual, nil
		}
		defer func() { _ = part.Close() }() // it is only read
		var types struct {
			Overrides []struct {
				Part string `xml:"PartName,attr"`
				Type string `xml:"ContentType,attr"`
			} `xml:"Override"`
		}
		if err := xml.NewDecoder(&bounded{from: part, left: 1 << 20}).Decode(&types); err != nil {
			if refusal.Of(err) != nil {
				return "", err
			}
			return usual, nil
		}
		for _, o := range types.Overrides {
			if isMain(strings.ToLower(o.Type)) {
				return strings.TrimPrefix(o.Part, "/"), nil
			}
		}
	}
	return usual, nil
}

// isMain tells the content types of documents and templates, with macros and without.
func isMain(kind string) bool {
	for _, main := range []string{
		"wordprocessingml.document.main", "wordprocessingml.template.main", "ms-word.document.macroenabled.main",
	} {
		if strings.Contains(kind, main) {
			return true
		}
	}
	return false
}

// bounded reads so many bytes and refuses the next.
type bounded struct {
	from io.Reader
	left int64
}

// Read implements io.Reader.
func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, docxTooLarge()
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	b.left -= int64(n)
	return n, err
}

func docxTooLarge() *refusal.Refused {
	return refusal.New(CodeDOCXTooLarge,
		fmt.Sprintf("文档过大（文件超过%d兆字节，或正文解压后超过%d兆字节、%d段、%d栏），无法读取",
			maxPackedDOCX>>20, maxBody>>20, maxBlocks, maxCols), "", "请只保留需要的表格再试")
}

// docxDamaged says where a document could not be read on.
func docxDamaged(where string) *refusal.Refused {
	return refusal.New(CodeDOCXDamaged, "文件已损坏，或不是 Word 文档："+where, "",
		"请在 Word 或 WPS 中打开检查，另存为 .docx 再试")
}
