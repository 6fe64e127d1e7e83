package document

import (
	"context"

	"guangsha/internal/base/refusal"
)

// Programs are the programs of others that may be asked for what this package does not read itself. The zero Programs
// asks none.
type Programs struct {
	Office *Office // doc, xls, odt, ods, rtf
	PDF    *PDF
}

// FindPrograms finds those that are installed.
func FindPrograms() Programs { return Programs{Office: FindOffice(), PDF: FindPDF()} }

// Read reads a paper of any kind but text: an xlsx workbook gives a grid for every sheet, a docx document or a PDF one
// grid, and what only LibreOffice opens is converted to one of them. Everything else is a *refusal.Refused that
// says what the file is and what to do.
func Read(ctx context.Context, p Programs, src []byte) ([]Grid, error) {
	kind := KindOf(src)
	if to := convertedTo[kind]; to != "" && p.Office != nil {
		if len(src) > maxPackedDOCX {
			return nil, docxTooLarge()
		}
		var err error
		if src, err = p.Office.Convert(ctx, src, kind, to); err != nil {
			return nil, err
		}
		kind = to
	}
	switch kind {
	case KindXLSX, KindXLS: // the old one is refused
		return ReadXLSX(src)
	case KindDOCX, KindDOC:
		g, err := ReadDOCX(src)
		if err != nil {
			return nil, err
		}
		return []Grid{g}, nil
	case KindPDF:
		if p == (Programs{}) { // nobody may be asked
			break
		}
		g, err := p.PDF.Read(ctx, src)
		if err != nil {
			return nil, err
		}
		return []Grid{g}, nil
	}
	return nil, refuseKind(kind)
}

// convertedTo says which kinds LibreOffice opens, and as what.
var convertedTo = map[Kind]Kind{
	KindDOC: KindDOCX, KindODT: KindDOCX, KindRTF: KindDOCX, KindXLS: KindXLSX, KindODS: KindXLSX,
}

// refuseKind says why a file is not read.
func refuseKind(kind Kind) *refusal.Refused {
	switch kind {
	case KindEncrypted:
		return refusal.New("document.encrypted", "文件设有打开密码，无法读取", "", "请取消密码后另存为 .docx 或 .xlsx 再试")
	case KindODS, KindODT, KindRTF, KindPDF:
		return refusal.New("document.foreign", "文件是 "+string(kind)+" 格式，不能直接读取", "",
			"请在 Word、Excel 或 WPS 中打开，另存为 .docx 或 .xlsx 再试")
	case KindOLE:
		return refusal.New("document.ole", "文件不是 Word 文档，也不是 Excel 工作簿", "", "请核对选择的文件")
	}
	return refusal.New("document.damaged", "文件已损坏，或不是 Word 文档、Excel 工作簿", "",
		"请在 Word、Excel 或 WPS 中打开检查，另存为 .docx 或 .xlsx 再试")
}
