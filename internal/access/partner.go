package access

import (
	"bytes"
	"context"
	"fmt"
	"strings"

	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret/gm"
	"guangsha/internal/base/unit"
)

// PartnerKey is a key by which a partner signs its requests (合作机构的签名密钥). A partner may have several, so that one
// takes the other's place without a pause; its scope is that of the key that was confirmed last.
type PartnerKey struct {
	ID      int64
	Request string // 请求键
	Code    string // what the partner is called by
	Title   string // 机构名称
	Public  []byte // SM2, the uncompressed point of 65 bytes
	Role    string // 权限范围: a role for partners
	State   ChangeState
	Maker   string // 登记人
	Checker string // 确认人, or whoever ended it
	Day     civil.Date
}

// NewPartnerKey is a key that is to be registered.
type NewPartnerKey struct {
	Code, Title, Role string
	Public            []byte
}

func (n NewPartnerKey) check(roles Roles) error {
	var b bad
	b.require(validCode(n.Code), "合作机构编号应为2至20位小写字母、数字或连字符，以字母或数字开头")
	title := len([]rune(strings.TrimSpace(n.Title)))
	b.require(title > 0 && title <= 60, "请填写机构名称，至多60字")
	b.require(roles[n.Role].Kind == Partner, "请选择合作机构的权限范围")
	_, err := gm.NewVerifier(n.Public)
	b.require(err == nil, "公钥应为SM2公钥：65字节的未压缩点，04开头的130位十六进制")
	return refusal.Join(b...)
}

// RegisterPartnerKey registers the key of a partner (登记签名密钥), under a request key. It opens nothing before another
// administrator has confirmed it.
func (s *Service) RegisterPartnerKey(ctx context.Context, by act.By, key string, n NewPartnerKey) (
	id int64, err error) {
	ctx, err = Allow(ctx, gate{s}, by, ProposeChanges)
	if err != nil {
		return 0, err
	}
	if err := n.check(s.Roles); err != nil {
		return 0, err
	}
	err = s.work.Do(ctx, by, "access.register-partner-key", func(tx unit.Tx) error {
		old, found, err := s.Store.PartnerKeyByRequest(tx, key)
		if err != nil || found {
			id = old.ID
			same := old.Maker == by.Actor && old.Code == n.Code && old.Role == n.Role &&
				old.Title == strings.TrimSpace(n.Title) && bytes.Equal(old.Public, n.Public)
			if err == nil && !same {
				err = refusal.New(CodeConflict, "同一请求键已用于另一个密钥，本次未办理", "", "确需再办请换新的请求键")
			}
			return err
		}
		if p, found, err := s.Store.PersonByCode(tx, n.Code); err != nil || found && p.Kind != Partner {
			return errOr(err, refusal.New(CodeTaken, "“"+n.Code+"”不是合作机构的编号", "", "请另选编号"))
		}
		k := PartnerKey{Request: key, Code: n.Code, Title: strings.TrimSpace(n.Title), Public: n.Public, Role: n.Role,
			State: Proposed, Maker: by.Actor, Day: s.Clock.Now().Date()}
		if k.ID, err = s.Store.NextID(tx, "access_partner_key"); err != nil {
			return err
		}
		id = k.ID
		if added, err := s.Store.AddPartnerKey(tx, k); err != nil || !added {
			return errOr(err, refusal.New(CodeTaken, "这个公钥已经登记过", "", "请合作机构另生成一对密钥"))
		}
		s.recordKey(tx, "access.partner-key-registered", k, 0)
		return nil
	})
	return id, err
}

func (s *Service) recordKey(tx unit.Tx, kind string, k PartnerKey, id PersonID) {
	s.record(tx, kind, Person{ID: id, Code: k.Code}, "key", fmt.Sprint(k.ID), "role", k.Role)
}

// ConfirmPartnerKey puts the key of a partner in force, by another person than the one who registered it. A repeat by
// the same person changes nothing.
func (s *Service) ConfirmPartnerKey(ctx context.Context, by act.By, id int64) error {
	ctx, err := Allow(ctx, gate{s}, by, ConfirmChanges)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.confirm-partner-key", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		k, err := s.partnerKey(tx, id)
		if err != nil || k.State == InForce && k.Checker == by.Actor {
			return err
		}
		if k.State != Proposed {
			return refusal.New(CodeState, "该密钥"+k.State.String()+"，不能再确认", "", "请刷新后查看")
		}
		if err := Parted(by, "确认", Done{"登记", k.Maker}); err != nil {
			return err
		}
		p, found, err := s.Store.PersonByCode(tx, k.Code)
		if err != nil {
			return err
		}
		if !found {
			id, err := s.Store.NextID(tx, "access_person")
			if err != nil {
				return err
			}
			p = Person{ID: PersonID(id), Code: k.Code, Kind: Partner, Office: by.Branch}
		}
		if p.Kind != Partner {
			return refusal.New(CodeTaken, "“"+k.Code+"”不是合作机构的编号", "", "请作废后另行登记")
		}
		k.State, k.Checker = InForce, by.Actor
		s.recordKey(tx, "access.partner-key-confirmed", k, p.ID)
		if err := s.Store.SetPartnerKey(tx, k); err != nil {
			return err
		}
		return s.grantPartner(tx, p, []Post{{Role: k.Role, Since: s.Clock.Now().Date()}})
	})
}

// grantPartner gives a partner posts in place of those it had.
func (s *Service) grantPartner(tx unit.Tx, p Person, posts []Post) error {
	p.Version++
	if err := s.Store.SavePeople(tx, []Person{p}); err != nil {
		return err
	}
	return s.Store.SetPosts(tx, map[PersonID][]Post{p.ID: posts})
}

// EndPartnerKey ends a key at once (停用), or drops one that nobody has confirmed: taking away needs one administrator.
// A partner without a key may do nothing. A repeat changes nothing.
func (s *Service) EndPartnerKey(ctx context.Context, by act.By, id int64) error {
	ctx, err := Allow(ctx, gate{s}, by, EndService)
	if err != nil {
		return err
	}
	return s.work.Do(ctx, by, "access.end-partner-key", func(tx unit.Tx) error {
		if err := s.Store.FenceDay(tx); err != nil {
			return err
		}
		k, err := s.partnerKey(tx, id)
		if err != nil || k.State == Dropped {
			return err
		}
		k.State, k.Checker = Dropped, by.Actor
		if err := s.Store.SetPartnerKey(tx, k); err != nil {
			return err
		}
		p, found, err := s.Store.PersonByCode(tx, k.Code)
		if err != nil {
			return err
		}
		s.recordKey(tx, "access.partner-key-ended", k, p.ID)
		if !found { // a key that was never in force has given nothing
			return nil
		}
		posts, err := s.partnerPosts(tx, p)
		if err != nil {
			return err
		}
		return s.grantPartner(tx, p, posts)
	})
}

// partnerPosts is what is left to a partner by the keys that are still in force: the post it has, where one of them
// gave it, or else that of the last.
func (s *Service) partnerPosts(tx unit.Tx, p Person) (posts []Post, err error) {
	has, err := s.Store.Posts(tx, p.ID)
	if err != nil {
		return nil, err
	}
	list, err := s.Store.PartnerKeys(tx)
	for _, k := range list {
		if k.Code != p.Code || k.State != InForce {
			continue
		}
		if len(has) == 1 && has[0].Role == k.Role {
			return has, err
		}
		posts = []Post{{Role: k.Role, Since: k.Day}}
	}
	return posts, err
}

func (s *Service) partnerKey(tx unit.Tx, id int64) (PartnerKey, error) {
	k, found, err := s.Store.PartnerKey(tx, id)
	if err == nil && !found {
		err = refusal.New(CodeNobody, "没有这个密钥", "", "请刷新后再试")
	}
	return k, err
}

// PartnerTitle is what a partner is called by the key that came in force last (机构名称), or empty for whoever has none.
func (s *Service) PartnerTitle(tx unit.Tx, code string) (title string, err error) {
	list, err := s.Store.PartnerKeys(tx)
	var last int64
	for _, k := range list {
		if k.Code == code && k.State == InForce && k.ID > last {
			last, title = k.ID, k.Title
		}
	}
	return title, err
}

// PartnerKeys lists the keys of all partners, by the partner's code.
func (s *Service) PartnerKeys(ctx context.Context, by act.By) (list []PartnerKey, err error) {
	ctx, err = Allow(ctx, gate{s}, by, ReadPeople)
	if err != nil {
		return nil, err
	}
	err = s.work.Read(ctx, func(tx unit.Tx) error {
		list, err = s.Store.PartnerKeys(tx)
		return err
	})
	return list, err
}
