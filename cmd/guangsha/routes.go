package main

import (
	"context"
	"fmt"
	"text/tabwriter"

	"guangsha/internal/app"
)

// route is one route as the command lists it.
type route struct {
	Method     string `json:"method"`
	Path       string `json:"path"`
	Permission string `json:"permission"`
	Scope      string `json:"scope"`
	Public     bool   `json:"public"`
}

// listRoutes lists every route of the console, with the permission that it needs.
func listRoutes(_ context.Context, c console, args []string) error {
	f := newFlags(c, "routes", "[--json]")
	asJSON := f.Bool("json", false, "输出 JSON")
	if err := f.none(args); err != nil {
		return err
	}
	list := []route{}
	for _, r := range app.Routes() {
		list = append(list, route{r.Method, r.Path, r.Permission.Code, string(r.Scope), r.Public})
	}
	if *asJSON {
		return writeJSON(c.out, list)
	}
	w := tabwriter.NewWriter(c.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "方法\t路径\t权限\t范围\t公开")
	for _, r := range list {
		public := ""
		if r.Public {
			public = "公开"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", r.Method, r.Path, r.Permission, r.Scope, public)
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("list the routes: %w", err)
	}
	return nil
}
