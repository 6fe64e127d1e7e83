package withdrawal

import "guangsha/internal/serviceitem"

// What applicants hand in for more than one reason, or under more than one law (申请材料). What shared registers show
// need not be handed in.
var (
	fromEmployer = serviceitem.Material{Code: "from-employer", Title: "单位出具的提取证明"}
	familyIncome = serviceitem.Material{Code: "family-income", Title: "家庭工资收入证明"}
	publicLease  = serviceitem.Material{Code: "public-lease", Title: "公共租赁住房租赁合同和缴费凭证",
		Condition: "承租公共租赁住房的", Needed: func(f serviceitem.Form) bool { return f.Yes("public") }}
	boughtHome = serviceitem.Material{Code: "home", Title: "备案的购房合同或不动产权证", Shared: "不动产登记信息",
		Pages: 40}
	boughtBy = serviceitem.Material{Code: "invoice", Title: "购房发票或收据"}
	// A loan of the centre itself is in its own books.
	repaidElsewhere = serviceitem.Material{Code: "repaid", Title: "借款合同和还款记录", Condition: "贷款不在本中心的",
		Needed: func(f serviceitem.Form) bool { return !f.Yes("here") }, Shared: "征信还款记录", Pages: 40}
	retirement = serviceitem.Material{Code: "retirement", Title: "退休证或退休审批表",
		Shared: "社会保险待遇领取信息"}
	employmentEnded = serviceitem.Material{Code: "employment-ended", Title: "终止劳动关系证明或未就业声明",
		Shared: "社会保险参保信息"}
	// Heirs stand in no register of the centre, so that nobody has verified them at the door.
	heirIdentity = serviceitem.Material{Code: "heir-identity", Title: "继承人或受遗赠人身份证件",
		Shared: "居民身份证电子证照"}
	died      = serviceitem.Material{Code: "death", Title: "死亡证明", Shared: "公安、卫生健康部门死亡信息"}
	heirRight = serviceitem.Material{Code: "heir-right", Title: "继承权或受遗赠权证明"}
)
