package money

import "strings"

var capitalDigits = [...]string{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"}

// Capital writes the amount in Chinese capitals (中文大写金额) after the rules for filling in bills and settlement
// vouchers (正确填写票据和结算凭证的基本规定, annex to 支付结算办法): 整 after 元 and never after 角 or 分, one 零 for a
// run of zeros, 零 before 角 when the yuan digit is 0, and none between 万 and a thousands digit. A negative amount
// begins with 负. The word 人民币 is left to the form.
func (f Fen) Capital() string {
	m := magnitude(int64(f))
	yuan, jiao, fen := m/100, m/10%10, m%10
	var b strings.Builder
	if f < 0 {
		b.WriteString("负")
	}
	if yuan > 0 {
		b.WriteString(capitalNumber(yuan))
		b.WriteString("元")
	}
	switch {
	case m == 0:
		b.WriteString("零元整")
	case jiao == 0 && fen == 0:
		b.WriteString("整")
	case yuan > 0 && (jiao == 0 || yuan%10 == 0):
		b.WriteString("零")
	}
	if jiao > 0 {
		b.WriteString(capitalDigits[jiao] + "角")
	}
	if fen > 0 {
		b.WriteString(capitalDigits[fen] + "分")
	}
	return b.String()
}

// capitalNumber writes a positive whole number.
func capitalNumber(n uint64) string {
	for _, unit := range []struct {
		size uint64
		name string
	}{{1e8, "亿"}, {1e4, "万"}, {1e3, "仟"}, {1e2, "佰"}, {10, "拾"}} {
		if n < unit.size {
			continue
		}
		s := capitalNumber(n/unit.size) + unit.name
		rest := n % unit.size
		if rest == 0 {
			return s
		}
		if rest < unit.size/10 {
			s += "零"
		}
		return s + capitalNumber(rest)
	}
	return capitalDigits[n]
}
