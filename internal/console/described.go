package console

import (
	"net/http"

	"github.com/danielgtaylor/huma/v2"
)

// The ways of showing who asks (安全方案), as the description names them.
const (
	schemeSession = "session"
	schemePartner = "partner"
	schemeMember  = "member"
)

// schemes are what the description says of them.
var schemes = map[string]*huma.SecurityScheme{
	schemeSession: {Type: "apiKey", In: "cookie", Name: cookie,
		Description: "登录后的会话。登录接口用Set-Cookie给出，HttpOnly、SameSite=Strict；久不用或时间过长即失效。" +
			"能问什么由岗位决定，见各接口的x-permission和x-scope。"},
	schemeMember: {Type: "apiKey", In: "cookie", Name: ownCookie,
		Description: "缴存人用短信验证码登录后的会话，只能用于/api/my下的接口，只看得到本人的信息；30分钟不用或满8小时即失效。"},
	schemePartner: {Type: "apiKey", In: "header", Name: "Authorization",
		Description: "合作机构用SM2给每个请求签名：" + signedScheme + "key=密钥编号, time=Unix秒, nonce=随机数, " +
			"signature=签名的base64。签的是方法、地址（含查询条件）、请求内容的SM3、时间和随机数，时差至多5分钟，" +
			"随机数只能用一次；写法和示例见/api/docs。能问什么由密钥的权限范围决定。"},
}

// complete adds to the description what holds of routes by their declaration: how whoever asks is known, and that each
// answer to a question has a tag by which it need not be sent again.
func (c *Console) complete(api *huma.OpenAPI) {
	if !c.alone {
		api.Components.SecuritySchemes = schemes
	}
	for _, route := range Routes {
		item := api.Paths[route.Path]
		if item == nil {
			continue // of the tables alone
		}
		op := item.Get
		if route.Method == http.MethodPost {
			op = item.Post
		}
		op.Security = []map[string][]string{{schemeSession: {}}, {schemePartner: {}}}
		if route.Members {
			op.Security = []map[string][]string{{schemeMember: {}}}
		}
		if c.alone || route.Public {
			op.Security = []map[string][]string{{}} // nobody needs to be known
		}
		if route.Method != http.MethodGet {
			continue
		}
		op.Parameters = append(op.Parameters, &huma.Param{Name: "If-None-Match", In: "header",
			Description: "已有的答复的ETag；没有变化时只答304", Schema: &huma.Schema{Type: huma.TypeString}})
		op.Responses["200"].Headers = map[string]*huma.Header{"ETag": {Description: "这份答复的标记",
			Schema: &huma.Schema{Type: huma.TypeString}}}
		op.Responses["304"] = &huma.Response{Description: "与已有的答复相同，没有内容"}
	}
}
