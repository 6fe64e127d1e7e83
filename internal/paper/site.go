package paper

import (
	"net/url"
	"strings"

	"guangsha/internal/base/refusal"
)

// CodeSite is the code of the refusal of an address that cannot stand on a paper.
const CodeSite = "paper.site"

// maxSite is how long the address of a site is at most: what a phone still reads off thirty millimetres of paper.
const maxSite = 100

// Site is the address of the centre's public pages (公众网站), as it stands in the two-dimensional code of a paper; empty
// for a centre without one, whose papers have the code in text alone.
type Site string

// ParseSite reads the address of a site and refuses what would lead a phone elsewhere, or nowhere.
func ParseSite(text string) (Site, error) {
	if text == "" {
		return "", nil
	}
	bad := refusal.Bad(CodeSite, "公众网站的地址应形如 https://gjj.example.gov.cn，不带用户名、参数和“#”，不超过100个字符")
	at, err := url.Parse(text)
	foreign := func(r rune) bool { return r <= ' ' || r > '~' || strings.ContainsRune(`?#\`, r) }
	if err != nil || len(text) > maxSite || at.Hostname() == "" || at.User != nil ||
		strings.ContainsFunc(text, foreign) {
		return "", bad
	}
	here := at.Hostname() == "127.0.0.1" || at.Hostname() == "localhost" // where the program is tried out
	if at.Scheme != "https" && (at.Scheme != "http" || !here) {
		return "", refusal.Bad(CodeSite, "公众网站的地址应以https://开头；只有在本机试用时可以用http://127.0.0.1")
	}
	return Site(strings.TrimRight(text, "/")), nil
}

// Verify is where whoever holds a paper sees whether it is genuine. The code stands behind #, which no browser sends
// and no log keeps.
func (s Site) Verify(code Code) string { return string(s) + "/verify#" + code.String() }
