package selfeval

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strings"

	"guangsha/internal/access"
	"guangsha/internal/audit"
	"guangsha/internal/base/act"
	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// DrawSurvey draws people by lot from the cases of a period and gives each a code (发起调查). Whoever has several cases is
// in the frame once, and whoever answered for the group in that year is not drawn again: the surveys of a year count
// together. It refuses a period without anybody to draw with CodeSurveyFrame.
func (s *Service) DrawSurvey(ctx context.Context, by act.By, key string, d Draw) (int64, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return 0, err
	}
	return s.once(ctx, by, entry{"selfeval.survey-drawn", key, d},
		func(tx unit.Tx, id int64, today civil.Date) (int64, error) {
			if err := d.check(today); err != nil {
				return 0, err
			}
			frame, err := s.Store.Frame(tx, d.Asked, d.From, d.To)
			if err != nil {
				return 0, err
			}
			if len(frame) == 0 {
				return 0, refusal.New(CodeSurveyFrame, fmt.Sprintf("%s至%s没有%s，无从抽取", d.From, d.To, d.Asked), "",
					"请核对所问期间")
			}
			answered, err := s.answered(tx, d.Asked, d.From)
			if err != nil {
				return 0, err
			}
			framed := len(frame)
			frame = slices.DeleteFunc(frame, func(person int64) bool {
				_, found := slices.BinarySearch(answered, person)
				return found
			})
			if len(frame) == 0 {
				return 0, refusal.New(CodeSurveyFrame, fmt.Sprintf("%s至%s的%s本年都已答过问卷，无从抽取", d.From, d.To, d.Asked),
					"", "一年之内每人只答一次；请核对所问期间")
			}
			survey := Survey{ID: id, Title: strings.TrimSpace(d.Title), Asked: d.Asked, From: d.From, To: d.To,
				Until: d.Until, Framed: int64(framed), Drawn: today, DrawnBy: by.Actor}
			list, err := s.invite(id, frame, d.Size)
			if err != nil {
				return 0, err
			}
			survey.Sent = int64(len(list))
			return id, s.Store.AddSurvey(tx, survey, list)
		})
}

// codeLetters are what a code is written in: sixteen letters of 80 bits, which nobody guesses.
var codeLetters = base32.StdEncoding.WithPadding(base32.NoPadding)

// invite draws people from a frame without putting any back, each with the same chance, and seals a code for each. The
// frame is left in another order.
func (s *Service) invite(survey int64, frame []int64, size int) ([]Invitation, error) {
	list := make([]Invitation, min(size, len(frame)))
	for i := range list {
		left, err := rand.Int(s.Random, big.NewInt(int64(len(frame)-i)))
		if err != nil {
			return nil, fmt.Errorf("selfeval: draw by lot: %w", err)
		}
		at := i + int(left.Int64())
		frame[i], frame[at] = frame[at], frame[i]
		var fresh [10]byte
		if _, err := io.ReadFull(s.Random, fresh[:]); err != nil {
			return nil, fmt.Errorf("selfeval: make a code: %w", err)
		}
		code := codeLetters.EncodeToString(fresh[:])
		one := Invitation{No: i + 1, Person: frame[i], Index: s.codeIndex(code)}
		if one.Sealed, err = s.Cipher.Seal([]byte(code), codePlace(survey, one.No)); err != nil {
			return nil, fmt.Errorf("selfeval: seal a code: %w", err)
		}
		list[i] = one
	}
	return list, nil
}

func codePlace(survey int64, no int) string {
	return fmt.Sprintf("selfeval_invitation.code:%d/%d", survey, no)
}

// codeIndex finds a code however it was typed.
func (s *Service) codeIndex(code string) []byte {
	return s.Index.Of("survey-code", strings.Join(strings.FieldsFunc(code, func(r rune) bool {
		return r == '-' || r == ' '
	}), ""))
}

// Answer takes the answer of whoever has a code (答卷), once. How it was answered is added to the counts and stands
// nowhere beside the person, and neither does the moment. It refuses a code that is not there with CodeSurveyCode,
// one that was used with CodeSurveySpent, and an answer that comes too late with CodeSurveyOver.
func (s *Service) Answer(ctx context.Context, by act.By, code string, given Satisfaction) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.AnswerSurveys)
	if err != nil {
		return err
	}
	if given < 1 || int(given) > len(Satisfactions) {
		return refusal.Bad(CodeInput, "请在五个选项中选择一项")
	}
	return s.Work.Do(ctx, by, "selfeval.survey-answered", func(tx unit.Tx) error {
		if err := access.Reach(ctx, access.Object{}); err != nil {
			return err
		}
		survey, err := s.Asked(tx, code)
		if err != nil {
			return err
		}
		counted, err := s.Store.Answer(tx, survey.ID, s.codeIndex(code), given)
		if err == nil && !counted {
			err = spent()
		}
		if err != nil {
			return err
		}
		s.Audit.Record(tx, audit.Entry{Kind: "selfeval.survey-answered", ID: survey.ID})
		return nil
	})
}

// answered are the people who answered for a group in the year of a day.
func (s *Service) answered(tx unit.Tx, a Asked, day civil.Date) ([]int64, error) {
	return s.Store.Answered(tx, a, civil.DateOf(day.Year(), 1, 1), civil.DateOf(day.Year(), 12, 31))
}

func spent() *refusal.Refused {
	return refusal.New(CodeSurveySpent, "这份问卷已经答过，每人只能答一次", "", "谢谢您的评价，不必再答")
}

// Asked is the survey that a code belongs to, while it can still be answered. It refuses as Answer does.
func (s *Service) Asked(tx unit.Tx, code string) (Survey, error) {
	one, found, err := s.Store.Invited(tx, s.codeIndex(code))
	if err != nil {
		return Survey{}, err
	}
	if !found {
		return Survey{}, noCode()
	}
	survey, err := s.survey(tx, one.Survey)
	if err != nil {
		return Survey{}, err
	}
	answered, err := s.answered(tx, survey.Asked, survey.From)
	if err != nil {
		return Survey{}, err
	}
	_, again := slices.BinarySearch(answered, one.Person)
	today, err := s.Today(tx)
	switch {
	case err != nil:
		return Survey{}, err
	case one.Spent:
		return Survey{}, spent()
	case again: // by another code
		return Survey{}, refusal.New(CodeSurveySpent, fmt.Sprintf("您已答过%d年度给%s的问卷，每人一年只答一次",
			survey.From.Year(), survey.Asked), "", "谢谢您的评价，不必再答")
	case survey.Closed != 0 || today > survey.Until:
		return Survey{}, refusal.New(CodeSurveyOver, "调查已于"+survey.Until.String()+"截止", "", "谢谢您的关注")
	}
	return survey, nil
}

// CloseSurvey ends a survey and enters what it found into the register of surveys, whose measures give it to the tables
// as evidence of grade D. It refuses as Survey.Closable does.
func (s *Service) CloseSurvey(ctx context.Context, by act.By, key string, id int64, document string) error {
	ctx, err := access.Allow(ctx, s.Access, by, access.WriteTables)
	if err != nil {
		return err
	}
	document = strings.TrimSpace(document)
	if document == "" {
		return refusal.Bad(CodeInput, "请填写调查报告文号")
	}
	_, err = s.once(ctx, by, entry{"selfeval.survey-closed", key, struct {
		Survey   int64
		Document string
	}{id, document}}, func(tx unit.Tx, _ int64, today civil.Date) (int64, error) {
		survey, err := s.survey(tx, id)
		if err != nil {
			return 0, err
		}
		if err := survey.Closable(today); err != nil {
			return 0, err
		}
		survey.Closed, survey.ClosedBy, survey.Document = today, by.Actor, document
		if err := s.Surveys.Enter(tx, survey); err != nil {
			return 0, err
		}
		return id, s.Store.CloseSurvey(tx, survey)
	})
	return err
}

// survey reads a survey. It refuses with CodeUnknown one that is not there.
func (s *Service) survey(tx unit.Tx, id int64) (Survey, error) {
	survey, found, err := s.Store.Survey(tx, id)
	if err == nil && !found {
		err = refusal.New(CodeUnknown, "调查不存在", "", "请从调查清单中选择")
	}
	return survey, err
}

// Drawn is a survey with whom it asks (抽中的人), as of a day.
type Drawn struct {
	Survey
	Today       civil.Date
	Invitations []Invitation
}

// Invitations reads a survey and whom it asks, each with the code to be handed to that person alone (发放问卷码). Whoever
// drew the people does not see their codes: they could answer in their place.
func (s *Service) Invitations(ctx context.Context, by act.By, id int64) (Drawn, error) {
	ctx, err := access.Allow(ctx, s.Access, by, access.HandOutCodes)
	if err != nil {
		return Drawn{}, err
	}
	var d Drawn
	err = s.Work.Read(ctx, func(tx unit.Tx) (err error) {
		if d.Survey, err = s.survey(tx, id); err != nil {
			return err
		}
		if err := access.Parted(by, "发放问卷码", access.Done{Step: "发起调查", By: d.DrawnBy}); err != nil {
			return err
		}
		if d.Today, err = s.Today(tx); err != nil {
			return err
		}
		d.Invitations, err = s.Store.Invitations(tx, id)
		return err
	})
	if err != nil {
		return Drawn{}, err
	}
	for i, one := range d.Invitations {
		code, err := s.Cipher.Open(one.Sealed, codePlace(id, one.No))
		if err != nil {
			return Drawn{}, fmt.Errorf("selfeval: open a code: %w", err)
		}
		d.Invitations[i].Code = string(code)
	}
	return d, nil
}
