package platform

import (
	"encoding/json"
	"slices"

	"guangsha/internal/workorder"
)

// orders is what a simulator has of work orders (12345模拟器): rounds without a receipt in whatever text, the receipts,
// and the answers, each once.
type orders struct {
	waiting  []rawOrder
	receipts []workorder.Receipt
	answers  []workorder.Reply
}

type rawOrder struct {
	orderName
	text string
}

// Call is somebody who called: an order that is handed on to the centre, or handed on anew.
func (s *Simulator) Call(in workorder.Incoming) {
	text, err := json.Marshal(order{orderName{in.No, in.Round}, in.Kind, caller{in.Said.Name, in.Said.Mobile},
		in.Said.Text, in.Said.Why, in.Due})
	if err != nil {
		panic("platform: an order is no plain data: " + err.Error())
	}
	s.CallAs(in.No, in.Round, string(text))
}

// CallAs is an order in whatever text.
func (s *Simulator) CallAs(no string, round int, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.orders.waiting = append(s.orders.waiting, rawOrder{orderName{no, round}, text})
}

// Receipts are what it was told of orders that it handed on, Answers the answers that it has, each once.
func (s *Simulator) Receipts() []workorder.Receipt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.orders.receipts)
}

// Answers are the answers that it has, each once.
func (s *Simulator) Answers() []workorder.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.orders.answers)
}

// order acts on what was asked of work orders.
func (s *Simulator) order(path string, body []byte) (out any, known bool) {
	switch path {
	case pathOrders:
		var p page
		if json.Unmarshal(body, &p) != nil {
			return nil, false
		}
		return s.called(p.Limit), true
	case pathOrder:
		var n orderName
		i := -1
		if json.Unmarshal(body, &n) == nil {
			other := s.faults.Other
			i = slices.IndexFunc(s.orders.waiting, func(r rawOrder) bool { return (r.orderName == n) != other })
		}
		if i < 0 {
			return nil, false
		}
		return plain(s.orders.waiting[i].text), true
	case pathKept:
		var k kept
		if json.Unmarshal(body, &k) != nil {
			return nil, false
		}
		r := workorder.Receipt{Name: workorder.Name(k.orderName), Words: k.Words}
		if !slices.Contains(s.orders.receipts, r) {
			s.orders.receipts = append(s.orders.receipts, r)
		}
		s.orders.waiting = slices.DeleteFunc(s.orders.waiting,
			func(r rawOrder) bool { return r.orderName == k.orderName })
		return struct{}{}, true
	case pathAnswer:
		var a answered
		if json.Unmarshal(body, &a) != nil {
			return nil, false
		}
		return s.answeredBy(workorder.Reply{Name: workorder.Name(a.orderName), Text: a.Text}), true
	}
	return nil, false
}

// called are the rounds without a receipt, in whatever order and however often.
func (s *Simulator) called(limit int) []orderName {
	list := []orderName{}
	for _, r := range s.orders.waiting[:min(limit, len(s.orders.waiting))] {
		list = append(list, r.orderName)
	}
	if s.faults.Twice {
		list = append(list, list...)
	}
	if s.faults.Backward {
		slices.Reverse(list)
	}
	return list
}

// answeredBy keeps an answer that it has not.
func (s *Simulator) answeredBy(r workorder.Reply) answer {
	out := answer{ID: r.No, Result: taken}
	why, refused := s.faults.Refuses[r.No]
	switch {
	case refused:
		out.Result = why
	case slices.ContainsFunc(s.orders.answers, func(a workorder.Reply) bool { return a.Name == r.Name }):
		out.Result = repeated
	default:
		s.orders.answers = append(s.orders.answers, r)
	}
	return out
}
