package telltale_test

import (
	"testing"

	"guangsha/internal/base/telltale"
)

func TestWhatTellsANumberOfSomebody(t *testing.T) {
	for text, want := range map[string]bool{
		"": false, "同意": false, "2024年1月至12月，共12个月，金额100000.00元": false,
		"申请人649901199001010010已核对":       true,
		"6499011990 0101 0010":           true,
		"６４９９０１１９９００１０１００１０":             true,
		"649901-19900101-0010":           true,
		"649901199001010016":             false, // its check digit is wrong
		"64990119900101007x。":            true,
		"旧证649901900101001":              true,
		"649901909901001":                false, // no such month
		"电话15400000001，":                 true,
		"154-0000-0001":                  true,
		"12345678901":                    false, // no mobile number
		"请拨+86 154 0000 0001":            true,
		"+8615400000001":                 true,
		"008615400000001":                true,
		"8615400000001":                  true,
		"86-154-0000-0001":               true,
		"(154) 0000 0001":                true,
		"150000.00 500":                  false,
		"154 - 0000 - 0001":              true,
		"154\u200b0000\u00a00001":        true,
		"8600000000001":                  false,
		"3.14 15.40":                     false,
		"卡号6222020000000000007":          false, // its check digit is wrong
		"卡号9000000000000000001":          true,
		"办件64990220240101000033，合同号示例借1": false,
		"15400000001234567890123":        false,
	} {
		if got := telltale.Tells(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func FuzzTells(f *testing.F) {
	f.Add("649901199001010010")
	f.Add("154 0000 0001")
	f.Fuzz(func(t *testing.T, text string) {
		if telltale.Tells(text) && !telltale.Tells("见"+text+"。") {
			t.Errorf("%q", text)
		}
	})
}
