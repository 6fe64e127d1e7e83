package member

import (
	"context"
	"maps"

	"guangsha/internal/access"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/mask"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
	"guangsha/internal/policy"
	"guangsha/internal/serviceitem"
)

// keyAmendDays is within how many working days of acceptance an amendment is decided (承诺办结时限).
const keyAmendDays policy.Count = "member.amend.days"

// Codes of refusals of the item.
const (
	CodeAmendApplicant = "member.amend.applicant"
	CodeAmendRetyped   = "member.amend.retyped"
)

// The fields of an amendment.
const (
	fieldName     = "name"
	fieldIDNo     = "id_no"
	fieldMobile   = "mobile"
	fieldEmployer = "employer"
	fieldMonth    = "month"
	fieldWage     = "wage"
)

// amendItem offers that what is registered of a member is put right (个人信息变更). One person takes the request in with its
// materials, another one reads the new facts from the materials and types them once more: what is masked on the screen
// cannot be copied from it, and what two people have read alike is registered.
func amendItem(s *Service) serviceitem.Item {
	filled := func(code string) func(serviceitem.Form) bool {
		return func(f serviceitem.Form) bool { return f.Text(code) != "" }
	}
	return serviceitem.Item{Code: "member.amend", Name: "个人信息变更", Kind: "member.amend", Term: keyAmendDays,
		Who: "登记的姓名、公民身份号码、手机号码或缴存单位有误或已变更的缴存人本人",
		Grounds: []serviceitem.Ground{{Effective: civil.DateOf(2021, 11, 1), Basis: basisAmend,
			Materials: []serviceitem.Material{serviceitem.Identity,
				{Code: "name-proof", Title: "户口簿或公安机关出具的姓名变更证明", Needed: filled(fieldName), Condition: "变更姓名的"},
				{Code: "id-proof", Title: "公安机关出具的公民身份号码变更或更正证明", Needed: filled(fieldIDNo),
					Condition: "变更公民身份号码的"},
				{Code: "employment", Title: "新单位的劳动合同和原单位解除劳动关系的证明", Needed: filled(fieldEmployer),
					Condition: "变更缴存单位的"}}}},
		Fields: amendFields, Result: "登记的信息变更，原手机号码和现手机号码均收到短信告知",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.DeclineNotice, serviceitem.LackNotice,
			serviceitem.RefusalNotice},
		Doors: []act.Door{act.Counter, act.Platform}, Take: access.HandleCases,
		Facts: s.amendFacts,
		Check: func(tx unit.Tx, _ act.By, r serviceitem.Request) error {
			_, err := s.amending(tx, r)
			return err
		},
		Accept:     s.acceptAmendment,
		Withdraw:   func(context.Context, unit.Tx, act.By, serviceitem.Matter) error { return nil },
		Reschedule: func(unit.Tx, serviceitem.Matter, civil.Date) error { return nil },
		Steps: []serviceitem.Step{{Code: "approve", Title: "复核并变更", May: access.AmendMembers, Fields: amendFields,
			Decides: true, Apart: true, Do: s.approveAmendment,
			Refuse: func(context.Context, unit.Tx, act.By, serviceitem.Matter, string) error { return nil }}}}
}

// amendFields are what may be amended; what is not filled in stays.
var amendFields = []serviceitem.Field{
	{Code: fieldName, Label: "新的姓名", Hint: "不变更的不填，以下各项相同", Kind: serviceitem.Text, Max: maxName, Optional: true},
	{Code: fieldIDNo, Label: "新的公民身份号码", Kind: serviceitem.IDNo, Optional: true},
	{Code: fieldMobile, Label: "新的手机号码", Kind: serviceitem.Mobile, Optional: true},
	{Code: fieldEmployer, Label: "新的单位账号", Hint: "原单位已封存个人账户的，连同以下两项填写", Kind: serviceitem.Text, Max: 20,
		Optional: true},
	{Code: fieldMonth, Label: "新单位起缴月份", Kind: serviceitem.Month, Optional: true},
	{Code: fieldWage, Label: "新单位月工资（元）", Kind: serviceitem.Amount, Optional: true},
}

// amending is a request as this package decides on it.
type amending struct {
	Member
	Amendment
	Move *Transfer // nil where the employer stays
}

// amending reads a request and refuses it with all that speaks against it.
func (s *Service) amending(tx unit.Tx, r serviceitem.Request) (a amending, err error) {
	f := r.Form
	a.Amendment = Amendment{Name: f.Text(fieldName), IDNo: f.Text(fieldIDNo), Mobile: f.Text(fieldMobile)}
	if a.Member, err = s.Member(tx, r.Member); err != nil {
		return a, err
	}
	wrong := []*refusal.Refused{a.applicant(r)}
	for _, check := range []func() error{
		func() error {
			if a.Amendment == (Amendment{}) && f.Text(fieldEmployer) != "" {
				return nil
			}
			return s.CheckAmendment(tx, a.Person, a.Amendment)
		},
		func() (err error) { a.Move, err = s.moving(tx, a.Member, f); return err },
	} {
		err := check()
		if err != nil && refusal.Of(err) == nil {
			return a, err
		}
		wrong = append(wrong, refusal.Of(err))
	}
	return a, refusal.Join(wrong...)
}

// applicant refuses whoever is not the owner, shown to be so at the door. Whose registered identity number is wrong
// cannot be: they are held to their materials, and get neither another mobile nor another employer in the same breath.
func (a amending) applicant(r serviceitem.Request) *refusal.Refused {
	owner := r.Authority == "" && r.Applicant == int64(a.Person)
	unknown := r.Authority == "" && r.Applicant == 0 && a.IDNo != "" && a.Mobile == "" &&
		r.Form.Text(fieldEmployer) == ""
	if owner || unknown {
		return nil
	}
	return refusal.New(CodeAmendApplicant, "个人信息变更须由本人办理，并核验身份", basisAmend,
		"请本人持身份证件到柜面办理；登记的公民身份号码有误、不能核验的，请先单独变更公民身份号码")
}

// moving is the change of employer that a form asks for, or nil.
func (s *Service) moving(tx unit.Tx, m Member, f serviceitem.Form) (*Transfer, error) {
	filled := 0
	for _, code := range []string{fieldEmployer, fieldMonth, fieldWage} {
		if f.Text(code) != "" {
			filled++
		}
	}
	switch filled {
	case 0:
		return nil, nil
	case 3:
	default:
		return nil, refusal.Bad(CodeAmendInput, "变更缴存单位的，单位账号、起缴月份和月工资应一并填写")
	}
	no, err := number.ParseEmployer(f.Text(fieldEmployer))
	if err != nil {
		return nil, err
	}
	to, found, err := s.Store.EmployerByNo(tx, no)
	switch {
	case err != nil:
		return nil, err
	case !found:
		return nil, refusal.Bad(CodeAmendInput, "没有这个单位账号的单位")
	}
	t := Transfer{To: to.ID, Month: f.Month(fieldMonth), List: []Arrival{{Member: m.No, Wage: f.Fen(fieldWage)}}}
	if against := t.against(m, t.List[0].Wage); against != nil {
		return nil, against
	}
	return &t, s.takes(tx, to, t.Month)
}

// acceptAmendment implements serviceitem.Item.Accept: the record is the account.
func (s *Service) acceptAmendment(_ context.Context, tx unit.Tx, _ act.By, m serviceitem.Matter) (
	id int64, due civil.Date, err error) {
	a, err := s.amending(tx, m.Request)
	if err != nil {
		return 0, 0, err
	}
	set, today, err := s.today(tx)
	if err != nil {
		return 0, 0, err
	}
	days, err := keyAmendDays.On(set, m.Branch, today)
	return a.ID.ID, civil.China().AddWorkdays(today, days), err
}

// approveAmendment registers what two people have read alike.
func (s *Service) approveAmendment(ctx context.Context, tx unit.Tx, _ act.By, m serviceitem.Matter,
	typed serviceitem.Form) (string, error) {
	if !maps.Equal(m.Form, typed) {
		return "", refusal.New(CodeAmendRetyped, "复核录入的与申请的不一致，未变更", "GB/T 22239-2019 8.1.4.7",
			"请对照申请材料重新录入；申请填写有误的，请不予批准后重新申请")
	}
	a, err := s.amending(tx, m.Request)
	if err != nil {
		return "", err
	}
	if a.Amendment != (Amendment{}) {
		if err := s.Amend(tx, a.Member, a.Amendment, m.ID); err != nil {
			return "", err
		}
	}
	if a.Move == nil {
		return "已变更", nil
	}
	change, err := s.Books.NextID(tx, newChange)
	if err != nil {
		return "", err
	}
	return "已变更，并转入新的缴存单位", s.transfer(ctx, tx, change, *a.Move)
}

// amendFacts implements serviceitem.Item.Facts.
func (s *Service) amendFacts(tx unit.Tx, _ act.By, no number.MemberNo, _ int64) ([]serviceitem.Fact, error) {
	st, err := s.stated(tx, no)
	if err != nil {
		return nil, err
	}
	reached := mask.Mobile(st.Owner.Mobile)
	if reached == "" {
		reached = "未登记"
	}
	const register = "个人账户登记"
	return []serviceitem.Fact{
		{Label: "姓名", Value: mask.Name(st.Owner.Name), Source: register},
		{Label: "公民身份号码", Value: mask.ID(st.Owner.IDNo), Source: register},
		{Label: "手机号码", Value: reached, Source: register},
		{Label: "缴存单位", Value: st.Employer, Source: "单位登记"},
		{Label: "账户状态", Value: st.State.String(), Source: register},
	}, nil
}
