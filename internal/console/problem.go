package console

import (
	"errors"

	"github.com/danielgtaylor/huma/v2"
)

// problem is an answer that says no or that something failed (RFC 9457).
type problem struct {
	Type   string `json:"type" doc:"问题种类"`
	Title  string `json:"title" doc:"一句话"`
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
func (p *problem) ContentType(string) string { return "application/problem+json" }

var errUnbuilt = errors.New("console: not built")

var _ huma.StatusError = (*problem)(nil)
