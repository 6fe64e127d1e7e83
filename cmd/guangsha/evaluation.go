package main

import "context"

// evaluationCommands are the commands under evaluation.
var evaluationCommands = []command{
	{"check", "检查已有的自评表：文件…", evaluationCheck},
	{"batch", "读取并核对一个文件夹下的全部自评表，含各表之间", evaluationBatch},
	{"explain", "说明一条疑点并保留在底稿中；给 --year 则说明取数的来历和报送时留存的取数", evaluationExplain},
	{"read", "读出文件中的自评表，标出存疑之处：文件", evaluationRead},
	{"write", "把文件中的自评表写成规定表样：文件 --format 格式 --out 文件", evaluationWrite},
	{"compute", "按账取数，计算一个年度的自评表", evaluationCompute},
	{"pack", "写出自评通知要求的全部材料：表、汇总表、报告草稿、佐证、底稿", evaluationPack},
	{"verify", "重算报送时留存的取数，说明一致或变了什么", evaluationVerify},
	{"outside", "外部文件所列数与取数对照：决算、对账单、披露报告", evaluationOutside},
	{"export", "把一个年度的自评表导出为 xlsx", evaluationExport},
}

// evaluation runs a command about self-evaluation tables.
func evaluation(ctx context.Context, c console, args []string) error {
	return under(ctx, c, "evaluation", evaluationCommands, args)
}
