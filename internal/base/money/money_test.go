package money

import "testing"

func TestCapitalFollowsTheExamplesOfTheInstrument(t *testing.T) {
	for _, c := range []struct{ yuan, want string }{
		{"1409.50", "壹仟肆佰零玖元伍角"},
		{"6007.14", "陆仟零柒元壹角肆分"},
		{"1680.32", "壹仟陆佰捌拾元零叁角贰分"},
		{"107000.53", "壹拾万柒仟元零伍角叁分"},
		{"16409.02", "壹万陆仟肆佰零玖元零贰分"},
		{"325.04", "叁佰贰拾伍元零肆分"},
		{"123.45", "壹佰贰拾叁元肆角伍分"},
		{"0", "零元整"}, {"0.05", "伍分"}, {"0.50", "伍角"}, {"10", "壹拾元整"},
		{"-200.07", "负贰佰元零柒分"},
		{"100007000", "壹亿零柒仟元整"},
		{"2070000000", "贰拾亿柒仟万元整"},
		{"1000000000000", "壹万亿元整"},
		{"320000000", "叁亿贰仟万元整"},
	} {
		f, err := ParseYuan(c.yuan)
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Capital(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.yuan, got, c.want)
		}
	}
}

func TestAnnuityAndInterestAgreeWithWorkedExamples(t *testing.T) {
	if got := Annuity(400_000*Yuan, 260_000, 240); got != 213_915 {
		t.Errorf("annuity: %v", got)
	}
	if got := Days(10_000*Yuan, 365).Interest(150_000); got != 15_208 {
		t.Errorf("interest: %v", got)
	}
	if got := Fen(5000_00).DayInterest(150_000, 1); got != 21 {
		t.Errorf("day interest: %v", got)
	}
}
