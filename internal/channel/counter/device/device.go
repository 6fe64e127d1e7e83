// Package device is what stands on the counter (柜面外设): the reader of identity cards, the document camera, the pad
// that an applicant signs on, the device at which they rate, the printer, and the voice of the hall. On a real counter
// a service of their makers has them, on the clerk's own machine; the page asks it there, and what it answers with is
// written down here, with a simulator that answers likewise.
//
// GET /card gives {"idNo", "name"}, or 204 while no card lies on the reader; GET /camera a picture, as JPEG or PNG;
// GET /pad a picture of the strokes once the applicant has signed, or 204 when they left without; POST /rating
// {"stars"}, from 1 to 5, once the applicant has pressed; POST /printer with a PDF {"printed"}, once the printer has
// it; POST /caller?number=…&window=… {"called"}, once the number was called out. A device that is off answers 503. The
// service answers pages of the centre only, by their origin: an identity card is nobody else's business.
package device

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/png"
	"io"
	"net/http"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
)

// Address is where the service of the devices listens on the clerk's machine. The pages may ask it and nobody else.
const Address = "127.0.0.1:18732"

// The devices, by the last part of their address.
const (
	Card    = "card"    // 身份证读卡器
	Camera  = "camera"  // 高拍仪
	Pad     = "pad"     // 签字板
	Rating  = "rating"  // 评价器
	Printer = "printer" // 打印机
	Caller  = "caller"  // 叫号器
)

// all are the devices, with how each is asked.
var all = map[string]string{Card: http.MethodGet, Camera: http.MethodGet, Pad: http.MethodGet,
	Rating: http.MethodPost, Printer: http.MethodPost, Caller: http.MethodPost}

// CodeDevice is the code of the refusal of a simulator that cannot be as it is asked for.
const CodeDevice = "device.simulator"

// Simulator is a counter with devices that nobody touches (外设模拟器).
type Simulator struct {
	Origins    []string // of the pages that it answers
	IDNo, Name string   // on the card that lies on the reader; empty without one
	Unsigned   bool     // the applicant leaves the pad without signing
	Stars      int      // that the applicant presses
	Off        []string // devices that are off
	Garbled    []string // devices whose answers nobody can read
}

// Check refuses a simulator of devices that there are not, or of a rating that cannot be pressed.
func (s Simulator) Check() error {
	for _, d := range slices.Concat(s.Off, s.Garbled) {
		if _, known := all[d]; !known {
			return refusal.Bad(CodeDevice, "没有“"+d+"”这种外设，应为card、camera、pad、rating、printer或caller")
		}
	}
	if s.Stars < 1 || s.Stars > 5 {
		return refusal.Bad(CodeDevice, "评价应为1至5")
	}
	return nil
}

// ServeHTTP implements http.Handler.
func (s Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	origin, device := r.Header.Get("Origin"), strings.TrimPrefix(r.URL.Path, "/")
	if !slices.Contains(s.Origins, origin) {
		http.Error(w, "不是本中心的页面", http.StatusForbidden)
		return
	}
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", origin)
	h.Set("Access-Control-Allow-Private-Network", "true")
	h.Set("Cache-Control", "no-store")
	how, known := all[device]
	switch {
	case r.Method == http.MethodOptions:
		h.Set("Access-Control-Allow-Methods", "GET, POST")
		h.Set("Access-Control-Allow-Headers", "Content-Type")
		w.WriteHeader(http.StatusNoContent)
	case !known || r.Method != how:
		http.Error(w, "没有这种外设", http.StatusNotFound)
	case slices.Contains(s.Off, device):
		http.Error(w, "外设没有打开", http.StatusServiceUnavailable)
	case slices.Contains(s.Garbled, device):
		_, _ = w.Write([]byte("\x00\x1b garbled")) // as below
	default:
		s.answer(w, device, r)
	}
}

func (s Simulator) answer(w http.ResponseWriter, device string, r *http.Request) {
	var out any
	switch {
	case device == Camera || device == Pad && !s.Unsigned:
		w.Header().Set("Content-Type", "image/png")
		_, _ = w.Write(map[string]func() []byte{Camera: page, Pad: strokes}[device]()) // who does not wait asks again
		return
	case device == Card && s.IDNo == "" || device == Pad:
		w.WriteHeader(http.StatusNoContent)
		return
	case device == Card:
		out = map[string]string{"idNo": s.IDNo, "name": s.Name}
	case device == Printer:
		head := make([]byte, 5)
		_, err := io.ReadFull(r.Body, head)
		out = map[string]bool{"printed": err == nil && string(head) == "%PDF-"}
	case device == Caller:
		asked := r.URL.Query()
		out = map[string]bool{"called": asked.Get("number") != "" && asked.Get("window") != ""}
	default:
		out = map[string]int{"stars": s.Stars}
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(out) // likewise
}

// page is a picture of an empty sheet of paper with its edge.
func page() []byte {
	sheet := image.NewGray(image.Rect(0, 0, 600, 848))
	for i := range sheet.Pix {
		sheet.Pix[i] = 0xff
	}
	for y := 20; y < 828; y++ {
		sheet.SetGray(20, y, color.Gray{})
		sheet.SetGray(580, y, color.Gray{})
	}
	return encoded(sheet)
}

// strokes is a picture of what somebody wrote on the pad: a wave and the line under it.
func strokes() []byte {
	pad := image.NewGray(image.Rect(0, 0, 480, 200))
	for i := range pad.Pix {
		pad.Pix[i] = 0xff
	}
	ink := func(x, y int) {
		for dx := range 3 {
			for dy := range 3 {
				pad.SetGray(x+dx, y+dy, color.Gray{})
			}
		}
	}
	for x := 60; x < 420; x++ {
		at := x % 90 // a hill and a valley every ninety points
		if at > 45 {
			at = 90 - at
		}
		ink(x, 60+at)
		ink(x, 150)
	}
	return encoded(pad)
}

func encoded(picture image.Image) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		panic("device: a picture in memory cannot be written: " + err.Error())
	}
	return b.Bytes()
}
