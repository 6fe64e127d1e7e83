package console

// PasskeyItem is a passkey of whoever asks (通行密钥).
type PasskeyItem struct {
	ID    int64  `json:"id"`
	Title string `json:"title" doc:"本人起的名字"`
	Since string `json:"since" doc:"登记日"`
	Used  string `json:"used" doc:"最近一次用它登录的日期，没有用过为空"`
}

type offerPasskeyIn struct {
	Body struct {
		Factor string `json:"factor" maxLength:"6" doc:"当前的动态验证码，用后作废"`
	}
}

// passkeyOffer is what a browser makes a passkey with.
type passkeyOffer struct {
	Challenge  string   `json:"challenge" doc:"挑战，base64url，五分钟内答复一次"`
	Site       string   `json:"site" doc:"通行密钥所属的主机名"`
	User       string   `json:"user" doc:"设备对此人的称呼，base64url"`
	Code       string   `json:"code" doc:"工号"`
	Known      []string `json:"known" doc:"此人已有的通行密钥，base64url"`
	Algorithms []int64  `json:"algorithms" doc:"可用的算法，COSE编号"`
}

type addPasskeyIn struct {
	Body struct {
		Title       string `json:"title" maxLength:"40" doc:"给它起的名字"`
		Credential  string `json:"credential" maxLength:"1400" doc:"通行密钥的编号，base64url"`
		Client      []byte `json:"client" maxLength:"4000" doc:"客户端数据，base64"`
		Attestation []byte `json:"attestation" maxLength:"10000" doc:"登记数据，base64"`
	}
}

type passkeyOf struct {
	ID int64 `path:"id" minimum:"1" doc:"通行密钥的编号"`
}

type passkeyChallenge struct {
	Challenge string `json:"challenge" doc:"挑战，base64url，五分钟内答复一次"`
	Site      string `json:"site" doc:"通行密钥所属的主机名"`
}

type signedByPasskey struct {
	Body struct {
		Credential string `json:"credential" maxLength:"1400" doc:"通行密钥的编号，base64url"`
		Client     []byte `json:"client" maxLength:"4000" doc:"客户端数据，base64"`
		Device     []byte `json:"device" maxLength:"2000" doc:"设备数据，base64"`
		Signature  []byte `json:"signature" maxLength:"2000" doc:"签名，base64"`
		User       []byte `json:"user" maxLength:"200" doc:"设备对此人的称呼，base64"`
	}
}
