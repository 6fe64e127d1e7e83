package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"guangsha/internal/audit"
	"guangsha/internal/audit/auditverify"
	"guangsha/internal/base/refusal"
	"guangsha/internal/base/unit"
)

// AuditReport is what a verification of the audit log found.
type AuditReport = auditverify.Report

// CheckpointFile is where the checkpoints of the centre's audit log are kept in the data folder. It is outside the
// database, and a copy of it belongs outside the machine.
func (c Config) CheckpointFile() string {
	return filepath.Join(c.Data, "checkpoints", c.Centre+".txt")
}

// signerFile is the key that signs them. It belongs to the audit administrator and may lie elsewhere.
func (c Config) signerFile() string { return filepath.Join(c.Data, "keys", c.Centre+".sm2") }

// seal starts the sealer of the audit log.
func (c *Centre) seal(outside Outside) error {
	signer, err := c.keys.Signer()
	if err != nil {
		return fmt.Errorf("key of the checkpoints: %w", err)
	}
	places := append([]audit.Place{audit.NewFile(c.Config.CheckpointFile())}, outside.Witnesses...)
	c.sealer = audit.NewSealer(audit.Sealing{Log: c.store.AuditLog(), Centre: c.Config.Centre, Places: places,
		Signer: signer, Clock: c.Clock, Alarm: outside.Alarm})
	c.sealer.Start()
	return nil
}

// AuditState says how the sealer of the audit log does. A centre that is open for reading only has none.
func (c *Centre) AuditState() (state audit.State, running bool) {
	if c.sealer == nil {
		return state, false
	}
	return c.sealer.State(), true
}

// VerifyAudit checks the audit log against itself, the checkpoints in the data folder, and those in a file that
// somebody kept outside, unless its name is empty.
func (c *Centre) VerifyAudit(ctx context.Context, kept string) (r AuditReport, err error) {
	var files []auditverify.Checkpoints
	if kept != "" {
		f, err := c.readCheckpoints(kept)
		if err != nil {
			return r, err
		}
		files = append(files, f)
	}
	// The log is read after the checkpoints: it is never shorter than what was signed before.
	own, err := os.ReadFile(c.Config.CheckpointFile())
	switch {
	case err == nil:
		files = append(files, auditverify.Read(c.Config.CheckpointFile(), c.Config.Centre, own))
	case !errors.Is(err, fs.ErrNotExist):
		return r, fmt.Errorf("read checkpoints: %w", err)
	}
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		r, err = auditverify.Verify(tx, c.store.AuditRows(), c.keys.Keys().Leaf, files)
		return err
	})
	return r, err
}

// maxCheckpoints is far above the checkpoints of ten years and keeps a wrong file from filling the memory.
const maxCheckpoints = 4 << 30

// readCheckpoints reads a file of checkpoints that was given by name.
func (c *Centre) readCheckpoints(name string) (f auditverify.Checkpoints, err error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, refusal.New(CodeNoCheckpoints, "没有检查点文件“"+name+"”", "", "请核对文件名和路径")
	case err != nil:
		return f, fmt.Errorf("read checkpoints: %w", err)
	case !info.Mode().IsRegular() || info.Size() > maxCheckpoints:
		return f, refusal.New(CodeNoCheckpoints, "“"+name+"”不是检查点文件", "", "请给出从本中心另存的检查点文件")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return f, fmt.Errorf("read checkpoints: %w", err)
	}
	f = auditverify.Read(name, c.Config.Centre, text)
	if f.Len() == 0 {
		return f, refusal.New(CodeNoCheckpoints, "“"+name+"”中没有检查点", "", "请给出从本中心另存的检查点文件")
	}
	return f, nil
}

// CodeNoCheckpoints is the code of the refusal of a file that holds no checkpoints.
const CodeNoCheckpoints = "app.no-checkpoints"

// SealedSince says whether an entry has got a number above the one given.
func (c *Centre) SealedSince(ctx context.Context, entry, number int64) (sealed bool, err error) {
	err = c.Work.Read(ctx, func(tx unit.Tx) error {
		sealed, err = c.store.SealedSince(tx, entry, number)
		return err
	})
	return sealed, err
}
