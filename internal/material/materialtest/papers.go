package materialtest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"

	"guangsha/internal/material"
)

// written is a maker of papers with further objects.
func written(what, code string, objects func(r *rand.Rand) []string) maker {
	return made(what, code, func(r *rand.Rand) []byte { return PDF(1+r.IntN(3), objects(r)...) })
}

func made(what, code string, content func(r *rand.Rand) []byte) maker {
	return maker{what, code, func(r *rand.Rand) material.Handed {
		return material.Handed{Name: "a.pdf", Type: "application/pdf", Content: content(r)}
	}}
}

// acting is a maker of papers with an object that does something.
func acting(what, object string) maker {
	return written(what, material.CodeHostile, func(r *rand.Rand) []string {
		return []string{strings.ReplaceAll(object, "~", noise(r))}
	})
}

const script = "<< /S /JavaScript /JS (app.alert(1)) >>"

// objects is a stream of objects with one in it.
func objects(more string, content string) string {
	return Packed("/Type /ObjStm /N 1 /First 4 "+more, []byte("9 0 "+content))
}

func papers() []maker {
	return append(actions(), []maker{
		written("a paper that is locked", material.CodeLocked, func(r *rand.Rand) []string {
			return []string{"<< /Filter /Standard /V 4 /O (" + noise(r) + ") >>", "<< /Encrypt 1000 0 R >>"}
		}),
		written("a paper that unpacks to much", material.CodeBounds, func(r *rand.Rand) []string {
			return []string{Packed("", make([]byte, 33<<20+r.IntN(999)))}
		}),
		written("a paper that unpacks to much in small parts", material.CodeBounds, func(r *rand.Rand) []string {
			one := Packed("", make([]byte, 30<<20+r.IntN(999)))
			return []string{one, one, one, one, one, one, one, one, one}
		}),
		written("a paper of streams without end", material.CodeBounds, func(r *rand.Rand) []string {
			return []string{noise(r) + strings.Repeat("<<>> stream\nx\nendstream\n", 11_000)}
		}),
		made("a paper without pages", material.CodeDamaged, func(*rand.Rand) []byte { return PDF(0) }),
		made("a paper of too many pages", material.CodeBounds,
			func(r *rand.Rand) []byte { return PDF(201 + r.IntN(99)) }),
		made("a paper that breaks off", material.CodeDamaged, func(r *rand.Rand) []byte {
			b := PDF(2)
			return b[:5+r.IntN(len(b)-12)]
		}),
		made("a paper and a page", material.CodeHostile, func(r *rand.Rand) []byte {
			return append(PDF(1), "<html>"+noise(r)...)
		}),
		made("a paper and an archive", material.CodeHostile, func(r *rand.Rand) []byte {
			return append(PDF(1), "PK\x05\x06"+noise(r)...)
		}),
		written("a paper with an archive at its end", material.CodeHostile, func(r *rand.Rand) []string {
			return []string{"<<>>\nstream\nPK\x05\x06" + noise(r) + "\nendstream"}
		}),
		made("a paper that begins as a page", material.CodeHostile, func(r *rand.Rand) []byte {
			return bytes.Replace(PDF(1), []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n<script>"+noise(r)+"</script>\n"), 1)
		}),
		made("a paper that begins as a program", material.CodeHostile, func(r *rand.Rand) []byte {
			return bytes.Replace(PDF(1), []byte("%PDF-1.7\n"), []byte("%PDF-1.7\n#!/bin/sh "+noise(r)+"\n"), 1)
		}),
	}...)
}

// actions are papers that do something when they are opened, and hide it ever better.
func actions() []maker {
	list := []maker{acting("a paper with a script", script),
		acting("a script under another spelling", "<< /S /Java#53cript /JS (x~) >>"),
		acting("a script spelled out", "<< /S /#4a#61#76#61#53#63#72#69#70#74 /JS (x~) >>"),
		acting("a script behind a line", "<</S\n/JavaScript%~\n/JS(x)>>"),
		acting("a program that is started", "<< /S /Launch /F (cmd~.exe) >>"),
		acting("a paper with a file in it", "<< /Type /EmbeddedFile >>\nstream\n~\nendstream"),
		acting("a folder of files", "<< /Names << /EmbeddedFiles 1 0 R >> >>"),
		acting("a form that changes", "<< /XFA [(a) 1 0 R] >>"),
		acting("a film", "<< /Subtype /Movie >>"), acting("a sound", "<< /Type /Sound >>"),
		acting("a player", "<< /Subtype /RichMedia >>"),
		acting("a form that sends", "<< /S /SubmitForm /F (http://127.0.0.1/~) >>"),
		acting("a form that takes", "<< /S /ImportData >>"),
		acting("a way out", "<< /S /GoToR /F (file:///etc/~) >>"), acting("a way in", "<< /S /GoToE >>"),
		acting("a script among the pixels", "<<>>\nstream\n~ endobj 7 0 obj "+script+"\nendstream"),
	}
	hidden := []struct{ what, object string }{
		{"a script in a stream of objects", objects("", script)},
		{"a script in a stream that says nothing of itself", Packed("", []byte(script))},
		{"a script behind a length that lies", strings.Replace(objects("", script), "/Length ", "/Length 1", 1)},
		{"a stream of objects that is predicted", objects("/DecodeParms << /Predictor 12 /Columns 3 >>", "<< /S 1 >>")},
		{"a stream of objects in ASCII",
			"<< /Type /ObjStm /N 1 /First 4 /Filter [/ASCII85Decode] >>\nstream\nxyz~>\nendstream"},
		{"a stream of objects packed twice", objects("/Filter [/FlateDecode /FlateDecode]", "<< >>")},
		{"a stream of objects with a remark", objects("%\n", "<< >>")},
		{"a stream of objects with a text", objects("/N (1 0 obj)", "<< >>")},
		{"a stream of objects packed elsewhere", "<< /Type /Obj#53tm /Filter 8 0 R >>\nstream\nx\nendstream"},
		{"a stream of objects that does not unpack", "<< /Type /ObjStm /Filter /FlateDecode >>\nstream\nx\nendstream"},
		{"a stream of objects far away", "<< /Type /ObjStm" + strings.Repeat(" ", 5000) + " >>\nstream\nx\nendstream"},
	}
	for _, h := range hidden {
		list = append(list, written(h.what, material.CodeHostile, func(r *rand.Rand) []string {
			return []string{fmt.Sprintf("<< /A (%s) >>", noise(r)), h.object}
		}))
	}
	return list
}
