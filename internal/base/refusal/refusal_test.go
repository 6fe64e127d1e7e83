package refusal

import (
	"errors"
	"fmt"
	"testing"
)

func TestAllReasonsAreNamedInTheirOrder(t *testing.T) {
	sealed := New("withdrawal.sealed", "账户已封存", "条例第二十四条", "请先办理启封")
	short := New("withdrawal.short", "余额不足", "", "请核对金额")
	frozen := New("withdrawal.frozen", "账户已冻结", "", "")
	both := Of(Join(short, frozen))
	err := Join(nil, sealed, nil, both)
	if got, want := err.Error(), "账户已封存；余额不足；账户已冻结"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	r := Of(err)
	if r.Code != sealed.Code || r.Basis != sealed.Basis || r.Next != sealed.Next {
		t.Errorf("the first reason does not give code, basis and next step: %+v", r)
	}
	if len(r.Also) != 2 || r.Also[0].Code != short.Code || r.Also[1].Code != frozen.Code || r.Also[0].Also != nil {
		t.Errorf("further reasons: %+v", r.Also)
	}
}

func TestJoiningChangesNoReason(t *testing.T) {
	a, b := Bad("a", "甲"), Bad("b", "乙")
	ab := Of(Join(a, b))
	Of(Join(ab, b)).Also[0].Text = "丙"
	if a.Also != nil || len(ab.Also) != 1 || ab.Also[0].Text != "乙" || b.Text != "乙" {
		t.Errorf("%+v %+v %+v", a, b, ab)
	}
}

func TestNoReasonIsNoError(t *testing.T) {
	for name, err := range map[string]error{"none": Join(), "nil ones": Join(nil, nil)} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestARefusalIsFoundInsideOtherErrors(t *testing.T) {
	r := Bad("money.malformed", "金额格式不正确")
	wrapped := fmt.Errorf("read list: %w", fmt.Errorf("line 3: %w", r))
	if Of(wrapped) != r || !Is(wrapped, "money.malformed") || r.Next == "" {
		t.Errorf("%+v", Of(wrapped))
	}
	if Is(wrapped, "money.range") || Is(Join(New("x", "", "", ""), r), "money.malformed") {
		t.Error("another code, or that of a further reason, is taken for the first")
	}
	for _, err := range []error{nil, errors.New("disk full")} {
		if Of(err) != nil || Is(err, "") {
			t.Errorf("%v is taken for a refusal", err)
		}
	}
}
