// Package web holds the pages as they were built, so that one binary serves them.
package web

import (
	"embed"
	"io/fs"
)

// A fresh clone holds dist/.keep only, so that it vets and tests without Node.
//
//go:embed all:dist
var dist embed.FS

// Pages are the built pages: index.html with its assets, or nothing when they were not built.
func Pages() fs.FS {
	pages, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err) // the folder is embedded above
	}
	return pages
}
