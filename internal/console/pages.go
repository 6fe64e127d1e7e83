package console

import (
	"io/fs"
	"net/http"
	"path"
	"strings"
)

// unbuilt is what a server without built pages says.
const unbuilt = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>广厦</title>
<p>页面尚未构建：请安装 Node 20 以上版本后运行 make build，再启动服务。接口已可使用。</p></html>
`

// pages serves the built pages. An address that is no file is one of the pages' own and gets index.html.
type pages struct{ files fs.FS }

// ServeHTTP implements http.Handler.
func (p pages) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "只能读取。", http.StatusMethodNotAllowed)
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if p.has(name) {
		if strings.HasPrefix(name, "assets/") { // the builder puts a digest of the content into these names
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		http.ServeFileFS(w, r, p.files, name)
		return
	}
	switch {
	case path.Ext(name) != "" && strings.HasPrefix(name, "assets/"):
		http.Error(w, "没有这个文件。", http.StatusNotFound)
	case p.has("index.html"):
		http.ServeFileFS(w, r, p.files, "index.html")
	default:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		if _, err := w.Write([]byte(unbuilt)); err != nil {
			return // the browser has gone
		}
	}
}

// has reports whether there is a file to show under a name. index.html by its own name would only be redirected.
func (p pages) has(name string) bool {
	if name == "" || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	info, err := fs.Stat(p.files, name)
	return err == nil && info.Mode().IsRegular()
}
