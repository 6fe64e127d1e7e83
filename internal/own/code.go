package own

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/listing"
	"guangsha/internal/base/number"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/secret"
	"guangsha/internal/base/unit"
	"guangsha/internal/event"
	"guangsha/internal/member"
	"guangsha/internal/message"
)

// Codes of the refusals.
const (
	CodeNoDoor = "own.no-door"
	CodeWrong  = "own.code"
	CodeEnded  = "own.session"
)

// Ask is what somebody asks for a code with: the number of the account or the identity number in full, the mobile that
// the register has, and whence they ask.
type Ask struct{ Number, Mobile, Source string }

// Given is what whoever asked gets: a ticket by which the code is handed in, and for how many minutes it is good.
type Given struct {
	Ticket  string
	Minutes int
}

// AskCode sends a code to a member whose account or identity number and mobile were given (获取验证码). The answer is the
// same whoever asked and whatever came of it: that nothing fits, or that a person has got as many codes as they may.
// What is wrong in form is told, since everybody sees that. The letter goes out behind the answer.
func (s *Service) AskCode(ctx context.Context, by act.By, a Ask) (g Given, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.SignIn)
	if err != nil {
		return g, err
	}
	if s.Door == nil {
		return g, noDoor("暂不能用验证码登录", "请到柜面查询，或致电12329")
	}
	f, mobile, err := s.readAsk(a)
	if err != nil {
		return g, err
	}
	ticket, code, err := s.draw()
	if err != nil {
		return g, err
	}
	var letter event.Letter
	err = s.Work.Do(ctx, by, "own.ask-code", func(tx unit.Tx) error {
		letter = event.Letter{}
		r, err := s.rules(tx)
		if err != nil {
			return err
		}
		who, err := s.meant(tx, f, mobile)
		if err != nil {
			return err
		}
		c := Code{Ticket: s.digest("own-ticket", ticket), Person: who.Person, Account: who.ID.ID,
			Made: s.Clock.Now(), Source: string(s.digest("own-source", a.Source)),
			Digest: s.codeDigest(ticket, who.Person, code)}
		if c.Sent, err = s.due(tx, c, r); err != nil {
			return err
		}
		if c.Sent {
			letter = message.SignInCode(r.signature, code, r.minutes)
			letter.To, letter.ID = mobile, "own-"+ticket[:20]
		}
		g = Given{Ticket: ticket, Minutes: r.minutes}
		s.Audit.Record(tx, audit.Entry{Kind: "own.code-asked", ID: who.ID.ID,
			Fields: []audit.Field{{Name: "sent", Value: strconv.FormatBool(c.Sent)}}})
		return s.addCode(tx, c)
	})
	if err != nil {
		return Given{}, err
	}
	if letter.ID != "" {
		s.send(ctx, letter)
	}
	return g, nil
}

// readAsk reads what was typed; a mobile is no number of an account.
func (s *Service) readAsk(a Ask) (f member.Filter, mobile string, err error) {
	mobile = number.Typed(a.Mobile)
	wrong := []*refusal.Refused{}
	if !number.IsMobile(mobile) {
		wrong = append(wrong, refusal.Bad("own.ask.mobile", "手机号码应为11位大陆手机号码"))
	}
	f, err = s.Members.Sought(a.Number)
	if err != nil || number.IsMobile(number.Typed(a.Number)) {
		wrong = append(wrong, refusal.Bad("own.ask.number", "请填写完整的个人账号或公民身份号码"))
	}
	return f, mobile, refusal.Join(wrong...)
}

// meant is the account of whoever was meant, the one that is open before others; the zero value when nobody fits.
func (s *Service) meant(tx unit.Tx, f member.Filter, mobile string) (who member.Listed, err error) {
	rows, err := s.List.MemberList(tx, f, listing.Page[number.MemberNo]{})
	if err != nil {
		return who, err
	}
	for _, l := range rows {
		p, err := s.Members.Personal(tx, l.Person)
		if err != nil {
			return who, err
		}
		if secret.Equal([]byte(p.Mobile), []byte(mobile)) && (who.Person == 0 || l.State != member.Closed) {
			who = l
		}
	}
	return who, nil
}

// due says that a code goes out: not to nobody, and not to somebody who has got as many as they may. Within an hour
// each source is counted by itself, so that who knows the numbers of somebody takes their codes away from no other
// place; the limit of a day keeps a code from being guessed.
func (s *Service) due(tx unit.Tx, c Code, r rules) (bool, error) {
	if c.Person == 0 {
		return false, nil
	}
	here, _, err := s.Store.Sent(tx, c.Person, c.Source, c.Made-span(time.Hour))
	if err != nil {
		return false, err
	}
	_, all, err := s.Store.Sent(tx, c.Person, c.Source, c.Made-span(day))
	return here < r.hour && all < r.day, err
}

// day is how long codes count, and so how long they are kept.
const day = 24 * time.Hour

// addCode keeps a code, and forgets those that count no more.
func (s *Service) addCode(tx unit.Tx, c Code) error { return s.Store.AddCode(tx, c, c.Made-span(day)) }

// draw makes a ticket and a code of six digits.
func (s *Service) draw() (ticket, code string, err error) {
	ticket, err = s.token()
	if err != nil {
		return "", "", err
	}
	var b [8]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "", "", fmt.Errorf("draw a code: %w", err)
	}
	return ticket, fmt.Sprintf("%06d", binary.BigEndian.Uint64(b[:])%1_000_000), nil
}

// token is a secret text of 160 bits.
func (s *Service) token() (string, error) {
	var b [20]byte
	if _, err := io.ReadFull(s.Random, b[:]); err != nil {
		return "", fmt.Errorf("make a secret: %w", err)
	}
	return hex.EncodeToString(b[:]), nil
}

// digest is what is kept of a text, under the centre's key.
func (s *Service) digest(kind, text string) []byte {
	return []byte(hex.EncodeToString(s.Index.Of(kind, text)))
}

// codeDigest ties a code to its ticket and its person: whoever writes the database makes it nobody else's.
func (s *Service) codeDigest(ticket string, person member.PersonID, code string) []byte {
	return s.digest("own-code", fmt.Sprintf("%s.%d.%s", ticket, person, code))
}

// patience is how long a gateway has to take a code.
const patience = 30 * time.Second

// send hands a letter to the door, behind the answer: how long that takes would tell who is a member. One that is not
// taken is not tried again, since whoever waits for it asks for another.
func (s *Service) send(ctx context.Context, l event.Letter) {
	s.sending.Go(func() {
		within, cancel := context.WithTimeout(context.WithoutCancel(ctx), patience)
		defer cancel()
		outcomes, err := s.Door.Deliver(within, []event.Letter{l})
		if err == nil && len(outcomes) == 1 && outcomes[0].Fate <= event.Arrived {
			return
		}
		if s.Alarm != nil {
			s.Alarm("短信网关没有接收验证码，缴存人暂不能登录和变更手机号码")
		}
	})
}

// Enter signs a member in with the code of a ticket (验证码登录) and gives the token of a session; an earlier one of the
// person ends. A code is good once, for some minutes and some tries. Whatever is wrong is answered alike.
func (s *Service) Enter(ctx context.Context, by act.By, ticket, code string) (token string, err error) {
	ctx, err = access.Allow(ctx, s.Access, by, access.SignIn)
	if err != nil {
		return "", err
	}
	ticket, code = strings.TrimSpace(ticket), number.Typed(code)
	fresh, err := s.token()
	if err != nil {
		return "", err
	}
	var known bool
	if err := s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		_, known, err = s.Store.Code(tx, s.digest("own-ticket", ticket))
		return err
	}); err != nil || !known { // what nobody was given writes nothing
		return "", cmp.Or[error](err, wrongCode())
	}
	err = s.Work.Do(ctx, by, "own.enter", func(tx unit.Tx) (err error) {
		token, err = s.enter(tx, ticket, code, fresh)
		return err
	})
	if err == nil && token == "" {
		err = wrongCode()
	}
	return token, err
}

// enter tries a code; without token when it is wrong, which is kept.
func (s *Service) enter(tx unit.Tx, ticket, code, fresh string) (token string, err error) {
	was, _, err := s.Store.Code(tx, s.digest("own-ticket", ticket))
	if err != nil {
		return "", err
	}
	right, err := s.tried(tx, was, s.codeDigest(ticket, was.Person, code))
	if err != nil {
		return "", err
	}
	if !right {
		s.Audit.Record(tx, audit.Entry{Kind: "own.sign-in-failed", ID: was.Account})
		return "", nil
	}
	s.Audit.Record(tx, audit.Entry{Kind: "own.signed-in", ID: was.Account})
	return s.begin(tx, was.Person, was.Account, fresh)
}

func wrongCode() *refusal.Refused {
	return refusal.New(CodeWrong, "验证码不正确，或已过期、已用过", "GB/T 22239-2019 8.1.4.1", "请核对短信中的6位数字；几次不对的，请重新获取")
}

// tried tries what the codes of a ticket should digest to, and keeps that it did.
func (s *Service) tried(tx unit.Tx, was Code, digest []byte) (right bool, err error) {
	r, err := s.rules(tx)
	if err != nil {
		return false, err
	}
	now, c := s.Clock.Now(), was
	old := now < c.Made || now >= c.Made+span(time.Duration(r.minutes)*time.Minute)
	right = c.Sent && !c.Ended && !old && secret.Equal(c.Digest, digest)
	if !right {
		c.Tries++
	}
	c.Ended = c.Ended || right || c.Tries >= r.tries
	moved, err := s.Store.SetCode(tx, was, c)
	if err == nil && !moved {
		err = unit.ErrBusy
	}
	return right, err
}

// noDoor refuses what a code is needed for where no gateway is there to send one.
func noDoor(cannot, next string) *refusal.Refused {
	return refusal.New(CodeNoDoor, "本中心没有接通短信网关，"+cannot, "", next)
}
