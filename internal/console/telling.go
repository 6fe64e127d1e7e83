package console

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"guangsha/internal/base/refusal"
	"guangsha/internal/base/telltale"
	"guangsha/internal/base/uscc"
)

// uuid and hexadecimal are the forms of a request key that a program has made by chance, whatever digits it has. Of
// decimal digits alone nobody can say where they come from, however many there are.
var (
	uuid        = regexp.MustCompile(`^(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)
	hexadecimal = regexp.MustCompile(`^(?i)[0-9a-f]{24,}$`)
)

func made(key string) bool {
	return uuid.MatchString(key) || hexadecimal.MatchString(key) && strings.ContainsAny(key, "abcdefABCDEF")
}

// tells reports whether a part of a request that is kept as it stands, or that others keep, has a number of somebody in
// it. The code of an employer (统一社会信用代码) is none, even where its digits could be.
func tells(text string) bool {
	if made(text) || !telltale.Tells(text) {
		return false
	}
	_, err := uscc.Parse(strings.TrimSpace(text))
	return err != nil
}

// tellsKey is tells for a request key. Whether some digits are a number of somebody only their check digit says, which
// one key in ten has by chance: a client whose keys are digits would be refused now and then. So that it is always, or
// never, the length decides alone.
func tellsKey(key string) bool { return !made(key) && telltale.Resembles(key) }

// quiet refuses a request that tells a number of somebody where it would stay in clear. Addresses stay in the history
// of browsers and in the logs of whatever stands in between, request keys in the books.
func quiet(r *http.Request, given url.Values) error {
	if tellsKey(r.Header.Get("Idempotency-Key")) {
		return tellingKey()
	}
	for _, part := range strings.Split(r.URL.Path, "/") {
		if tells(part) {
			return tellingAddress()
		}
	}
	for name, values := range given {
		for _, v := range values {
			if slices.Contains(keptNames, name) && tellsKey(v) {
				return tellingKey()
			}
			if name != "cursor" && tells(v) {
				return tellingAddress()
			}
		}
	}
	return nil
}

func tellingKey() *refusal.Refused {
	return refusal.New(string(faultKey), faults[faultKey], "个人信息保护法第五十一条", "请换一个请求键再提交，例如随机生成的UUID")
}

func tellingAddress() *refusal.Refused {
	return refusal.New("console.address.telling", "网址会留在浏览记录和日志里，其中不能有公民身份号码、手机号码或银行卡号",
		"个人信息保护法第五十一条", "请改用账号、编号或名称查找；上传的文件请先改名")
}
