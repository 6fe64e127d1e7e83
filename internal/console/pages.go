package console

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
	"sync"
)

// unbuilt is what a server without built pages says.
const unbuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>广厦</title>
<p>编译这个程序时没有构建页面：本机没有 Node 20 或更高版本，或者页面用的软件包没有下载成功。</p>
<p>请再运行一次 make build，按它的提示处理后重新启动。命令和接口都可使用。</p></html>
`

// pages serves the built pages. An address that is no file is one of the pages' own and gets index.html.
type pages struct {
	files fs.FS
	forms sync.Map // of names: *form, made when a file is first asked for
}

// ServeHTTP implements http.Handler.
func (p *pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "只能读取。", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	switch {
	case p.has(name):
		if strings.HasPrefix(name, "assets/") { // the builder puts a digest of the content into these names
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		p.file(w, r, name)
	case path.Ext(name) != "" && strings.HasPrefix(name, "assets/"):
		http.Error(w, "没有这个文件。", http.StatusNotFound)
	case p.has(index):
		p.file(w, r, index)
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if _, err := w.Write([]byte(unbuilt)); err != nil {
			return // the browser has gone
		}
	}
}

// file sends a file, whatever the address was: the library's own way would redirect some of them.
func (p *pages) file(w http.ResponseWriter, r *http.Request, name string) {
	made, ok := p.forms.Load(name)
	if !ok {
		content, err := fs.ReadFile(p.files, name)
		f, failed := formOf(name, content)
		if err != nil || failed != nil {
			w.Header().Set("Cache-Control", "no-store")
			http.Error(w, "页面读不出来。", http.StatusInternalServerError)
			return
		}
		made, _ = p.forms.LoadOrStore(name, f)
	}
	made.(*form).serve(w, r, name)
}

const index = "index.html"

// has reports whether there is a file to show under a name.
func (p *pages) has(name string) bool {
	if name == "" || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	info, err := fs.Stat(p.files, name)
	return err == nil && info.Mode().IsRegular()
}
