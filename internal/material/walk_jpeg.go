package material

import (
	"bytes"
	"encoding/binary"
)

// jpegParts is what stands around the pixels of a JPEG.
type jpegParts struct {
	orientation int
	beside      []byte // all segments but those that the pixels need, and whatever stands behind the end
}

// The markers of a JPEG (ITU-T T.81, table B.1).
const (
	markerEOI  = 0xd9
	markerSOS  = 0xda
	markerAPP0 = 0xe0
	markerAPP1 = 0xe1
	markerCOM  = 0xfe
)

// walkJPEG goes through the segments of a JPEG without unpacking one. It refuses one that does not come to its end, has
// other sizes than one, too many pixels, or more passes than an honest picture needs.
func walkJPEG(b []byte) (p jpegParts, err error) {
	sizes, passes := 0, 0
	at := 2
	for n := 0; n < maxPieces; n++ {
		if at+2 > len(b) || b[at] != 0xff {
			return p, damaged(JPEG, "没有完整的结尾")
		}
		marker := b[at+1]
		if marker == 0xff { // fill
			at++
			continue
		}
		if at += 2; marker == markerEOI {
			p.beside = append(p.beside, b[at:]...)
			if sizes != 1 || passes == 0 {
				return p, damaged(JPEG, "没有图像")
			}
			return p, nil
		}
		if at+2 > len(b) {
			return p, damaged(JPEG, "没有完整的结尾")
		}
		length := int(binary.BigEndian.Uint16(b[at:]))
		if length < 2 || at+length > len(b) {
			return p, damaged(JPEG, "分段的长度不对")
		}
		segment := b[at+2 : at+length]
		at += length
		switch {
		case marker == markerSOS:
			if passes++; passes > maxPasses {
				return p, hostile("JPEG图片要反复解码的遍数异常地多")
			}
			at = pastPixels(b, at)
		case marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc:
			sizes++
			if len(segment) < 6 || sizes > 1 {
				return p, damaged(JPEG, "尺寸写了不止一次")
			}
			high, wide := binary.BigEndian.Uint16(segment[1:]), binary.BigEndian.Uint16(segment[3:])
			if err := within(JPEG, int(wide), int(high), 1); err != nil {
				return p, err
			}
		case marker >= markerAPP0 && marker <= markerAPP0+15 || marker == markerCOM:
			p.beside = append(append(p.beside, segment...), 0)
			if marker == markerAPP1 {
				p.orientation = max(p.orientation, orientationOf(segment))
			}
		}
	}
	return p, damaged(JPEG, "分段太多")
}

// pastPixels is where the next marker stands behind packed pixels: a 0xff in them is followed by 0, or by the number
// of a restart.
func pastPixels(b []byte, at int) int {
	for at < len(b) {
		i := bytes.IndexByte(b[at:], 0xff)
		if i < 0 || at+i+1 >= len(b) {
			return len(b)
		}
		if at += i; b[at+1] != 0 && (b[at+1] < 0xd0 || b[at+1] > 0xd7) {
			return at
		}
		at += 2
	}
	return at
}

// orientationOf reads how the camera was held from an EXIF segment; zero when that does not say. What does not hold
// together says nothing.
func orientationOf(segment []byte) int {
	tiff, ok := bytes.CutPrefix(segment, []byte("Exif\x00\x00"))
	if !ok || len(tiff) < 8 {
		return 0
	}
	var order binary.ByteOrder = binary.BigEndian
	if tiff[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int(order.Uint32(tiff[4:]))
	if at < 0 || at+2 > len(tiff) {
		return 0
	}
	count := int(order.Uint16(tiff[at:]))
	for i := range count {
		entry := at + 2 + 12*i
		if entry+12 > len(tiff) {
			return 0
		}
		const orientation = 0x0112
		if order.Uint16(tiff[entry:]) == orientation {
			return int(order.Uint16(tiff[entry+8:]))
		}
	}
	return 0
}
