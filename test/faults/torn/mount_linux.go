package torn

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// Mount is a disk that stands in the system's tree.
type Mount struct {
	server *fuse.Server
	folder string
}

// Mount puts the disk at a folder. As root no program of the system is needed, else fusermount3.
//
// The process that mounts a disk must not map a file of it into its memory, as SQLite does: the page would wait for a
// process that waits for the page. Programs that use the disk are other processes.
func (d *Disk) Mount(folder string) (*Mount, error) {
	if err := Possible(); err != nil {
		return nil, err
	}
	// The kernel may remember what it saw: nobody changes the disk but through it.
	long := time.Minute
	server, err := fs.Mount(folder, &node{disk: d, at: d.root}, &fs.Options{
		EntryTimeout: &long, AttrTimeout: &long, NullPermissions: true,
		RootStableAttr: &fs.StableAttr{Ino: d.root.number},
		// The library tells each connection that the kernel ends before the mount is gone; that is what a cut is.
		MountOptions: fuse.MountOptions{Logger: log.New(io.Discard, "", 0), Name: "torn", FsName: "torn",
			DirectMount: true, DisableXAttrs: true, AllowOther: os.Geteuid() == 0},
	})
	if err != nil {
		return nil, fmt.Errorf("mount a disk at %s: %w", folder, err)
	}
	return &Mount{server: server, folder: folder}, nil
}

// Possible says why no disk can be mounted here, or nil.
func Possible() error {
	f, err := os.OpenFile("/dev/fuse", os.O_RDWR, 0)
	if err != nil {
		return fmt.Errorf("FUSE: %w", err)
	}
	return f.Close()
}

// Unmount takes the disk out of the tree, even from under somebody who still uses it.
func (m *Mount) Unmount() error {
	err := m.server.Unmount()
	if err == nil {
		return nil
	}
	if lazy := syscall.Unmount(m.folder, syscall.MNT_DETACH); lazy != nil {
		return errors.Join(fmt.Errorf("unmount %s: %w", m.folder, err), lazy)
	}
	return nil
}

// Sweep takes away disks whose process has died before it could unmount them.
func Sweep() error {
	list, err := os.ReadFile("/proc/self/mounts")
	if err != nil {
		return err
	}
	for line := range strings.Lines(string(list)) {
		f := strings.Fields(line) // what, where, type
		if len(f) < 3 || f[2] != "fuse.torn" {
			continue
		}
		if _, err := os.Stat(f[1]); !errors.Is(err, syscall.ENOTCONN) {
			continue // another test's, which lives
		}
		if err := errors.Join(syscall.Unmount(f[1], syscall.MNT_DETACH), os.Remove(f[1])); err != nil {
			return fmt.Errorf("sweep %s: %w", f[1], err)
		}
	}
	return nil
}

// node is an inode as FUSE sees it.
type node struct {
	fs.Inode
	disk *Disk
	at   *inode
}

// enter begins an operation, unless the power is gone. The caller unlocks the disk.
func (n *node) enter() syscall.Errno {
	n.disk.mu.Lock()
	if n.disk.dark {
		return syscall.EIO
	}
	return 0
}

func (n *node) leave() { n.disk.mu.Unlock() }

func (i *inode) fill(out *fuse.Attr) {
	out.Ino, out.Mode, out.Nlink = i.number, i.mode, 1
	out.Uid, out.Gid, out.Size = i.uid, i.gid, uint64(len(i.content))
	out.Mtime, out.Ctime, out.Atime = uint64(i.modified), uint64(i.modified), uint64(i.modified)
}

func (n *node) child(ctx context.Context, i *inode, out *fuse.EntryOut) *fs.Inode {
	i.fill(&out.Attr)
	return n.NewInode(ctx, &node{disk: n.disk, at: i}, fs.StableAttr{Mode: i.mode & syscall.S_IFMT, Ino: i.number})
}

// make makes an inode of the caller's and names it.
func (n *node) make(ctx context.Context, name string, mode uint32, target string, out *fuse.EntryOut) (
	*fs.Inode, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, errno
	}
	if n.at.names[name] != nil {
		return nil, syscall.EEXIST
	}
	var uid, gid uint32
	if caller, ok := fuse.FromContext(ctx); ok {
		uid, gid = caller.Uid, caller.Gid
	}
	i := n.disk.inode(mode, uid, gid)
	i.target, i.modified = target, time.Now().Unix()
	if errno := n.disk.rename(slot{n.at, name, i}); errno != 0 {
		return nil, errno
	}
	return n.child(ctx, i, out), 0
}

func (n *node) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	n.at.fill(&out.Attr)
	return 0
}

func (n *node) Setattr(_ context.Context, _ fs.FileHandle, in *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	if mode, ok := in.GetMode(); ok {
		n.at.mode = n.at.mode&syscall.S_IFMT | mode&0o7777
	}
	if uid, ok := in.GetUID(); ok {
		n.at.uid = uid
	}
	if gid, ok := in.GetGID(); ok {
		n.at.gid = gid
	}
	if t, ok := in.GetMTime(); ok {
		n.at.modified = t.Unix()
	}
	if size, ok := in.GetSize(); ok {
		if errno := n.disk.change(n.at, write{off: int64(size), size: true}); errno != 0 {
			return errno
		}
	}
	n.at.fill(&out.Attr)
	return 0
}

func (n *node) Statfs(_ context.Context, out *fuse.StatfsOut) syscall.Errno {
	const size = 1 << 18 // blocks
	out.Bsize, out.Frsize, out.Blocks, out.Bfree, out.Bavail, out.NameLen = 4096, 4096, size, size, size, 255
	return 0
}

func (n *node) Lookup(ctx context.Context, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, errno
	}
	i := n.at.names[name]
	if i == nil {
		return nil, syscall.ENOENT
	}
	return n.child(ctx, i, out), 0
}

func (n *node) Readdir(context.Context) (fs.DirStream, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, errno
	}
	list := make([]fuse.DirEntry, 0, len(n.at.names))
	for name, i := range n.at.names {
		list = append(list, fuse.DirEntry{Name: name, Mode: i.mode & syscall.S_IFMT, Ino: i.number})
	}
	return fs.NewListDirStream(list), 0
}

func (n *node) Create(ctx context.Context, name string, _, mode uint32, out *fuse.EntryOut) (
	*fs.Inode, fs.FileHandle, uint32, syscall.Errno) {
	i, errno := n.make(ctx, name, syscall.S_IFREG|mode&0o7777, "", out)
	return i, nil, fuse.FOPEN_KEEP_CACHE, errno
}

func (n *node) Mkdir(ctx context.Context, name string, mode uint32, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	return n.make(ctx, name, syscall.S_IFDIR|mode&0o7777, "", out)
}

func (n *node) Symlink(ctx context.Context, target, name string, out *fuse.EntryOut) (*fs.Inode, syscall.Errno) {
	return n.make(ctx, name, syscall.S_IFLNK|0o777, target, out)
}

func (n *node) Readlink(context.Context) ([]byte, syscall.Errno) { return []byte(n.at.target), 0 }

func (n *node) Link(ctx context.Context, target fs.InodeEmbedder, name string, out *fuse.EntryOut) (
	*fs.Inode, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, errno
	}
	if n.at.names[name] != nil {
		return nil, syscall.EEXIST
	}
	i := target.(*node).at
	if errno := n.disk.rename(slot{n.at, name, i}); errno != 0 {
		return nil, errno
	}
	return n.child(ctx, i, out), 0
}

func (n *node) Unlink(_ context.Context, name string) syscall.Errno {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	return n.disk.rename(slot{n.at, name, nil})
}

func (n *node) Rmdir(_ context.Context, name string) syscall.Errno {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	if i := n.at.names[name]; i != nil && len(i.names) > 0 {
		return syscall.ENOTEMPTY
	}
	return n.disk.rename(slot{n.at, name, nil})
}

// Rename knows the plain rename, and the one that must not replace anything.
func (n *node) Rename(_ context.Context, name string, parent fs.InodeEmbedder, newName string,
	flags uint32) syscall.Errno {
	const noReplace = 1
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	to := parent.(*node).at
	switch old := to.names[newName]; {
	case flags&^noReplace != 0:
		return syscall.EINVAL
	case old != nil && flags == noReplace:
		return syscall.EEXIST
	case old != nil && len(old.names) > 0:
		return syscall.ENOTEMPTY
	case old == n.at.names[name]:
		return 0 // two names of one file: both stay
	}
	return n.disk.rename(slot{to, newName, n.at.names[name]}, slot{n.at, name, nil})
}

func (n *node) Open(_ context.Context, flags uint32) (fs.FileHandle, uint32, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, 0, errno
	}
	if flags&syscall.O_TRUNC != 0 {
		return nil, 0, n.disk.change(n.at, write{size: true})
	}
	return nil, fuse.FOPEN_KEEP_CACHE, 0
}

func (n *node) Read(_ context.Context, _ fs.FileHandle, into []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return nil, errno
	}
	if off >= int64(len(n.at.content)) {
		return fuse.ReadResultData(nil), 0
	}
	return fuse.ReadResultData(into[:copy(into, n.at.content[off:])]), 0
}

func (n *node) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return 0, errno
	}
	n.at.modified = time.Now().Unix()
	return uint32(len(data)), n.disk.change(n.at, write{off: off, data: append([]byte(nil), data...)})
}

// Fsync serves files and directories, and fdatasync as well: a size is part of the data.
func (n *node) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	defer n.leave()
	if errno := n.enter(); errno != 0 {
		return errno
	}
	return n.disk.sync(n.at)
}
