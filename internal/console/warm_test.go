package console

import (
	"testing"
	"time"

	"guangsha/internal/measure"
)

// TestTheSlowestFiguresArePrepared has more slow figures than lists are kept: the slowest are prepared, whatever stands
// first in the catalogue, and none of which there is no row; people's own lists still have room.
func TestTheSlowestFiguresArePrepared(t *testing.T) {
	var values []timedValue
	for i := range maxLists + 10 {
		values = append(values, timedValue{measure.Value{Rows: int64(i % 5)}, time.Duration(i) * time.Millisecond})
	}
	got := slowest(values)
	if len(got) != warmLists || warmLists >= maxLists {
		t.Fatalf("%d lists are prepared of %d that are kept", len(got), maxLists)
	}
	last := time.Hour
	for _, v := range got {
		if v.Rows == 0 || v.took > last {
			t.Errorf("%d rows in %s after %s", v.Rows, v.took, last)
		}
		last = v.took
	}
	if got[0].took != (maxLists+8)*time.Millisecond || values[0].took != 0 {
		t.Errorf("the slowest took %s; the first now %s", got[0].took, values[0].took)
	}
}
