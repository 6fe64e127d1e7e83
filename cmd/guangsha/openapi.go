package main

import (
	"context"
	"fmt"

	"guangsha/internal/app"
)

// openapi writes the description of the console's routes, from which the pages' client is made. It opens no centre.
func openapi(_ context.Context, c console, args []string) error {
	if err := newFlags(c, "openapi", "").none(args); err != nil {
		return err
	}
	text, err := app.OpenAPI()
	if err != nil {
		return err
	}
	if _, err := c.out.Write(text); err != nil {
		return fmt.Errorf("write the description: %w", err)
	}
	return nil
}
