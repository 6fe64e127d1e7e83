package console

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"runtime/debug"
	"strings"
	"time"
	"unicode/utf8"

	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/refusal"
	"guangsha/internal/channel/counter/device"
)

// readTime is the longest that a request may read the books; a reading unit must end within it.
const readTime = 30 * time.Second

// contentPolicy lets the pages load from this server only, and ask the devices of the counter on the clerk's machine.
// No text that comes to stand in a page can bring a script or a style with it; the two pages that are one file each
// have their style in it, known by its digest.
var contentPolicy = "default-src 'self'; script-src 'self'; style-src 'self' " + styleDigest(docsText) + " " +
	styleDigest(publicText) + "; img-src 'self' data:; font-src 'self' data:; connect-src 'self' http://" +
	device.Address + "; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"

// styleDigest is how a content policy names the one style of a page.
func styleDigest(page string) string {
	_, style, _ := strings.Cut(page, "<style>")
	style, _, _ = strings.Cut(style, "</style>")
	sum := sha256.Sum256([]byte(style))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// secure puts before every answer what holds for all: headers, a trace, the names that the server answers to, and that
// no other site's page sends anything here.
func (c *Console) secure(next http.Handler) http.Handler {
	origin := http.NewCrossOriginProtection()
	origin.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c.write(w, r, refused(http.StatusForbidden, refusal.New("console.origin", "请求来自别的网站，不予受理", "", "请从本系统的页面操作")))
	}))
	inner := origin.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		watch := elapsed.Start()
		r = c.traced(r)
		ctx, cancel := context.WithTimeout(r.Context(), readTime)
		defer cancel()
		r = r.WithContext(context.WithValue(ctx, headKey{}, w.Header()))
		setHeaders(w.Header())
		if !loopback(r.Host) {
			c.write(w, r, refused(http.StatusMisdirectedRequest, refusal.New("console.host", "不认识请求中的主机名", "",
				"请用 http://127.0.0.1 加端口打开")))
			return
		}
		defer c.survive(w, r)
		if query, err := url.QueryUnescape(r.URL.RawQuery); err != nil || !isText(query) || !isText(r.URL.Path) {
			c.write(w, r, refused(http.StatusUnprocessableEntity, notText()))
			return
		}
		inner.ServeHTTP(w, r)
		// The pattern, never the address: what stands in an address may lead to a person.
		c.Log.Info("request", "trace", traceOf(ctx), "op", r.Pattern, "ms", watch.Elapsed().Milliseconds())
	})
}

// isText reports whether a text is one that a database can hold.
func isText(s string) bool { return utf8.ValidString(s) && !strings.ContainsRune(s, 0) }

func notText() *refusal.Refused {
	return refusal.New("console.not-text", "请求中有不是文字的内容", "", "请更正后再试")
}

// survive answers a request whose handler panicked, and lets the server go on.
func (c *Console) survive(w http.ResponseWriter, r *http.Request) {
	if p := recover(); p != nil {
		c.Log.Error("request panicked", "trace", traceOf(r.Context()), "op", r.Pattern, "cause", fmt.Sprint(p),
			"stack", string(debug.Stack()))
		c.write(w, r, busy())
	}
}

func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", contentPolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// loopback reports whether a host is this machine by a name that no outside party can point elsewhere, so that a page
// of another site cannot reach the books through a name of its own (DNS rebinding).
func loopback(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	if name == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && addr.IsLoopback()
}
