package console

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/base/refusal"
)

// deepest is how deep objects and lists may stand in one another in a body; no request needs more than four.
const deepest = 8

// fault is what is wrong with a body, by the code of its refusal. The library hands on its text alone.
type fault string

// Error implements error.
func (f fault) Error() string { return string(f) }

// The faults of bodies that a plain decoder would take.
const (
	faultText  = fault("console.body.text")
	faultDeep  = fault("console.body.deep")
	faultTwice = fault("console.body.twice")
	faultForm  = fault("console.body.form")
	faultKey   = fault("console.key.telling")
)

// faults say them.
var faults = map[fault]string{
	faultText:  "请求内容中有不是UTF-8文字的字节",
	faultDeep:  "请求内容嵌套过深",
	faultTwice: "请求内容中同一名称出现两次",
	faultForm:  "请求内容不是完整的JSON",
	faultKey:   "请求键会原样保存，其中不能有11位或15至19位连续的数字：那可能是公民身份号码、手机号码或银行卡号",
}

// strictJSON is JSON of which two readers cannot understand two things: UTF-8 without marks and nulls, each name once,
// nothing behind it.
var strictJSON = huma.Format{Marshal: huma.DefaultJSONFormat.Marshal, Unmarshal: func(data []byte, v any) error {
	if err := strict(data); err != nil {
		return err
	}
	return json.Unmarshal(data, v)
}}

// keptNames are what a body calls a request key and a draft, which are kept as they are given.
var keptNames = []string{"key", "draft"}

// level is an object or a list that is being read.
type level struct {
	names map[string]bool // of an object; nil for a list
	name  string          // the last one
	value bool            // a value comes next
}

// strict finds what is wrong with the form of a body.
func strict(data []byte) error {
	if !utf8.Valid(data) {
		return faultText
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var open []level
	for n := 0; ; n++ {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && n > 0 && len(open) == 0 {
			return nil
		}
		if err != nil || n > 0 && len(open) == 0 {
			return faultForm
		}
		if delim, ok := token.(json.Delim); ok && (delim == '}' || delim == ']') {
			open = open[:len(open)-1]
			continue
		}
		if text, ok := token.(string); ok && strings.ContainsRune(text, 0) {
			return faultText
		}
		if len(open) > 0 && open[len(open)-1].names != nil {
			top := &open[len(open)-1]
			if top.value = !top.value; top.value { // a name, since a value has come behind the one before
				name, _ := token.(string)
				if top.names[name] {
					return faultTwice
				}
				top.names[name], top.name = true, name
				continue
			}
			if text, _ := token.(string); slices.Contains(keptNames, top.name) && tellsKey(text) {
				return faultKey
			}
		}
		if delim, ok := token.(json.Delim); ok {
			next := level{}
			if delim == '{' {
				next.names = map[string]bool{}
			}
			if open = append(open, next); len(open) > deepest {
				return faultDeep
			}
		}
	}
}

// encoded refuses a body whose bytes are not what they say, packed or in another character set.
func encoded(r *http.Request) error {
	if c := r.Header.Get("Content-Encoding"); c != "" && c != "identity" {
		return coded{refusal.New("console.body.packed", "请求内容是压缩过的，不能读", "", "请不压缩再发")}
	}
	kind := r.Header.Get("Content-Type")
	if kind == "" {
		return nil
	}
	_, with, err := mime.ParseMediaType(kind)
	if err != nil || with["charset"] != "" && !strings.EqualFold(with["charset"], "utf-8") {
		return coded{refusal.New("console.body.charset", "请求内容的字符集不是UTF-8", "", "请用UTF-8编码再发")}
	}
	return nil
}

// coded is a refusal of how a body is written down.
type coded struct{ error }

// Unwrap gives the refusal.
func (c coded) Unwrap() error { return c.error }
