package selfeval

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"guangsha/internal/base/civil"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// Asked is whom a survey asks (调查对象).
type Asked uint8

// The groups that are asked. Each is found in the cases of a period.
const (
	AskBorrowers   Asked = iota + 1 // 贷款职工: to whom a loan was paid out
	AskWithdrawers                  // 提取职工: whose withdrawal was paid
)

// String is the group in Chinese, or empty.
func (a Asked) String() string {
	if a < AskBorrowers || a > AskWithdrawers {
		return ""
	}
	return [...]string{"贷款职工", "提取职工"}[a-AskBorrowers]
}

// Question is what the group is asked (问题).
func (a Asked) Question() string {
	if a.String() == "" {
		return ""
	}
	return [...]string{"您对住房公积金贷款办理的总体评价是？", "您对住房公积金提取办理的总体评价是？"}[a-AskBorrowers]
}

// Satisfaction is an answer (满意程度), the best first.
type Satisfaction uint8

// Satisfactions are the answers that can be given, in the order of the questionnaire.
var Satisfactions = [5]string{"很满意", "满意", "一般", "不满意", "很不满意"}

// Survey is a survey of people drawn from the cases of a period (抽样调查), and what has been answered.
type Survey struct {
	ID       int64
	Title    string
	Asked    Asked
	From, To civil.Date // 所问期间: whose cases the frame is made of, both days in it
	Until    civil.Date // 答卷截止日, the last day on which an answer is taken
	Framed   int64      // 抽样框: people who have such a case, each once
	Sent     int64      // 发放问卷: people drawn
	Drawn    civil.Date
	DrawnBy  string
	Answers  [len(Satisfactions)]int64 // by Satisfaction - 1
	Closed   civil.Date                // or zero
	ClosedBy string
	Document string // 调查报告文号, once it is closed
}

// Valid is how many have answered (有效问卷).
func (s Survey) Valid() (n int64) {
	for _, k := range s.Answers {
		n += k
	}
	return n
}

// Satisfied is how many of them are very satisfied or satisfied (很满意和满意).
func (s Survey) Satisfied() int64 { return s.Answers[0] + s.Answers[1] }

// Closable reports what stands against entering what a survey found (登记调查结果): while answers may still come it
// refuses with CodeSurveyOpen, so that nobody stops a survey at the moment that pleases; so it does when nobody has
// answered.
func (s Survey) Closable(today civil.Date) error {
	switch {
	case s.Closed != 0:
		return refusal.New(CodeSurveyOver, "调查已于"+s.Closed.String()+"登记结果", "", "不必再登记")
	case s.Valid() < s.Sent && today <= s.Until:
		return refusal.New(CodeSurveyOpen, fmt.Sprintf("截止日%s以前还会有人答卷，已答%d份，共%d份",
			s.Until, s.Valid(), s.Sent), "", "请在截止日以后登记结果")
	case s.Valid() == 0:
		return refusal.New(CodeSurveyOpen, "没有有效问卷，不能登记结果", "", "请另行发起调查")
	}
	return nil
}

// Invitation is the questionnaire of a person who was drawn (问卷). It says whether it was answered and never how.
type Invitation struct {
	No     int
	Person int64
	Name   string // of the person, as it is read
	Member string // one account number of the person, as it is read
	Code   string // 问卷码, by which the person answers once
	Sealed []byte // the code as it is kept
	Index  []byte // its blind index
	Spent  bool
}

// Invited is what a code leads to.
type Invited struct {
	Survey, Person int64
	Spent          bool
}

// SurveyStore keeps surveys. Every method acts inside tx and sees what tx has written.
type SurveyStore interface {
	// Frame lists the people with a case of a group in a span of days, each once, in the order of their ids.
	Frame(tx unit.Tx, a Asked, from, to civil.Date) ([]int64, error)
	// AddSurvey writes a survey with its invitations.
	AddSurvey(tx unit.Tx, s Survey, list []Invitation) error
	// Surveys lists them, the latest first; Survey reads one.
	Surveys(tx unit.Tx) ([]Survey, error)
	Survey(tx unit.Tx, id int64) (s Survey, found bool, err error)
	// Invitations lists those of a survey with names and account numbers, in their order.
	Invitations(tx unit.Tx, survey int64) ([]Invitation, error)
	// Invited finds the invitation of a code by its index.
	Invited(tx unit.Tx, index []byte) (one Invited, found bool, err error)
	// Answered lists the people who answered a survey of a group about days of a span, in the order of their ids.
	Answered(tx unit.Tx, a Asked, from, to civil.Date) ([]int64, error)
	// Answer spends a code and counts its answer. It reports false and does nothing when the code was spent.
	Answer(tx unit.Tx, survey int64, index []byte, given Satisfaction) (bool, error)
	// CloseSurvey writes when, by whom and with which document a survey was closed.
	CloseSurvey(tx unit.Tx, s Survey) error
}

// SurveyRegister counts what surveys found, wherever they were held. Enter acts inside tx and refuses a document that
// has been entered for the same group.
type SurveyRegister interface {
	Enter(tx unit.Tx, s Survey) error
}

// maxSurvey is the most people that a survey may draw (发放问卷的上限).
const maxSurvey = 2000

// Draw asks for a survey (发起调查).
type Draw struct {
	Title    string
	Asked    Asked
	From, To civil.Date
	Until    civil.Date
	Size     int // people to draw; all of the frame when it has fewer
}

func (d Draw) check(today civil.Date) error {
	var bad checks
	title := strings.TrimSpace(d.Title)
	bad.require(title != "" && utf8.RuneCountInString(title) <= 40, "请填写调查名称，至多40字")
	bad.require(d.Asked.String() != "", "请选择调查对象：贷款职工或提取职工")
	bad.require(d.From > 0 && d.To >= d.From, "请填写所问期间的起止日期，止日不能早于起日")
	bad.require(d.From.Year() == d.To.Year(), "所问期间不能跨年度，请按年度分别调查")
	bad.require(d.To <= today, "所问期间的止日不能晚于当前营业日")
	bad.require(d.Until > today, "答卷截止日应晚于当前营业日")
	bad.require(d.Size > 0 && d.Size <= maxSurvey, fmt.Sprintf("抽取人数应在1到%d之间", maxSurvey))
	return bad.err()
}

// The codes of the refusals about surveys.
const (
	CodeSurveyCode  = "selfeval.survey.code"
	CodeSurveySpent = "selfeval.survey.spent"
	CodeSurveyOver  = "selfeval.survey.over"
	CodeSurveyOpen  = "selfeval.survey.open"
	CodeSurveyFrame = "selfeval.survey.frame"
)

func noCode() *refusal.Refused {
	return refusal.New(CodeSurveyCode, "没有这份问卷", "", "请核对问卷码，或与中心联系")
}
