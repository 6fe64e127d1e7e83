package member

import (
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/number"
	"guangsha/internal/base/unit"
	"guangsha/internal/serviceitem"
)

// CodeClosed is the code of the refusal to certify what an account says that is closed.
const CodeClosed = "member.certificate.closed"

// certificateItem offers the certificate of what a member contributes and has (开具缴存证明).
func certificateItem(s *Service) serviceitem.Item {
	return serviceitem.Certificate{Item: serviceitem.Item{Code: "member.certificate", Name: "开具住房公积金缴存证明",
		Kind: "member.certificate", Who: "有住房公积金账户的缴存人",
		Grounds: []serviceitem.Ground{{Effective: civil.DateOf(1999, 4, 3),
			Basis:     "《住房公积金管理条例》关于职工有权查询本人住房公积金缴存、提取情况的规定",
			Materials: []serviceitem.Material{serviceitem.Identity}}},
		Result: "住房公积金缴存证明",
		Papers: []serviceitem.Paper{serviceitem.AcceptanceNotice, serviceitem.DeclineNotice, serviceitem.LackNotice,
			serviceitem.RefusalNotice, {Kind: "contribution-certificate", Title: "住房公积金缴存证明",
				At: serviceitem.Granted, Says: s.certificate}},
		Facts: s.certificateFacts, Auto: &serviceitem.Auto{Facts: s.certified()}},
		Owner: func(tx unit.Tx, r serviceitem.Request) (int64, error) {
			m, err := s.Member(tx, r.Member)
			return int64(m.Person), err
		},
		Ref: func(tx unit.Tx, r serviceitem.Request) (int64, error) {
			id, err := s.Account(tx, r.Member)
			return id.ID, err
		},
		Against: func(tx unit.Tx, r serviceitem.Request) error {
			m, err := s.Member(tx, r.Member)
			if err == nil && m.State == Closed {
				err = closed()
			}
			return err
		},
		Terms: s.today}.Offer()
}

// certificate is what the paper says, by the names of its fields.
func (s *Service) certificate(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) {
	st, err := s.stated(tx, m.Member)
	if err != nil {
		return nil, err
	}
	says := map[string]string{}
	for _, t := range st.told() {
		says[t.label] = t.value
	}
	return says, nil
}

// certificateFacts implements serviceitem.Item.Facts.
func (s *Service) certificateFacts(tx unit.Tx, _ act.By, no number.MemberNo, _ int64) (list []serviceitem.Fact,
	err error) {
	st, err := s.stated(tx, no)
	if err != nil {
		return nil, err
	}
	for _, t := range st.told() {
		list = append(list, serviceitem.Fact{Label: t.label, Value: t.shown, Source: t.source, Wrong: t.wrong})
	}
	return list, nil
}
