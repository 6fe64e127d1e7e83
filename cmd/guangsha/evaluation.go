package main

import (
	"context"
	"fmt"
)

// evaluationCommands are the commands under evaluation.
var evaluationCommands = []command{
	{"check", "检查已有的自评表：文件…", evaluationCheck},
	{"compute", "按账取数，计算一个年度的自评表", evaluationCompute},
	{"export", "把一个年度的自评表导出为 xlsx", evaluationExport},
}

// evaluation runs a command about self-evaluation tables.
func evaluation(ctx context.Context, c console, args []string) error {
	if len(args) > 0 {
		for _, cmd := range evaluationCommands {
			if cmd.name == args[0] {
				return cmd.run(ctx, c, args[1:])
			}
		}
	}
	fmt.Fprintln(c.out, "用法：guangsha evaluation 命令 [选项]")
	for _, cmd := range evaluationCommands {
		fmt.Fprintf(c.out, "  %-8s %s\n", cmd.name, cmd.brief)
	}
	if len(args) == 0 || args[0] == "--help" || args[0] == "-h" {
		return nil
	}
	return unreadable("没有“evaluation " + args[0] + "”这个命令")
}
