package platform

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"

	"guangsha/internal/base/number"
	"guangsha/internal/base/secret"
	"guangsha/internal/cases"
)

// Simulator is a platform that reaches nobody (政务服务平台模拟器、12345模拟器), over the wire like the real one. It has each
// notice once, and hands what people said to it out until that is acknowledged. It is safe for concurrent use.
type Simulator struct {
	key secret.MAC

	mu      sync.Mutex
	notices []Heard
	inbox   []said
	waiting []handed
	replies map[string][]cases.Reply
	orders  orders
	faults  Faults
}

// handed is an application that somebody handed in there and that has no reply, as it goes over the wire, with its
// files.
type handed struct {
	no    string
	text  string
	files map[string][]byte
}

// Heard is a notice that it has.
type Heard struct {
	ID, Code, Number, Stage, State, Step, Applicant string
	Entry, Stars                                    int
}

// Faults are what goes wrong with it, as with real ones.
type Faults struct {
	Lose     int                // so many answers are lost after it has acted on what was asked
	Deaf     int                // so many notices it neither takes nor answers
	Refuses  map[string]string  // items, and orders, that it does not take notices or answers of, with its word for why
	Shuffle  func(ids []string) // the order in which it hands out what people said
	Twice    bool               // it hands everything out twice
	Backward bool               // it hands orders out the latest first
	Unsigned bool               // somebody else answers in its place
	Other    bool               // asked for an application or a file, it gives another
}

// plain is an answer that need not be JSON.
type plain string

// NewSimulator is a platform that has heard nothing yet.
func NewSimulator(key secret.MAC) *Simulator {
	return &Simulator{key: key, replies: map[string][]cases.Reply{}}
}

// Fail sets what goes wrong from now on.
func (s *Simulator) Fail(f Faults) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.faults = f
}

// Rate is somebody who rates a case on the platform.
func (s *Simulator) Rate(id, caseNo string, stars int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inbox = append(s.inbox, said{id, caseNo, stars})
}

// Notices are what it has heard, each once, in the order in which it did.
func (s *Simulator) Notices() []Heard {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.notices)
}

// Apply is somebody who hands an application in on the platform, with its files.
func (s *Simulator) Apply(a cases.Applied, files map[string][]byte) {
	out := applied{No: a.No, Code: a.Code, Account: string(a.Account), Form: a.Typed,
		Applicant: identity{a.Who.Name, a.Who.IDNo, a.Who.Mobile, a.Who.Level}}
	for _, m := range a.Materials {
		out.Materials = append(out.Materials, attached(m))
	}
	text, err := json.Marshal(out)
	if err != nil {
		panic("platform: an application is no plain data: " + err.Error())
	}
	s.ApplyAs(a.No, string(text), files)
}

// ApplyAs is an application in whatever text.
func (s *Simulator) ApplyAs(no, text string, files map[string][]byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.waiting = append(s.waiting, handed{no, text, files})
}

// Replies are what it was told of an application, each once: more than one is a contradiction.
func (s *Simulator) Replies(no string) []cases.Reply {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.replies[no])
}

// Unanswered is how many applications have no reply.
func (s *Simulator) Unanswered() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.waiting)
}

// Waiting is how much of what people said is not acknowledged.
func (s *Simulator) Waiting() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.inbox)
}

// ServeHTTP implements http.Handler.
func (s *Simulator) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxAnswer))
	mine := signed(s.key, "ask", r.URL.Path, body)
	if err != nil || !secret.Equal([]byte(r.Header.Get(headerSignature)), []byte(mine)) {
		http.Error(w, "签名不符", http.StatusForbidden)
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	out, known := s.answer(r.URL.Path, body)
	text, err := json.Marshal(out)
	if whatever, raw := out.(plain); raw {
		text, err = []byte(whatever), nil
	}
	switch {
	case !known || err != nil:
		http.Error(w, "没有这个接口", http.StatusNotFound)
		return
	case s.faults.Lose > 0:
		s.faults.Lose--
		http.Error(w, "网关超时", http.StatusGatewayTimeout)
		return
	}
	if !s.faults.Unsigned {
		w.Header().Set(headerSignature, signed(s.key, "answer", r.URL.Path, text))
	}
	_, _ = w.Write(text) // who does not wait for the answer asks again
}

// answer acts on what was asked.
func (s *Simulator) answer(path string, body []byte) (out any, known bool) {
	switch path {
	case pathNotices:
		var list []notice
		if json.Unmarshal(body, &list) != nil {
			return nil, false
		}
		return s.take(list), true
	case pathInbox:
		return s.handedOut(), true
	case pathSeen:
		var ids []string
		if json.Unmarshal(body, &ids) != nil {
			return nil, false
		}
		s.inbox = slices.DeleteFunc(s.inbox, func(m said) bool { return slices.Contains(ids, m.ID) })
		return []struct{}{}, true
	}
	return s.applications(path, body)
}

// applications acts on what was asked of applications.
func (s *Simulator) applications(path string, body []byte) (out any, known bool) {
	var of wanted
	switch path {
	case pathWaiting:
		var p page
		if json.Unmarshal(body, &p) != nil {
			return nil, false
		}
		return s.unanswered(p.Limit), true
	case pathApplied, pathFile:
		i := -1
		if json.Unmarshal(body, &of) == nil {
			i = slices.IndexFunc(s.waiting, func(h handed) bool { return (h.no == of.No) != s.faults.Other })
		}
		if i < 0 {
			return nil, false
		}
		if path == pathApplied {
			return plain(s.waiting[i].text), true
		}
		bytes, there := s.waiting[i].files[of.File]
		of.No = s.waiting[i].no
		return content{of, bytes}, there
	case pathReply:
		var r reply
		if json.Unmarshal(body, &r) != nil {
			return nil, false
		}
		if one := (cases.Reply{No: r.No, Number: number.CaseNo(r.Number), Words: r.Words}); !slices.Contains(
			s.replies[r.No], one) {
			s.replies[r.No] = append(s.replies[r.No], one)
		}
		s.waiting = slices.DeleteFunc(s.waiting, func(h handed) bool { return h.no == r.No })
		return struct{}{}, true
	}
	return s.order(path, body)
}

// unanswered are the numbers of applications without a reply, in whatever order and however often.
func (s *Simulator) unanswered(limit int) []string {
	list := []string{}
	for _, h := range s.waiting[:min(limit, len(s.waiting))] {
		list = append(list, h.no)
	}
	if s.faults.Twice {
		list = append(list, list...)
	}
	if s.faults.Shuffle != nil {
		s.faults.Shuffle(list)
	}
	return list
}

// take keeps notices that it has not.
func (s *Simulator) take(list []notice) []answer {
	answers := []answer{}
	for _, n := range list {
		if s.faults.Deaf > 0 {
			s.faults.Deaf--
			continue
		}
		why, refused := s.faults.Refuses[n.Code]
		a := answer{ID: n.ID, Result: taken}
		switch {
		case refused:
			a.Result = why
		case slices.ContainsFunc(s.notices, func(h Heard) bool { return h.ID == n.ID }):
			a.Result = repeated
		default:
			s.notices = append(s.notices, Heard{ID: n.ID, Code: n.Code, Number: n.Number, Stage: n.Stage,
				State: n.State, Step: n.Step, Applicant: n.Applicant, Entry: n.Entry, Stars: n.Stars})
		}
		answers = append(answers, a)
	}
	return answers
}

// handedOut is what people said, in whatever order and however often.
func (s *Simulator) handedOut() []said {
	list := slices.Clone(s.inbox)
	if s.faults.Twice {
		list = append(list, s.inbox...)
	}
	if s.faults.Shuffle != nil {
		byID := map[string]said{}
		ids := make([]string, len(list))
		for i, m := range list {
			ids[i], byID[m.ID] = m.ID, m
		}
		s.faults.Shuffle(ids)
		for i, id := range ids {
			list[i] = byID[id]
		}
	}
	if list == nil {
		list = []said{}
	}
	return list
}
