package main

import (
	"context"
	"fmt"
	"net/http"

	"guangsha/internal/access"
	"guangsha/internal/base/idno"
)

const password = "Lan-Tian-2024-Bai"

// person is somebody who is signed in.
type person struct{ code, cookie string }

// slip is what somebody enrols with (登记凭条).
type slip struct{ Code, Security, Systems string }

// hire sets the centre up and brings clerks and approvers in, as many of each, who are signed in then.
func (s *server) hire(ctx context.Context, n int) (staff []person, err error) {
	founder := func(code string, n int) map[string]string {
		return map[string]string{"code": code, "name": "示例管理员", "idNo": invented(n), "office": "01"}
	}
	var founders struct{ Items []slip }
	form := map[string]any{"code": s.code, "systems": founder("sys-1", 1), "security": founder("sec-1", 2),
		"auditing": founder("aud-1", 3)}
	if err := s.post(ctx, "/api/set-up", "", form, &founders); err != nil {
		return nil, err
	}
	in := map[string]person{}
	for _, f := range founders.Items {
		if in[f.Code], err = s.enter(ctx, f); err != nil {
			return nil, err
		}
	}
	s.security, s.systems = in["sec-1"], in["sys-1"]
	for i := range n {
		role := []string{"clerk", "approver"}[i%2]
		one, err := s.join(ctx, fmt.Sprintf("%s-%d", role, i/2+1), role, 10+i)
		if err != nil {
			return nil, err
		}
		staff = append(staff, one)
	}
	return staff, nil
}

// join brings somebody in: one administrator proposes, another confirms, each gives half a slip.
func (s *server) join(ctx context.Context, code, role string, n int) (p person, err error) {
	security, systems := s.security, s.systems
	now, err := s.now(ctx)
	if err != nil {
		return p, err
	}
	if err := s.post(ctx, "/api/changes", security.cookie, map[string]any{"kind": 1, "code": code, "name": "示例职员",
		"idNo": invented(n), "office": "01", "since": now.Date().String(),
		"posts": []map[string]string{{"role": role, "branch": "01"}}}, nil); err != nil {
		return p, err
	}
	var open struct{ Items []struct{ ID, Person string } }
	if _, err := s.send(ctx, http.MethodGet, "/api/changes?limit=1", security.cookie, nil, &open); err != nil {
		return p, err
	}
	if len(open.Items) != 1 || open.Items[0].Person != code {
		return p, fmt.Errorf("the latest change is not that of %s", code)
	}
	if err := s.post(ctx, "/api/changes/"+open.Items[0].ID+"/confirm", systems.cookie, struct{}{}, nil); err != nil {
		return p, err
	}
	half := slip{Code: code}
	var given slip
	if err := s.post(ctx, "/api/people/"+code+"/slip/security", security.cookie, struct{}{}, &given); err != nil {
		return p, err
	}
	half.Security = given.Security
	if err := s.post(ctx, "/api/people/"+code+"/slip/systems", systems.cookie, struct{}{}, &given); err != nil {
		return p, err
	}
	half.Systems = given.Systems
	return s.enter(ctx, half)
}

// enter enrols somebody and signs them in, with the code that their device shows next.
func (s *server) enter(ctx context.Context, with slip) (p person, err error) {
	var offered struct{ Secret string }
	form := map[string]string{"code": with.Code, "security": with.Security, "systems": with.Systems}
	if err := s.post(ctx, "/api/enrol/factor", "", form, &offered); err != nil {
		return p, err
	}
	device := access.SecretText{Text: offered.Secret}
	now, err := s.now(ctx)
	if err != nil {
		return p, err
	}
	if form["factor"], err = device.Code(now); err != nil {
		return p, err
	}
	form["password"] = password
	if err := s.post(ctx, "/api/enrol", "", form, nil); err != nil {
		return p, err
	}
	next, err := device.Code(now + 30_000_000)
	if err != nil {
		return p, err
	}
	answer, err := s.send(ctx, http.MethodPost, "/api/sign-in", "", map[string]string{"code": with.Code,
		"password": password, "factor": next}, nil)
	if err != nil {
		return p, err
	}
	for _, c := range answer.Cookies() {
		p = person{with.Code, c.Name + "=" + c.Value}
	}
	return p, nil
}

// invented is the valid number of nobody.
func invented(n int) string {
	head := fmt.Sprintf("64990119500101%03d", n)
	return head + string(idno.CheckDigit(head))
}
