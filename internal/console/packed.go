package console

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"path"
	"strconv"
	"strings"
)

// minPacked is the length below which packing saves no packet: what fits one is sent as it is.
const minPacked = 1400

// packed packs bytes with gzip (RFC 1952) at a level of that package.
func packed(content []byte, level int) ([]byte, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, level)
	if err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if _, err := w.Write(content); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	if err := w.Close(); err != nil {
		return nil, fmt.Errorf("pack: %w", err)
	}
	return b.Bytes(), nil
}

// packs reports whether an answer of a type is one that packing makes smaller: texts are, workbooks and pictures are
// packed already.
func packs(contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	return strings.HasPrefix(kind, "text/") || kind == "application/json" || kind == "image/svg+xml"
}

// takesGzip reports whether whoever asks reads gzip (Accept-Encoding, RFC 9110 section 12.5.3).
func takesGzip(h http.Header) bool {
	for _, one := range strings.Split(strings.Join(h.Values("Accept-Encoding"), ","), ",") {
		coding, weight, weighed := strings.Cut(one, ";")
		if !strings.EqualFold(strings.TrimSpace(coding), "gzip") {
			continue
		}
		_, q, _ := strings.Cut(weight, "=")
		return !weighed || strings.Trim(strings.TrimSpace(q), "0.") != ""
	}
	return false
}

// tagOf is the tag of an answer (ETag). The packed form of one is another representation, with another strong tag.
func tagOf(content []byte, coding string) string {
	sum := sha256.Sum256(content)
	tag := hex.EncodeToString(sum[:16])
	if coding != "" {
		tag += "-" + coding
	}
	return `"` + tag + `"`
}

// form is a file as it is sent: plain and, where that is smaller, packed.
type form struct {
	plain, packed       []byte
	plainTag, packedTag string
}

// formOf makes the forms of a file. It is made once, at the best level: a file of the pages never changes while the
// program runs.
func formOf(name string, content []byte) (*form, error) {
	f := &form{plain: content, plainTag: tagOf(content, "")}
	if len(content) < minPacked || !packs(contentTypes[path.Ext(name)]) {
		return f, nil
	}
	small, err := packed(content, gzip.BestCompression)
	if err == nil && len(small) < len(content) {
		f.packed, f.packedTag = small, tagOf(content, "gzip")
	}
	return f, err
}

const contentPage = "text/html; charset=utf-8"

// contentTypes are those of the files of the pages. A machine's own list is not asked: it may call a script text.
var contentTypes = map[string]string{".html": contentPage, ".js": "text/javascript; charset=utf-8",
	".css": "text/css; charset=utf-8", ".svg": "image/svg+xml", ".json": "application/json", ".woff2": "font/woff2"}

// serve sends a file in the form that whoever asks reads.
func (f *form) serve(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	content, tag := f.plain, f.plainTag
	if f.packed != nil {
		h.Add("Vary", "Accept-Encoding")
		if takesGzip(r.Header) {
			content, tag = f.packed, f.packedTag
			h.Set("Content-Encoding", "gzip")
		}
	}
	h.Set("ETag", tag)
	if has(r.Header.Values("If-None-Match"), tag) {
		h.Del("Content-Encoding")
		w.WriteHeader(http.StatusNotModified)
		return
	}
	kind, known := contentTypes[path.Ext(name)]
	if !known {
		kind = http.DetectContentType(f.plain)
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(content)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(content) // whoever asked has gone
	}
}
