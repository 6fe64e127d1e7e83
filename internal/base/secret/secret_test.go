package secret

import "testing"

func TestTwoPlacesAreNeverTheSame(t *testing.T) {
	seen := map[string]bool{}
	for _, where := range []string{
		Where("person", "idno", 1), Where("person", "idno", 11), Where("person", "idno", -1),
		Where("person", "mobile", 1), Where("agent", "idno", 1),
	} {
		if seen[where] {
			t.Errorf("%s stands for two places", where)
		}
		seen[where] = true
	}
	if got := Where("person", "idno", 42); got != "person.idno:42" {
		t.Errorf("stored fields do not open any more: %s", got)
	}
}

func TestCodesAreEqualWhenTheirBytesAre(t *testing.T) {
	if !Equal([]byte{1, 2}, []byte{1, 2}) || Equal([]byte{1, 2}, []byte{1, 3}) || Equal([]byte{1, 2}, []byte{1}) {
		t.Error("equal")
	}
}
