//go:build linux

// Package torn is a disk whose power can be cut (会断电的盘), for tests of what survives. It lies in memory and is
// mounted through FUSE, so that any program can keep its files on it, SQLite and PostgreSQL alike.
//
// The disk keeps two states: what its users see, and what a sync has promised. A cut keeps the second and, of all that
// was written since, whatever chance says:
//
//   - any of the writes, in any order of their arrival, or those up to a moment;
//   - of a write, any of its sectors of 512 bytes; a sector is old or new, never mixed, and no other is touched;
//   - a change of a file's size by itself; a hole reads as zeros;
//   - any of the changes to directories (create, remove, rename, link), each whole: a rename across two directories
//     is in both or in neither. To sync a file does not sync its name; to sync a directory does.
//
// Owners, permissions and times are durable at once. Nothing is damaged that was synced: that would be another fault.
package torn

import (
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"syscall"
)

// Sector is the part of a file that a cut leaves old or new.
const Sector = 512

// Disk is the content of a disk. It is safe for concurrent use.
type Disk struct {
	mu       sync.Mutex
	root     *inode
	inodes   uint64    // given out
	changes  int64     // writes and changes of directories since the disk was made
	unsynced []*naming // changes of directories that no sync has promised, oldest first
	left     int64     // changes and syncs until the power is cut; 0 is never
	dark     bool
	cut      chan struct{}
}

// inode is a file, a directory or a symbolic link.
type inode struct {
	number   uint64
	mode     uint32 // with the bits of its type
	uid, gid uint32
	modified int64 // seconds
	target   string

	content, promised []byte
	unsynced          []write

	names, promisedNames map[string]*inode
}

// write is what changed a file's content: data at an offset, or a new size.
type write struct {
	when int64 // the disk's count of changes
	off  int64
	data []byte
	size bool // off is the file's new size
}

// naming is one change of directories: names that were set, or removed where the inode is nil.
type naming struct {
	when  int64
	slots []slot
}

type slot struct {
	dir  *inode
	name string
	to   *inode
}

// New is an empty disk.
func New() *Disk {
	d := &Disk{cut: make(chan struct{})}
	d.root = d.inode(syscall.S_IFDIR|0o755, 0, 0)
	return d
}

func (d *Disk) inode(mode, uid, gid uint32) *inode {
	d.inodes++
	i := &inode{number: d.inodes, mode: mode, uid: uid, gid: gid}
	if i.isDir() {
		i.names, i.promisedNames = map[string]*inode{}, map[string]*inode{}
	}
	return i
}

func (i *inode) isDir() bool { return i.mode&syscall.S_IFMT == syscall.S_IFDIR }

// CutAfter cuts the power after so many more changes and syncs, in the middle of the last: it is written to the disk's
// cache and not answered.
func (d *Disk) CutAfter(n int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.left = n
}

// Cut cuts the power now. Whatever is asked of the disk later is answered with EIO.
func (d *Disk) Cut() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.goDark()
}

// Dark is closed when the power is cut.
func (d *Disk) Dark() <-chan struct{} { return d.cut }

func (d *Disk) goDark() {
	if !d.dark {
		d.dark = true
		close(d.cut)
	}
}

// strikes counts a change or a sync, and says whether the power is cut in the middle of it.
func (d *Disk) strikes() bool {
	if d.left > 0 {
		if d.left--; d.left == 0 {
			d.goDark()
		}
	}
	return d.dark
}

// Settle promises everything, as a sync of the whole disk does.
func (d *Disk) Settle() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.promise(d.unsynced)
	d.unsynced = nil
	seen := map[*inode]bool{}
	var settle func(*inode)
	settle = func(i *inode) {
		if seen[i] {
			return
		}
		seen[i] = true
		i.settle()
		for _, to := range i.names {
			settle(to)
		}
	}
	settle(d.root)
}

// change writes to a file or sets its size.
func (d *Disk) change(i *inode, w write) syscall.Errno {
	d.changes++
	w.when = d.changes
	i.content = w.apply(i.content)
	i.unsynced = append(i.unsynced, w)
	return d.answer()
}

// rename changes directories: all the names at once.
func (d *Disk) rename(slots ...slot) syscall.Errno {
	d.changes++
	set(slots, func(i *inode) map[string]*inode { return i.names })
	d.unsynced = append(d.unsynced, &naming{d.changes, slots})
	return d.answer()
}

// answer is what the caller of a change hears: nothing good when the power is gone.
func (d *Disk) answer() syscall.Errno {
	if d.strikes() {
		return syscall.EIO
	}
	return 0
}

// sync promises a file's content, or a directory's names.
func (d *Disk) sync(i *inode) syscall.Errno {
	if d.strikes() {
		return syscall.EIO
	}
	if i.isDir() {
		d.syncNames(i)
	} else {
		i.settle()
	}
	return 0
}

// syncNames promises a directory's names, and of other directories only what they share a change with, and what came
// before that under the same name.
func (d *Disk) syncNames(dir *inode) {
	type key struct {
		dir  *inode
		name string
	}
	needed := map[key]bool{}
	var now, later []*naming
	for n := len(d.unsynced) - 1; n >= 0; n-- {
		c := d.unsynced[n]
		taken := false
		for _, s := range c.slots {
			taken = taken || s.dir == dir || needed[key{s.dir, s.name}]
		}
		if !taken {
			later = append(later, c)
			continue
		}
		now = append(now, c)
		for _, s := range c.slots {
			needed[key{s.dir, s.name}] = true
		}
	}
	slices.Reverse(now)
	slices.Reverse(later)
	d.promise(now)
	d.unsynced = later
}

func (d *Disk) promise(list []*naming) {
	for _, c := range list {
		set(c.slots, func(i *inode) map[string]*inode { return i.promisedNames })
	}
}

func set(slots []slot, names func(*inode) map[string]*inode) {
	for _, s := range slots {
		if s.to == nil {
			delete(names(s.dir), s.name)
		} else {
			names(s.dir)[s.name] = s.to
		}
	}
}

func (i *inode) settle() {
	for _, w := range i.unsynced {
		i.promised = w.apply(i.promised)
	}
	i.unsynced = nil
}

func (w write) apply(content []byte) []byte {
	if w.size {
		if w.off <= int64(len(content)) {
			return content[:w.off]
		}
		return grown(content, w.off)
	}
	content = grown(content, w.off+int64(len(w.data)))
	copy(content[w.off:], w.data)
	return content
}

// grown is content of at least a size, with zeros behind its end.
func grown(content []byte, size int64) []byte {
	n := int64(len(content))
	if size <= n {
		return content
	}
	if size <= int64(cap(content)) {
		content = content[:size]
		clear(content[n:])
		return content
	}
	return append(content, make([]byte, size-n)...)
}

// Damage counts what a cut did to what was not synced.
type Damage struct {
	Kept    int // writes and names that survived although nothing had promised them
	Torn    int // writes of which some sectors survived
	Dropped int // writes and names that are gone
}

// Add adds up damages.
func (d *Damage) Add(o Damage) {
	d.Kept += o.Kept
	d.Torn += o.Torn
	d.Dropped += o.Dropped
}

// fate decides what becomes of a change that was not synced.
type fate struct {
	rng    *rand.Rand
	until  int64 // changes up to this one are kept; -1 when each has a fate of its own
	keep   int   // of 8 writes, how many are kept when each has a fate of its own
	damage *Damage
}

func (f fate) keeps(when int64) bool {
	kept := when <= f.until
	if f.until < 0 {
		kept = f.rng.IntN(8) < f.keep
	}
	if kept {
		f.damage.Kept++
	} else {
		f.damage.Dropped++
	}
	return kept
}

// Survive gives the disk that is found when the power returns, by the numbers of rng. The disk must be dark.
func (d *Disk) Survive(rng *rand.Rand) (*Disk, Damage) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if !d.dark {
		panic("torn: the power is on")
	}
	var damage Damage
	f := fate{rng: rng, until: -1, keep: []int{0, 1, 4, 4, 7, 8}[rng.IntN(6)], damage: &damage}
	if rng.IntN(3) == 0 {
		f.until = d.changes - rng.Int64N(min(d.changes, 64)+1)
	}
	for _, c := range d.unsynced {
		if f.keeps(c.when) {
			d.promise([]*naming{c})
		}
	}
	after := New()
	after.root = after.copied(d.root, f, map[*inode]*inode{})
	return after, damage
}

// copied is an inode as it is found, and all below it.
func (d *Disk) copied(old *inode, f fate, seen map[*inode]*inode) *inode {
	if i, ok := seen[old]; ok {
		return i
	}
	i := d.inode(old.mode, old.uid, old.gid)
	seen[old] = i
	i.modified, i.target = old.modified, old.target
	i.promised = old.promised
	for _, w := range old.unsynced {
		i.promised = f.survive(w, i.promised)
	}
	i.content = append([]byte(nil), i.promised...)
	// In an order, so that a seed gives the same again.
	for _, name := range slices.Sorted(maps.Keys(old.promisedNames)) {
		i.promisedNames[name] = d.copied(old.promisedNames[name], f, seen)
	}
	maps.Copy(i.names, i.promisedNames)
	return i
}

// survive is the content after a write that was not synced: with all of it, with some of its sectors, or without it.
func (f fate) survive(w write, content []byte) []byte {
	torn := !w.size && (w.when == f.until || f.until < 0 && f.keep > 0 && f.rng.IntN(4) == 0)
	if !torn {
		if f.keeps(w.when) {
			content = w.apply(content)
		}
		return content
	}
	f.damage.Torn++
	for first := w.off; first < w.off+int64(len(w.data)); {
		next := min((first/Sector+1)*Sector, w.off+int64(len(w.data)))
		if f.rng.IntN(2) == 0 {
			content = write{off: first, data: w.data[first-w.off : next-w.off]}.apply(content)
		}
		first = next
	}
	return content
}
