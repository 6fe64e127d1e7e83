package evaluation

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// malformed says in Chinese what is wrong with a file of JSON, as far as the decoder tells it.
func malformed(err error) string {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("第%d个字节处不合JSON格式", syntax.Offset)
	case errors.As(err, &kind):
		return fmt.Sprintf("“%s”的值不应是%s", kind.Field, jsonKinds[strings.Fields(kind.Value + " ")[0]])
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "内容不完整"
	}
	if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "不认识“" + strings.Trim(name, `"`) + "”这一项"
	}
	return "内容不合要求"
}

var jsonKinds = map[string]string{"number": "数", "string": "文字", "bool": "真假", "object": "一组内容", "array": "一列内容"}
