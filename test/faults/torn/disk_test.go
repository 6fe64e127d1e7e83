//go:build linux

package torn

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// file makes an empty file on a disk, and promises it.
func file(t *testing.T, d *Disk, name string) *inode {
	t.Helper()
	i := d.inode(syscall.S_IFREG|0o600, 0, 0)
	if errno := d.rename(slot{d.root, name, i}); errno != 0 {
		t.Fatal(errno)
	}
	d.Settle()
	return i
}

// outcomes cuts the power at the end of what happens, many times, and counts how each is described.
func outcomes(t *testing.T, happens func(*Disk), describe func(*Disk) string) map[string]int {
	t.Helper()
	seen := map[string]int{}
	for n := range uint64(2000) {
		d := New()
		happens(d)
		d.Cut()
		after, _ := d.Survive(rand.New(rand.NewPCG(n, 0)))
		seen[describe(after)]++
	}
	return seen
}

// all checks that the outcomes are those wanted and no other.
func all(t *testing.T, seen map[string]int, want ...string) {
	t.Helper()
	for _, w := range want {
		if seen[w] == 0 {
			t.Errorf("%q never happened", w)
		}
		delete(seen, w)
	}
	if len(seen) > 0 {
		t.Errorf("these may not happen: %v", seen)
	}
}

func content(name string) func(*Disk) string {
	return func(d *Disk) string {
		i := d.root.names[name]
		if i == nil {
			return "none"
		}
		return string(bytes.ReplaceAll(i.content, []byte{0}, []byte("0")))
	}
}

func TestWhatWasSyncedSurvivesEveryCut(t *testing.T) {
	t.Parallel()
	all(t, outcomes(t, func(d *Disk) {
		i := file(t, d, "a")
		d.change(i, write{data: []byte("old")})
		d.change(i, write{data: []byte("new")})
		d.sync(i)
	}, content("a")), "new")
}

func TestAnySubsetOfUnsyncedWritesSurvives(t *testing.T) {
	t.Parallel()
	all(t, outcomes(t, func(d *Disk) {
		i := file(t, d, "a")
		d.change(i, write{data: []byte("..")})
		d.sync(i)
		d.change(i, write{data: []byte("1")})
		d.change(i, write{data: []byte("2"), off: 1})
		d.change(i, write{off: 1, size: true})
	}, content("a")), "..", "1.", ".2", "12", ".", "1")
}

func TestAWriteIsTornAtSectors(t *testing.T) {
	t.Parallel()
	both := func(a, b byte) string {
		return string(append(bytes.Repeat([]byte{a}, 10), bytes.Repeat([]byte{b}, 20)...))
	}
	all(t, outcomes(t, func(d *Disk) {
		i := file(t, d, "a")
		d.change(i, write{data: bytes.Repeat([]byte("."), Sector+20)})
		d.sync(i)
		d.change(i, write{data: bytes.Repeat([]byte("x"), 30), off: Sector - 10})
	}, func(d *Disk) string { return string(d.root.names["a"].content[Sector-10:]) }),
		both('.', '.'), both('x', '.'), both('.', 'x'), both('x', 'x'))
}

func TestANameNeedsASyncOfItsFolder(t *testing.T) {
	t.Parallel()
	create := func(d *Disk) *inode {
		i := d.inode(syscall.S_IFREG|0o600, 0, 0)
		d.rename(slot{d.root, "a", i})
		d.change(i, write{data: []byte("x")})
		d.sync(i)
		return i
	}
	all(t, outcomes(t, func(d *Disk) { create(d) }, content("a")), "none", "x")
	all(t, outcomes(t, func(d *Disk) { create(d); d.sync(d.root) }, content("a")), "x")
}

func TestARenameIsWhole(t *testing.T) {
	t.Parallel()
	where := func(d *Disk) (s string) {
		for _, name := range []string{"a", "b"} {
			if d.root.names[name] != nil {
				s += name
			}
			if sub := d.root.names["sub"]; sub.names[name] != nil {
				s += "/" + name
			}
		}
		return s
	}
	move := func(d *Disk) (sub *inode) {
		i := file(t, d, "a")
		sub = d.inode(syscall.S_IFDIR|0o700, 0, 0)
		d.rename(slot{d.root, "sub", sub})
		d.Settle()
		d.rename(slot{sub, "b", i}, slot{d.root, "a", nil})
		return sub
	}
	all(t, outcomes(t, func(d *Disk) { move(d) }, where), "a", "/b")
	all(t, outcomes(t, func(d *Disk) { d.sync(move(d)) }, where), "/b")
	// A sync of one folder does not leave the other with a name that came before.
	all(t, outcomes(t, func(d *Disk) {
		sub := move(d)
		d.rename(slot{d.root, "a", sub.names["b"]}, slot{sub, "b", nil})
		d.sync(d.root)
	}, where), "a")
}

func TestThePowerIsCutInTheMiddleOfAWrite(t *testing.T) {
	t.Parallel()
	d := New()
	i := file(t, d, "a")
	d.CutAfter(2)
	if errno := d.change(i, write{data: []byte("1")}); errno != 0 {
		t.Fatal(errno)
	}
	if errno := d.sync(i); errno != syscall.EIO {
		t.Errorf("the sync in which the power failed answered %v", errno)
	}
	select {
	case <-d.Dark():
	default:
		t.Error("the power is on")
	}
	if len(i.promised) != 0 {
		t.Error("the sync was kept")
	}
}

func TestTheSameSeedGivesTheSameDisk(t *testing.T) {
	t.Parallel()
	live := func() string {
		d := New()
		for _, name := range []string{"a", "b", "c", "d"} {
			d.change(file(t, d, name), write{data: bytes.Repeat([]byte(name), 4*Sector)})
		}
		d.Cut()
		after, damage := d.Survive(rand.New(rand.NewPCG(7, 7)))
		var all []byte
		for _, name := range []string{"a", "b", "c", "d"} {
			all = append(all, after.root.names[name].content...)
		}
		if damage == (Damage{}) {
			t.Error("nothing happened")
		}
		return string(all)
	}
	if live() != live() {
		t.Error("two cuts with one seed differ")
	}
}

func TestAMountedDiskIsAFileSystem(t *testing.T) {
	t.Parallel()
	if err := Possible(); err != nil {
		if os.Getenv("GUANGSHA_TEST_FUSE") == "required" {
			t.Fatal(err)
		}
		t.Skipf("SKIP-REQUIRED no disk can be mounted: %v", err)
	}
	folder, d := t.TempDir(), New()
	m, err := d.Mount(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := m.Unmount(); err != nil {
			t.Error(err)
		}
	}()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	path := func(name string) string { return filepath.Join(folder, name) }
	must(os.Mkdir(path("sub"), 0o700))
	must(os.WriteFile(path("sub/a"), []byte("hello"), 0o640))
	must(os.Link(path("sub/a"), path("b")))
	must(os.Symlink("sub/a", path("c")))
	must(os.Rename(path("sub/a"), path("sub/z")))
	must(os.Truncate(path("b"), 4))
	f, err := os.OpenFile(path("b"), os.O_WRONLY|os.O_APPEND, 0)
	must(err)
	_, err = f.Write([]byte("!"))
	must(err)
	must(f.Sync())
	must(f.Close())
	if text, err := os.ReadFile(path("sub/z")); err != nil || string(text) != "hell!" {
		t.Errorf("read %q, %v", text, err)
	}
	if info, err := os.Stat(path("b")); err != nil || info.Size() != 5 || info.Mode().Perm() != 0o640 {
		t.Errorf("it is %+v, %v", info, err)
	}
	if to, err := os.Readlink(path("c")); err != nil || to != "sub/a" {
		t.Errorf("the link leads to %q, %v", to, err)
	}
	if err := os.Remove(path("sub")); err == nil {
		t.Error("a folder with a file was removed")
	}
	must(os.Remove(path("b")))
	list, err := os.ReadDir(folder)
	if err != nil || len(list) != 2 {
		t.Errorf("the folder lists %v, %v", list, err)
	}
	d.Cut()
	if err := os.WriteFile(path("later"), nil, 0o600); err == nil {
		t.Error("written without power")
	}
}
