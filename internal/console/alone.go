package console

import (
	"io"
	"io/fs"
	"log/slog"
	"net/http"

	"guangsha/internal/document"
)

// Alone is the part of the console that needs no centre (单机版): papers are read, checked together and written in
// other formats, the published tables are shown, and nothing is kept. random makes trace numbers; causes of failures go
// to log. Whoever sits at the machine is the only one who asks, so nobody signs in, and LibreOffice and poppler, where
// they are installed, read what this program does not.
func Alone(random io.Reader, log *slog.Logger, pages fs.FS) http.Handler {
	c := New(Deps{Random: random, Log: log, Pages: pages, Programs: document.FindPrograms()})
	c.alone = true
	return c.Handler()
}

// aloneRoutes are those of Alone.
func (c *Console) aloneRoutes(r routes) {
	get(r, "me", c.me)
	get(r, "publishedTables", c.published)
	c.paperRoutes(r)
}
