package material

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"

	"guangsha/internal/base/refusal"
)

// deceits are what no picture holds outside its pixels: the beginnings of other files. Whoever opens a picture that has
// one with another program opens another file.
var deceits = [][]byte{[]byte("%PDF-"), []byte("PK\x03\x04"), []byte("PK\x05\x06"), []byte("Rar!\x1a"),
	[]byte("7z\xbc\xaf\x27\x1c"), []byte("<script"), []byte("<html"), []byte("<svg"), []byte("<?php"), []byte("<%@"),
	[]byte("#!/"), []byte("javascript:"), []byte("This program cannot be run"), []byte("EICAR-STANDARD-ANTIVIRUS")}

// plain refuses what stands beside the pixels of a picture when it holds another file.
func plain(kind Kind, beside []byte) error {
	beside = bytes.ToLower(beside)
	for _, d := range deceits {
		if bytes.Contains(beside, bytes.ToLower(d)) {
			return hostile(kind.String() + "里夹带了别的文件或脚本")
		}
	}
	return nil
}

// within refuses a picture with more pixels than anybody needs, before one of them is unpacked, or with too few. A
// pixel of 16 bits a colour weighs 2.
func within(kind Kind, wide, high, weight int) error {
	switch {
	case wide <= 0 || high <= 0:
		return damaged(kind, "没有尺寸")
	case wide > maxSide || high > maxSide || wide*high*weight > maxPixels:
		return refusal.New(CodeBounds,
			fmt.Sprintf("图片为%d×%d像素，超过%d万像素或%d的边长", wide, high, maxPixels/10_000, maxSide), "",
			"请降低分辨率后再上传，300点/英寸已足够清晰")
	case wide < minSide || high < minSide:
		return refusal.New(CodeBounds, fmt.Sprintf("图片只有%d×%d像素，看不清", wide, high), "",
			"请重新扫描或拍摄后再上传")
	}
	return nil
}

func readJPEG(content []byte) (Kept, error) {
	m, err := walkJPEG(content)
	if err != nil {
		return Kept{}, err
	}
	if err := plain(JPEG, m.beside); err != nil {
		return Kept{}, err
	}
	picture, err := jpeg.Decode(bytes.NewReader(content))
	if err != nil {
		return Kept{}, damaged(JPEG, "不能解码")
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, upright(picture, m.orientation), &jpeg.Options{Quality: 88}); err != nil {
		return Kept{}, fmt.Errorf("material: write a picture anew: %w", err)
	}
	return Kept{JPEG, 1, b.Bytes()}, nil
}

func readPNG(content []byte) (Kept, error) {
	if err := walkPNG(content); err != nil {
		return Kept{}, err
	}
	picture, err := png.Decode(bytes.NewReader(content))
	if err != nil {
		return Kept{}, damaged(PNG, "不能解码")
	}
	var b bytes.Buffer
	if err := png.Encode(&b, picture); err != nil {
		return Kept{}, fmt.Errorf("material: write a picture anew: %w", err)
	}
	return Kept{PNG, 1, b.Bytes()}, nil
}

// Blank reports whether a picture shows nothing: every point of it has the colour of the first.
func (k Kept) Blank() bool {
	if k.Kind != PNG && k.Kind != JPEG {
		return false
	}
	picture, _, err := image.Decode(bytes.NewReader(k.Content))
	if err != nil {
		return false
	}
	b := picture.Bounds()
	r, g, bl, a := picture.At(b.Min.X, b.Min.Y).RGBA()
	for y := b.Min.Y; y < b.Max.Y; y++ {
		for x := b.Min.X; x < b.Max.X; x++ {
			if r2, g2, b2, a2 := picture.At(x, y).RGBA(); r2 != r || g2 != g || b2 != bl || a2 != a {
				return false
			}
		}
	}
	return true
}

// upright is a picture as it is to be seen. How a camera was held stands in what is not kept (EXIF 2.3, table 4,
// Orientation): 1 to 8, anything else as it is.
func upright(from image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return from
	}
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	src := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(src, src.Bounds(), from, from.Bounds().Min, draw.Src)
	wide, high := w, h
	if orientation >= 5 {
		wide, high = h, w
	}
	to := image.NewRGBA(image.Rect(0, 0, wide, high))
	for y := range h {
		for x := range w {
			tx, ty := x, y
			switch orientation {
			case 2:
				tx = w - 1 - x
			case 3:
				tx, ty = w-1-x, h-1-y
			case 4:
				ty = h - 1 - y
			case 5:
				tx, ty = y, x
			case 6:
				tx, ty = h-1-y, x
			case 7:
				tx, ty = h-1-y, w-1-x
			case 8:
				tx, ty = y, w-1-x
			}
			copy(to.Pix[to.PixOffset(tx, ty):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return to
}
