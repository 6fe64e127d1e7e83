package withdrawal

import (
	"fmt"

	"guangsha/internal/base/unit"
	"guangsha/internal/member"
	"guangsha/internal/serviceitem"
)

// receipt is what whoever was paid gets (提取回单).
func (s *Service) receipt(o offer) serviceitem.Paper {
	return serviceitem.Paper{Kind: "withdrawal-receipt", Title: "住房公积金提取回单", At: serviceitem.Granted,
		Says: func(tx unit.Tx, m serviceitem.Matter) (map[string]string, error) { return s.paidOut(tx, o, m) }}
}

// paidOut is what was paid for a case, to whom and where, as the books and the sealed card say.
func (s *Service) paidOut(tx unit.Tx, o offer, m serviceitem.Matter) (map[string]string, error) {
	c, err := s.read(tx, CaseID(m.Ref))
	if err != nil {
		return nil, err
	}
	card, err := s.Cipher.Open(c.Payee, payeePlace(c.ID))
	if err != nil {
		return nil, fmt.Errorf("open payee of case %d: %w", c.ID, err)
	}
	account, err := s.Members.Member(tx, c.Request.Member)
	if err != nil {
		return nil, err
	}
	owner, err := s.Members.Personal(tx, account.Person)
	if err != nil {
		return nil, err
	}
	payee := owner
	if o.reason.ByHeirs {
		if payee, err = s.heir(tx, member.PersonID(m.Applicant)); err != nil {
			return nil, err
		}
	}
	return map[string]string{"姓名": owner.Name, "个人账号": string(c.Request.Member), "提取原因": o.reason.Title,
		"提取本金": c.Principal.String(), "结付利息": c.Interest.String(), "付款合计": (c.Principal + c.Interest).String(),
		"收款人": payee.Name, "收款账号": string(card),
		"付款日期": c.Decided.InFull()}, nil
}

// heir is an heir or legatee as the centre knows them, whose name it has only when they have an account of their own.
func (s *Service) heir(tx unit.Tx, id member.PersonID) (member.Personal, error) {
	if id == 0 {
		return member.Personal{Name: "继承人、受遗赠人"}, nil
	}
	return s.Members.Personal(tx, id)
}
