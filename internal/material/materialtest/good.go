// Package materialtest makes files as people hand them in with an application (申请材料): good ones, and hostile ones.
package materialtest

import (
	"bytes"
	"compress/zlib"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

// Picture is a picture that looks different in each of its corners: white, but black above on the left.
func Picture(wide, high int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, wide, high))
	for i := range p.Pix {
		p.Pix[i] = 255
	}
	for y := range high / 2 {
		for x := range wide / 2 {
			p.Set(x, y, color.Black)
		}
	}
	return p
}

// JPEG is a photograph.
func JPEG(wide, high int) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, Picture(wide, high), nil); err != nil {
		panic(err) // into memory
	}
	return b.Bytes()
}

// PNG is a scan.
func PNG(wide, high int) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, Picture(wide, high)); err != nil {
		panic(err) // into memory
	}
	return b.Bytes()
}

// PDF is a paper with some pages, and with further objects as they are written.
func PDF(pages int, more ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n")
	fmt.Fprintf(&b, "2 0 obj\n<< /Type /Pages /Count %d /Kids [", pages)
	for i := range pages {
		fmt.Fprintf(&b, " %d 0 R", 10+i)
	}
	b.WriteString(" ] >>\nendobj\n")
	for i := range pages {
		fmt.Fprintf(&b, "%d 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n", 10+i)
	}
	for i, object := range more {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", 1000+i, object)
	}
	b.WriteString("xref\n0 1\n0000000000 65535 f \ntrailer\n<< /Size 1 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n")
	return b.Bytes()
}

// Packed is a stream with something packed in it, described by a dictionary.
func Packed(dictionary string, content []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	if _, err := z.Write(content); err != nil {
		panic(err) // into memory
	}
	if err := z.Close(); err != nil {
		panic(err)
	}
	return fmt.Sprintf("<< %s /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream", dictionary, b.Len(),
		b.String())
}

// Segment is a segment of a JPEG: its marker, its length and its content.
func Segment(marker byte, content string) string {
	n := len(content) + 2
	return string([]byte{0xff, marker, byte(n >> 8), byte(n)}) + content
}

// Behind puts a segment behind the beginning of a JPEG.
func Behind(photo []byte, segment string) []byte {
	return append(append(append([]byte{}, photo[:2]...), segment...), photo[2:]...)
}

// Orientation is the segment in which a camera says how it was held.
func Orientation(how byte) string {
	return Segment(0xe1,
		"Exif\x00\x00II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00"+string(rune(how))+
			"\x00\x00\x00\x00\x00\x00\x00")
}
