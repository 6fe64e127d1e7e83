package materialtest

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"math/rand/v2"
	"slices"
	"strings"

	"guangsha/internal/material"
)

// Hostile is a file that nobody takes, what is the matter with it, and the code of its refusal.
type Hostile struct {
	material.Handed
	What, Code string
}

// maker makes a hostile file; two of one maker differ.
type maker struct {
	what, code string
	make       func(r *rand.Rand) material.Handed
}

// Uploads makes hostile files, all kinds in turn, from a seed.
func Uploads(seed uint64, n int) (list []Hostile) {
	r := rand.New(rand.NewPCG(seed, seed))
	all := slices.Concat(strangers(), names(), pictures(), scans(), papers())
	for i := range n {
		m := all[i%len(all)]
		list = append(list, Hostile{m.make(r), m.what, m.code})
	}
	return list
}

// noise is a text that is another one each time.
func noise(r *rand.Rand) string { return fmt.Sprintf("%016x", r.Uint64()) }

func side(r *rand.Rand) int { return 120 + r.IntN(80) }

// file is a maker of files with a name and a content.
func file(what, code, name string, content func(r *rand.Rand) string) maker {
	return maker{what, code, func(r *rand.Rand) material.Handed {
		return material.Handed{Name: name, Content: []byte(content(r))}
	}}
}

// begun is a maker of files that begin as files of another kind do.
func begun(what, name, beginning string) maker {
	return file(what, material.CodeKind, name, func(r *rand.Rand) string { return beginning + noise(r) })
}

// strangers are files of other kinds, with the names of those that are taken and with their own.
func strangers() []maker {
	return []maker{
		file("nothing", material.CodeSize, "a.jpg", func(*rand.Rand) string { return "" }),
		file("too much", material.CodeSize, "a.jpg", func(r *rand.Rand) string {
			return string(JPEG(side(r), side(r))) + strings.Repeat("x", material.MaxFile)
		}),
		file("noise", material.CodeKind, "a.jpg", func(r *rand.Rand) string { return "\x01" + noise(r) }),
		begun("a program", "合同.jpg", "MZ\x90\x00"), begun("a program of another system", "a.pdf", "\x7fELF"),
		begun("a class of Java", "a.jpg", "\xca\xfe\xba\xbe"), begun("a script of a shell", "a.pdf", "#!/bin/sh\n"),
		begun("a page", "a.pdf", "<!DOCTYPE html><script>alert(1)</script>"),
		begun("a page behind blanks", "a.jpg", " \r\n\t<html onload=alert(1)>"),
		begun("a drawing with a script", "a.svg",
			`<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>`),
		begun("XML with an entity", "a.xml",
			`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>`),
		begun("an archive that leaves its folder", "a.zip", "PK\x03\x04../../../../etc/cron.d/x"),
		begun("a workbook with macros", "a.xlsm", "PK\x03\x04xl/vbaProject.bin"),
		begun("a workbook called a picture", "a.png", "PK\x03\x04xl/workbook.xml"),
		begun("an OFD", "a.ofd", "PK\x03\x04OFD.xml"),
		begun("an empty archive", "a.pdf", "PK\x05\x06"), begun("a RAR", "a.jpg", "Rar!\x1a\x07"),
		begun("a 7z", "a.jpg", "7z\xbc\xaf\x27\x1c"), begun("a gzip that unpacks to much", "a.pdf", "\x1f\x8b\x08"),
		begun("a bzip2", "a.jpg", "BZh9"), begun("an xz", "a.jpg", "\xfd7zXZ\x00"),
		begun("an old document", "a.doc", "\xd0\xcf\x11\xe0"),
		begun("a GIF", "a.jpg", "GIF89a"), begun("a bitmap", "a.png", "BM"), begun("a TIFF", "a.jpg", "II*\x00"),
		begun("a WebP", "a.jpg", "RIFF\x00\x00\x00\x00WEBP"), begun("a HEIC", "a.jpg", "\x00\x00\x00\x18ftypheic"),
		begun("an icon", "a.png", "\x00\x00\x01\x00"), begun("an RTF", "a.pdf", `{\rtf1`),
		begun("PostScript", "a.pdf", "%!PS-Adobe"),
		begun("the test virus", "a.pdf", `X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-`+`ANTIVIRUS-TEST-FILE!$H+H*`),
		begun("a text", "a.txt", "你好"), begun("a text that calls itself a paper", "a.pdf", "\n%PDF-1.7"),
	}
}

// names are good pictures under names and types that are none of theirs.
func names() []maker {
	called := func(what, name, kind string) maker {
		return maker{what, material.CodeName, func(r *rand.Rand) material.Handed {
			return material.Handed{Name: strings.ReplaceAll(name, "~", noise(r)), Type: kind,
				Content: JPEG(side(r), side(r))}
		}}
	}
	return []maker{
		called("a name that leads up", "../../~.jpg", ""), called("a name that leads to a root", "/etc/~.jpg", ""),
		called("a name of another system", `..\..\~.jpg`, ""), called("a name of a drive", "C:~.jpg", ""),
		called("a name read from right to left", "~\u202egpj.exe", ""),
		called("a name with marks that nobody sees", "~\u200b.jpg", ""),
		called("a name with a null", "~.jpg\x00.exe", ""),
		called("a name with a line", "~\r\nX-Header: y.jpg", ""), called("a name that is no text", "~\xff\xfe.jpg", ""),
		called("a long name", strings.Repeat("长", 200)+"~.jpg", ""), called("a name of dots", "...", ""),
		called("a second ending", "~.jpg.exe", ""), called("an ending of a page", "~.html", ""),
		called("an ending of a paper", "~.pdf", ""), called("an ending of a scan", "~.png", ""),
		called("a name with a mark-up", "<img src=x onerror=alert(1)>~.jpg", ""),
		called("a type of a page", "~.jpg", "text/html"), called("a type of a drawing", "~.jpg", "image/svg+xml"),
		called("a type of a paper", "~.jpg", "application/pdf"),
		called("a type that is none", "~.jpg", "image/jpeg; x=;;"),
	}
}

// photo is a maker of photographs that something was done to.
func photo(what, code string, do func(r *rand.Rand, b []byte) []byte) maker {
	return maker{what, code, func(r *rand.Rand) material.Handed {
		return material.Handed{Name: "a.jpg", Type: "image/jpeg", Content: do(r, JPEG(side(r), side(r)))}
	}}
}

// beside is a maker of photographs with something in a segment of their own.
func beside(what string, marker byte, text string) maker {
	return photo(what, material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
		return Behind(b, Segment(marker, noise(r)+text+noise(r)))
	})
}

// frame is where the size of a photograph stands: height and width, two bytes each.
func frame(b []byte) []byte { return b[bytes.Index(b, []byte{0xff, 0xc0})+5:] }

func pictures() []maker {
	return []maker{
		photo("a photograph that breaks off", material.CodeDamaged, func(r *rand.Rand, b []byte) []byte {
			return b[:3+r.IntN(len(b)-5)]
		}),
		photo("a photograph without its end", material.CodeDamaged,
			func(_ *rand.Rand, b []byte) []byte { return b[:len(b)-2] }),
		photo("a photograph of four thousand million pixels", material.CodeBounds, func(r *rand.Rand, b []byte) []byte {
			binary.BigEndian.PutUint32(frame(b), 0xffffffff-uint32(r.IntN(999)))
			return b
		}),
		photo("a photograph without height", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			binary.BigEndian.PutUint16(frame(b), 0)
			return b
		}),
		photo("a photograph of few pixels", material.CodeBounds,
			func(r *rand.Rand, _ []byte) []byte { return JPEG(1+r.IntN(50), 1) }),
		photo("a photograph of thousands of passes", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			i := bytes.Index(b, []byte{0xff, 0xda})
			return append(append(append([]byte{}, b[:i]...), bytes.Repeat(b[i:len(b)-2], 70+r.IntN(9))...), 0xff, 0xd9)
		}),
		photo("a photograph of two sizes", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			i := bytes.Index(b, []byte{0xff, 0xc0})
			return slices.Insert(b, i, b[i:i+19]...)
		}),
		photo("a segment that is longer than the file", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return append(b[:2:2], 0xff, 0xe0, 0xff, 0xff, 1, 2, 3)
		}),
		photo("a segment shorter than nothing", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return Behind(b, "\xff\xe0\x00\x01")
		}),
		photo("a photograph without its tables", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			from, to := bytes.Index(b, []byte{0xff, 0xc4}), bytes.Index(b, []byte{0xff, 0xda})
			return append(append([]byte{}, b[:from]...), b[to:]...)
		}),
		photo("segments without end", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return Behind(b, strings.Repeat(Segment(0xee, ""), 21_000))
		}),
		photo("a photograph and an archive", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return append(b, "PK\x03\x04"+noise(r)+"PK\x05\x06"...)
		}),
		photo("a photograph and a page", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return append(b, "<SCRIPT>"+noise(r)...)
		}),
		beside("a photograph that is a page, too", 0xfe, "<html><body onload=alert(1)>"),
		beside("a photograph with a script", 0xe2, "*/=alert(1);/*<script>"),
		beside("a photograph with PHP", 0xe1, "<?php system($_GET[0]); ?>"),
		beside("a photograph that is a paper, too", 0xfe, "%PDF-1.4"),
		beside("a photograph with an archive", 0xed, "PK\x05\x06"),
		beside("a photograph with the test virus", 0xfe, "$EICAR-STANDARD-"+"ANTIVIRUS-TEST-FILE!"),
	}
}

// Chunk is a chunk of a PNG.
func Chunk(name, content string) string {
	var b bytes.Buffer
	_ = binary.Write(&b, binary.BigEndian, uint32(len(content))) // into memory
	b.WriteString(name + content)
	_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE([]byte(name+content)))
	return b.String()
}

// scan is a maker of scans that something was done to.
func scan(what, code string, do func(r *rand.Rand, b []byte) []byte) maker {
	return maker{what, code, func(r *rand.Rand) material.Handed {
		return material.Handed{Name: "a.png", Type: "image/png", Content: do(r, PNG(side(r), side(r)))}
	}}
}

// with puts a chunk behind the head of a scan, and in its place another head where that is given.
func with(b []byte, head, chunk string) []byte {
	if head == "" {
		head = string(b[8:33])
	}
	return append([]byte(string(b[:8])+head+chunk), b[33:]...)
}

// size is the head of a scan that says how large it is.
func size(wide, high uint32, depth byte) string {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(nil, wide), high)
	return Chunk("IHDR", string(head)+string([]byte{depth, 2, 0, 0, 0}))
}

func scans() []maker {
	return []maker{
		scan("a scan of ten thousand million pixels", material.CodeBounds, func(r *rand.Rand, b []byte) []byte {
			return with(b, size(100_000+uint32(r.IntN(999)), 100_000, 8), "")
		}),
		scan("a scan of as many pixels, each twice as large", material.CodeBounds, func(_ *rand.Rand, b []byte) []byte {
			return with(b, size(6_000, 5_000, 16), "")
		}),
		scan("a scan whose size is no number", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return with(b, size(0xffffffff, 0xffffffff, 8), "")
		}),
		scan("a scan of other pixels than it says", material.CodeDamaged, func(r *rand.Rand, b []byte) []byte {
			return with(b, size(1_000+uint32(r.IntN(99)), 1_000, 8), "")
		}),
		scan("a scan that breaks off", material.CodeDamaged,
			func(r *rand.Rand, b []byte) []byte { return b[:8+r.IntN(len(b)-9)] }),
		scan("a scan with a byte changed", material.CodeDamaged, func(r *rand.Rand, b []byte) []byte {
			b[45+r.IntN(len(b)-70)] ^= 1
			return b
		}),
		scan("a scan with two heads", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return with(b, "", size(100, 100, 8))
		}),
		scan("a scan without pixels", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return []byte(string(b[:33]) + Chunk("IEND", ""))
		}),
		scan("a chunk longer than memory", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return with(b, "", "\xff\xff\xff\xf0tEXt")
		}),
		scan("chunks without end", material.CodeDamaged, func(_ *rand.Rand, b []byte) []byte {
			return with(b, "", strings.Repeat(Chunk("tEXt", "a"), 21_000))
		}),
		scan("a scan and an archive", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return append(b, "PK\x05\x06"+noise(r)...)
		}),
		scan("a scan and something", material.CodeHostile,
			func(r *rand.Rand, b []byte) []byte { return append(b, noise(r)...) }),
		scan("a scan with a script", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return with(b, "", Chunk("tEXt", "Comment\x00<script>"+noise(r)))
		}),
		scan("a scan that is a paper, too", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return with(b, "", Chunk("prVt", "%PDF-1.4"+noise(r)))
		}),
		scan("a scan with a page in it", material.CodeHostile, func(r *rand.Rand, b []byte) []byte {
			return with(b, "", Chunk("iTXt", "XML\x00<svg onload=alert(1)>"+noise(r)))
		}),
	}
}
