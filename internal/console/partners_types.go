package console

// PartnerKeyItem is a key by which a partner signs its requests (合作机构的签名密钥).
type PartnerKeyItem struct {
	ID       int64  `json:"id" doc:"密钥编号，签名时要写"`
	Code     string `json:"code" doc:"合作机构编号"`
	Title    string `json:"title" doc:"机构名称"`
	Role     string `json:"role" doc:"权限范围代码"`
	RoleName string `json:"roleName" doc:"权限范围名称"`
	Public   string `json:"public" doc:"SM2公钥，十六进制"`
	State    string `json:"state" doc:"状态"`
	Open     bool   `json:"open" doc:"待确认"`
	InForce  bool   `json:"inForce" doc:"已生效"`
	Maker    string `json:"maker" doc:"登记人"`
	Checker  string `json:"checker" doc:"确认或停用的人"`
	Day      string `json:"day" doc:"登记日"`
}

type partnerKeyIn struct {
	Key  string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"64" doc:"请求键，重复提交时不变"`
	Body struct {
		Code   string `json:"code" maxLength:"20" doc:"合作机构编号"`
		Title  string `json:"title" maxLength:"60" doc:"机构名称"`
		Role   string `json:"role" maxLength:"40" doc:"权限范围代码"`
		Public string `json:"public" maxLength:"200" doc:"SM2公钥：04开头的130位十六进制"`
	}
}

type partnerKeyOf struct {
	ID int64 `path:"id" minimum:"1" doc:"密钥编号"`
}
