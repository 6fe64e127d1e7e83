package document

import (
	"archive/zip"
	"bytes"
)

// Kind is what the bytes of a file are, whatever its name says.
type Kind string

// The kinds of files that papers come in.
const (
	KindText      Kind = "text" // whatever is none of the others
	KindXLSX      Kind = "xlsx"
	KindDOCX      Kind = "docx"
	KindXLS       Kind = "xls" // the binary workbook of Excel 97
	KindDOC       Kind = "doc" // the binary document of Word 97
	KindODS       Kind = "ods"
	KindODT       Kind = "odt"
	KindRTF       Kind = "rtf"
	KindPDF       Kind = "pdf"
	KindEncrypted Kind = "encrypted" // with a password to open it
	KindZip       Kind = "zip"       // an archive of something else
	KindOLE       Kind = "ole"       // a container of something else
)

var (
	zipMark = []byte("PK\x03\x04")
	oleMark = []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
)

// KindOf tells a file by what it holds. A damaged archive is KindZip.
func KindOf(src []byte) Kind {
	switch {
	case bytes.HasPrefix(src, zipMark):
		return zipKind(src)
	case bytes.HasPrefix(src, oleMark):
		return oleKind(src)
	case bytes.HasPrefix(src, []byte("{\\rtf")):
		return KindRTF
	case bytes.HasPrefix(src, []byte("%PDF-")):
		return KindPDF
	}
	return KindText
}

// oleStreams are names of streams that tell what a container holds. The names stand in its directory as UTF-16.
var oleStreams = []struct {
	name string
	kind Kind
}{
	{"EncryptedPackage", KindEncrypted}, {"WordDocument", KindDOC}, {"Workbook", KindXLS}, {"Book", KindXLS},
}

func oleKind(src []byte) Kind {
	for _, s := range oleStreams {
		wide := make([]byte, 0, 2*len(s.name)+2)
		for _, c := range []byte(s.name + "\x00") {
			wide = append(wide, c, 0)
		}
		if bytes.Contains(src, wide) {
			return s.kind
		}
	}
	return KindOLE
}

func zipKind(src []byte) Kind {
	if bytes.Count(src, zipEntryMark) > maxEntries {
		return KindZip
	}
	z, err := zip.NewReader(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return KindZip
	}
	for _, f := range z.File {
		switch f.Name {
		case "xl/workbook.xml":
			return KindXLSX
		case "word/document.xml", "word/document2.xml":
			return KindDOCX
		case "mimetype":
			return openKind(f)
		}
	}
	return KindZip
}

// openKind tells the formats of OpenDocument, whose first part names them.
func openKind(f *zip.File) Kind {
	part, err := f.Open()
	if err != nil {
		return KindZip
	}
	defer func() { _ = part.Close() }() // it is only read
	name := make([]byte, 80)
	n, _ := part.Read(name)
	switch string(bytes.TrimSpace(name[:n])) {
	case "application/vnd.oasis.opendocument.text":
		return KindODT
	case "application/vnd.oasis.opendocument.spreadsheet":
		return KindODS
	}
	return KindZip
}
