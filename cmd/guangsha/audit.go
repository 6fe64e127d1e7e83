package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"guangsha/internal/app"
	"guangsha/internal/audit"
	"guangsha/internal/base/elapsed"
	"guangsha/internal/base/refusal"
)

// auditCommands are the commands under audit.
var auditCommands = []command{
	{"verify", "核验审计日志有没有被改动，只读", auditVerify},
}

// auditLog runs a command about the audit log.
func auditLog(ctx context.Context, c console, args []string) error {
	return under(ctx, c, "audit", auditCommands, args)
}

// auditVerified is the answer of audit verify.
type auditVerified struct {
	app.AuditReport
	// Overdue says that an entry has stayed unsealed for longer than allowed while the command watched it.
	Overdue bool `json:"overdue"`
}

// errAudit says that the audit log was changed.
var errAudit = refusal.New("audit.verify", "审计日志被改动过", "",
	"请停止使用这套账，保留数据目录和全部检查点文件，与另存的检查点逐一比对，并报告审计管理员")

// auditVerify checks the audit log and ends with 1 when it was changed. It writes nothing, and may run beside a process
// that does.
func auditVerify(ctx context.Context, c console, args []string) (err error) {
	f := newFlags(c, "audit verify", "[--data 目录] [--checkpoint 文件] [--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	kept := f.String("checkpoint", "", "另存在别处的检查点文件；数据目录中的总是一并核对")
	if err := f.none(args); err != nil {
		return err
	}
	f.config.ReadOnly = true
	f.config.Opening = true
	centre, err := app.Open(ctx, f.config, wallClock{}, rand.Reader, app.Outside{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, centre.Close()) }()
	v := auditVerified{}
	v.AuditReport, err = centre.VerifyAudit(ctx, *kept)
	if refusal.Is(err, app.CodeNoCheckpoints) {
		return exit{2, err}
	}
	if err != nil {
		return err
	}
	if v.Overdue, err = overdue(ctx, centre, v.AuditReport); err != nil {
		return err
	}
	if *asJSON {
		err = writeJSON(c.out, v)
	} else {
		err = v.print(c)
	}
	if err != nil || v.OK {
		return err
	}
	return errAudit
}

// overdue watches the oldest unsealed entry until it is sealed, or has waited for longer than allowed.
func overdue(ctx context.Context, centre *app.Centre, r app.AuditReport) (bool, error) {
	if r.OldestUnsealed == 0 {
		return false, nil
	}
	const look = 200 * time.Millisecond
	for watch := elapsed.Start(); watch.Elapsed() < audit.Overdue; {
		if sealed, err := centre.SealedSince(ctx, r.OldestUnsealed, r.Sealed); err != nil || sealed {
			return false, err
		}
		select {
		case <-ctx.Done():
			return false, ctx.Err()
		case <-time.After(look):
		}
	}
	return true, nil
}

func (v auditVerified) print(c console) error {
	fmt.Fprintf(c.out, "审计记录  %d 条，已封存 %d 条，未封存 %d 条\n", v.Entries, v.Sealed, v.Unsealed)
	fmt.Fprintf(c.out, "链值      %s\n根        %s\n", v.Link, v.Root)
	for _, f := range v.Checkpoints {
		fmt.Fprintf(c.out, "检查点    %s：%d 个", f.Name, f.Count)
		if f.Count > 0 {
			fmt.Fprintf(c.out, "，最后一个（%s）到第 %d 号，签名公钥 %s", f.At, f.Size, f.Signer)
		}
		fmt.Fprintln(c.out)
	}
	if len(v.Checkpoints) == 0 {
		fmt.Fprintln(c.out, "检查点    没有。尾部被截、整体重算或换回旧副本，没有检查点就查不出来")
	}
	for _, f := range v.Findings {
		fmt.Fprintf(c.out, "不符      %s\n", f.Text)
	}
	if more := v.Found - int64(len(v.Findings)); more > 0 {
		fmt.Fprintf(c.out, "不符      另有 %d 处\n", more)
	}
	if v.Overdue {
		fmt.Fprintln(c.err, "警报：有审计记录超过5秒未封存。没有进程在写账时，下一次打开写账的命令会补封；否则请检查写账的进程。")
	}
	verdict := "核验通过：未发现改动"
	if !v.OK {
		verdict = fmt.Sprintf("核验不通过：%d 处不符", v.Found)
	}
	_, err := fmt.Fprintln(c.out, verdict)
	return err
}
