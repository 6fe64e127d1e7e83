package console

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"guangsha/internal/access"
	"guangsha/internal/base/refusal"
	"guangsha/internal/own"
)

// problem is an answer that says no or that something failed (RFC 9457).
type problem struct {
	Type   string `json:"type" doc:"问题种类"`
	Title  string `json:"title" doc:"一句话，不含个人信息"`
	Status int    `json:"status"`
	Code   string `json:"code" doc:"稳定的代码"`
	Next   string `json:"next" doc:"下一步"`
	Basis  string `json:"basis" doc:"依据"`
	Trace  string `json:"trace" doc:"跟踪号"`
}

// Error implements error.
func (p *problem) Error() string { return p.Title }

// GetStatus implements huma.StatusError.
func (p *problem) GetStatus() int { return p.Status }

// ContentType implements huma.ContentTypeFilter.
func (p *problem) ContentType(string) string { return contentProblem }

const contentProblem = "application/problem+json"

var _ huma.StatusError = (*problem)(nil)

// lost is a refusal about something that an address names and that is not there.
type lost struct {
	error
	next string // instead of the refusal's own, which is written for somebody who fills in a form
}

// Unwrap gives the refusal.
func (l lost) Unwrap() error { return l.error }

// notFound makes a refusal an answer of 404.
func notFound(err error) error {
	if refusal.Of(err) == nil {
		return err
	}
	return lost{err, "地址中的编号可能抄错了，请从清单中查找"}
}

// no refuses what is not there.
func no(what, next string) error {
	return lost{refusal.New("console.not-found", "没有"+what, "", next), next}
}

func unknownRoute() *problem {
	return refused(http.StatusNotFound, refusal.New("console.route", "没有这个接口", "", "请刷新页面；仍不行请联系维护人员"))
}

func refused(status int, r *refusal.Refused) *problem {
	return &problem{Type: "urn:guangsha:" + r.Code, Title: r.Error() + "。", Status: status, Code: r.Code, Next: r.Next,
		Basis: r.Basis}
}

// statusClosed is written when the browser has gone; nobody reads it.
const statusClosed = 499

// problem is what a page is told of an error. A failure is logged with its cause; the page gets its trace number.
func (c *Console) problem(ctx context.Context, err error) *problem {
	var p *problem
	var gone lost
	r := refusal.Of(err)
	switch {
	case r != nil && errors.As(err, &gone):
		p = refused(http.StatusNotFound, r)
		p.Next = gone.next
	case r != nil && errors.As(err, new(coded)):
		p = refused(http.StatusUnsupportedMediaType, r)
	case r != nil:
		p = refused(statusOf(r.Code), r)
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		p = refused(statusClosed, refusal.New("console.closed", "请求已取消", "", ""))
	default:
		c.Log.Error("request failed", "trace", traceOf(ctx), "cause", err.Error())
		p = busy()
	}
	p.Trace = traceOf(ctx)
	return p
}

// statusOf is the status of a refusal that is not about what an address names.
func statusOf(code string) int {
	switch code {
	case access.CodeSession, access.CodeSignature, own.CodeEnded:
		return http.StatusUnauthorized
	case access.CodeDenied, access.CodeUnknown:
		return http.StatusForbidden
	case access.CodeNobody:
		return http.StatusNotFound
	case codeLarge:
		return http.StatusRequestEntityTooLarge
	case codeTooOften:
		return http.StatusTooManyRequests
	}
	return http.StatusUnprocessableEntity
}

func busy() *problem {
	return refused(http.StatusInternalServerError, refusal.New("console.failed", "系统繁忙", "",
		"请稍后再试；仍不行请将跟踪号告诉维护人员"))
}

// malformed is what huma found wrong with a request before any handler saw it.
func malformed(status int, message string, known []*huma.Param, errs []error) *problem {
	switch {
	case message == "request body is required":
		return refused(http.StatusUnprocessableEntity, refusal.New("console.empty", "没有收到内容，文件可能是空的", "", "请重新选择文件"))
	case status == http.StatusRequestEntityTooLarge:
		return refused(status, refusal.New("console.too-large", "文件超过5兆字节，不像是一份自评表", "", "请只保留自评表本身再试"))
	case status == http.StatusUnsupportedMediaType:
		return refused(status, refusal.New("console.body.type", "请求内容的类型不能读", "", "请用application/json"))
	case status == http.StatusRequestTimeout:
		return refused(status, refusal.New("console.slow", "文件没有传完", "", "请重新选择文件"))
	}
	if status >= http.StatusInternalServerError {
		return busy()
	}
	where := "请求"
	for _, err := range errs {
		d, ok := err.(huma.ErrorDetailer)
		if !ok {
			continue
		}
		if said, known := faults[fault(d.ErrorDetail().Message)]; known {
			return refused(http.StatusBadRequest, refusal.New(d.ErrorDetail().Message, said, "", "请更正后再试"))
		}
		if strings.HasPrefix(d.ErrorDetail().Location, "path.") { // an address that nothing can have
			return refused(http.StatusNotFound, refusal.New("console.not-found", "没有这个编号", "", "请从清单中查找"))
		}
		if name, inQuery := strings.CutPrefix(d.ErrorDetail().Location, "query."); inQuery {
			where = "查询条件“" + called(name, known) + "”"
			break
		}
		if d.ErrorDetail().Location != "" {
			where = "所填内容"
		}
	}
	return refused(status, refusal.New("console.malformed", where+"不正确", "", "请更正后再试"))
}

// called is what a parameter is called where it is described, up to what is said of its values.
func called(name string, known []*huma.Param) string {
	name, _, _ = strings.Cut(name, "[") // of a list, the place within it
	for _, p := range known {
		if p.Name == name && p.Description != "" {
			said, _, _ := strings.Cut(p.Description, "，")
			return said
		}
	}
	return name
}

// write answers a request that no route took.
func (c *Console) write(w http.ResponseWriter, r *http.Request, p *problem) {
	p.Trace = traceOf(r.Context())
	w.Header().Set("Content-Type", contentProblem)
	w.WriteHeader(p.Status)
	if err := json.NewEncoder(w).Encode(p); err != nil {
		c.Log.Info("answer not written", "trace", p.Trace, "cause", err.Error())
	}
}

type traceKey struct{}

// traced gives a request a trace number.
func (c *Console) traced(r *http.Request) *http.Request {
	var b [8]byte
	if _, err := io.ReadFull(c.Random, b[:]); err != nil {
		c.Log.Error("no randomness for a trace", "cause", err.Error())
	}
	return r.WithContext(context.WithValue(r.Context(), traceKey{}, hex.EncodeToString(b[:])))
}

func traceOf(ctx context.Context) string {
	trace, _ := ctx.Value(traceKey{}).(string)
	return trace
}
