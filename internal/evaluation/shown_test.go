package evaluation

import "testing"

func TestAMeasuredCellIsShownAsPeopleReadIt(t *testing.T) {
	for _, c := range []struct{ cell, shown, exact string }{
		{"96224.227319万元", "96,224.23 万元", "962,242,273.19 元"},
		{"96224.225万元", "96,224.23 万元", "962,242,250.00 元"},
		{"31942万元", "31,942.00 万元", "319,420,000.00 元"},
		{"-4557.063967万元", "-4,557.06 万元", "-45,570,639.67 元"},
		{"3.2亿元", "3.20 亿元", "320,000,000.00 元"},
		{"1234.5元", "1,234.50 元", ""},
		{"0.008万元", "80.00 元", ""},
		{"-0.008万元", "-80.00 元", ""},
		{"0.93万元", "0.93 万元", "9,300.00 元"},
		{"0万元", "0.00 万元", "0.00 元"},
		{"730笔", "730 笔", ""},
		{"1234567笔", "1,234,567 笔", ""},
		{"12个月", "12 个月", ""},
		{"3.85%", "3.85%", ""},
		{"2024-06-30", "2024-06-30", ""},
		{"≥95%", "≥95%", ""},
		{"约1200笔", "约1200笔", ""},
		{"1200", "1200", ""},
		{"已完成", "已完成", ""},
		{"", "", ""},
	} {
		if shown, exact := Shown(c.cell), Exact(c.cell); shown != c.shown || exact != c.exact {
			t.Errorf("%q is shown as %q, exactly %q; want %q, %q", c.cell, shown, exact, c.shown, c.exact)
		}
	}
}

// TestADoubtTellsWhatDiffers reads the measured figure of a doubt: as people read money, but where that is what was
// reported, with every digit.
func TestADoubtTellsWhatDiffers(t *testing.T) {
	for _, c := range []struct{ reported, measured, told string }{
		{"96000.00万元", "96608.652414万元", "96,608.65万元"},
		{"96608.6500万元", "96608.652414万元", "96608.652414万元"},
		{"625笔", "730笔", "730笔"},
	} {
		if got := told(c.reported, c.measured); got != c.told {
			t.Errorf("beside %s, %s is told as %s, not %s", c.reported, c.measured, got, c.told)
		}
	}
}
