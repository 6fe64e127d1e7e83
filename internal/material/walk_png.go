package material

import "encoding/binary"

// walkPNG goes through the chunks of a PNG (ISO/IEC 15948) without unpacking one. It refuses one that does not come to
// its end, or goes on behind it, has other sizes than one, or too many pixels.
func walkPNG(b []byte) error {
	var beside []byte
	at, pixels := 8, false
	for n := 0; n < maxPieces; n++ {
		if at+12 > len(b) {
			return damaged(PNG, "没有完整的结尾")
		}
		length := int64(binary.BigEndian.Uint32(b[at:]))
		if length > int64(len(b)-at-12) {
			return damaged(PNG, "分块的长度不对")
		}
		name, chunk := string(b[at+4:at+8]), b[at+8:at+8+int(length)]
		at += 12 + int(length)
		if (name == "IHDR") != (n == 0) || name == "IHDR" && length != 13 {
			return damaged(PNG, "没有头，或者头不止一个")
		}
		switch name {
		case "IHDR":
			wide, high := binary.BigEndian.Uint32(chunk), binary.BigEndian.Uint32(chunk[4:])
			if wide > 1<<30 || high > 1<<30 {
				return damaged(PNG, "尺寸不对")
			}
			if err := within(PNG, int(wide), int(high), 1+int(chunk[8]/16)); err != nil {
				return err
			}
		case "IDAT":
			pixels = true
		case "IEND":
			if at != len(b) {
				return hostile("PNG图片的结尾之后还接有别的内容")
			}
			if !pixels {
				return damaged(PNG, "没有图像")
			}
			return plain(PNG, beside)
		default:
			beside = append(append(beside, chunk...), 0)
		}
	}
	return damaged(PNG, "分块太多")
}
