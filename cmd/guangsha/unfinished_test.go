package main

import (
	"strings"
	"testing"

	"guangsha/internal/base/civil"
)

func TestFiguresOfAPartOfAYearAreToldAsSuch(t *testing.T) {
	for _, tc := range []struct {
		of   unfinished
		want string
	}{
		{unfinished{2024, true, civil.DateOf(2024, 12, 31)}, "2024年1月1日这套账还没有营业；取数"},
		{unfinished{2024, false, 0}, "这套账还没有营业，2024年度没有可取的数"},
		{unfinished{2024, false, civil.DateOf(2023, 11, 30)}, "2024年度还没有开始，账只到2023-11-30"},
		{unfinished{2024, false, civil.DateOf(2023, 12, 31)}, "2024年度还没有结束"},
		{unfinished{2024, false, civil.DateOf(2024, 6, 30)}, "2024年度还没有结束，账只到2024-06-30（此日已日结）"},
	} {
		if got := tc.of.String(); !strings.Contains(got, tc.want) {
			t.Errorf("%+v: %s, want %s", tc.of, got, tc.want)
		}
	}
}
