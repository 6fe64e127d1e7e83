package console

import (
	"context"
	"net/url"

	"guangsha/internal/access"
)

// seen lets an answer about people out only once it is on record who asked for what: without the entry the answer is
// that the system is busy. What was refused or is not there has shown nothing and leaves none.
func seen[I, O any](r routes, id string, f func(context.Context, *I) (*O, error), of func(*I, *O) access.Look) func(
	context.Context, *I) (*O, error) {
	route := routeOf(id)
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, err
		}
		l := of(in, out)
		l.Kind, l.Need, l.Conditions = route.Seen, route.Permission, conditions(ctx)
		if err := r.console.Access.Looked(ctx, actor(ctx), l); err != nil {
			return nil, err
		}
		return out, nil
	}
}

// listed is what a page of a list shows.
func listed[I, T any](_ *I, out *output[page[T]]) access.Look {
	return access.Look{Rows: len(out.Body.Items)}
}

type conditionsKey struct{}

// maxConditions is how much of the conditions of a list is kept.
const maxConditions = 400

// conditionsOf are what an address narrows its list to, in the order of their names and without the place in it.
func conditionsOf(u *url.URL) string {
	asked := u.Query()
	asked.Del("cursor")
	text := asked.Encode()
	return text[:min(len(text), maxConditions)]
}

func conditions(ctx context.Context) string {
	text, _ := ctx.Value(conditionsKey{}).(string)
	return text
}
