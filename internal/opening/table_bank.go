package opening

// bankTable is 银行专户. 专户序号, the small number by which the books know the account, and 账户余额 are this
// product's own.
var bankTable = Table{Code: "YHZH", Name: "银行专户", Standard: "9.0.3", Staging: "bank", Key: "number",
	Owner: accounting, Need: true, Fields: []Field{
		{Code: "ZHXH", Name: "专户序号", Column: "id", Kind: Whole, Need: true},
		{Code: "YHZHHM", Name: "银行专户号码", Column: "number", Kind: Text, Need: true},
		{Code: "YHZHMC", Name: "银行专户名称", Column: "name", Kind: Text, Need: true},
		{Code: "YHMC", Name: "银行名称", Column: "bank", Kind: Text, Need: true},
		{Code: "ZHXZ", Name: "专户性质", Column: "nature", Kind: Code, Need: true,
			List: []string{fundNature + " 住房公积金存款户", surplusNature + " 增值收益户"}},
		{Code: "YE", Name: "账户余额", Column: "balance", Kind: Amount, Need: true, Most: mostOfAll},
	}}

// The natures of bank accounts (专户性质).
const (
	fundNature    = "01"
	surplusNature = "03"
)
