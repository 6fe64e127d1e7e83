package main

import (
	"context"
	"fmt"
	"runtime"

	"guangsha/internal/app"
)

// version prints the version of the program and of what it was built with.
func version(_ context.Context, c console, args []string) error {
	if err := newFlags(c, "version", "").none(args); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.out, "guangsha %s（%s，%s/%s）\n", app.Version,
		runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
