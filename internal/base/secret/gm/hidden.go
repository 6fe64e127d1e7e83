package gm

import (
	"fmt"
	"io"
)

// hidden keeps whatever embeds it from being printed: no verb of fmt, and so no log line or panic, shows a key.
type hidden struct{}

// Format implements fmt.Formatter.
func (hidden) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "[密钥]") }
