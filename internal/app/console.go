package app

import "guangsha/internal/console"

// OpenAPI is the description of the console's routes.
func OpenAPI() ([]byte, error) { return console.OpenAPI(Version) }
