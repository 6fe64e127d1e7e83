package console

import (
	"context"
	"errors"
	"net/url"

	"guangsha/internal/access"
)

// seen lets an answer about people out only once it is on record who asked for what: without the entry the answer is
// that the system is busy. So it is with the answer that something is not there.
func seen[I, O any](r routes, id string, f func(context.Context, *I) (*O, error), of func(*I, *O) access.Look) func(
	context.Context, *I) (*O, error) {
	route := routeOf(id)
	return func(ctx context.Context, in *I) (*O, error) {
		out, err := f(ctx, in)
		if err != nil {
			return nil, r.console.nothing(ctx, route, err)
		}
		l := of(in, out)
		l.Kind, l.Need, l.Conditions = route.Seen, route.Permission, conditions(ctx)
		if err := r.console.Access.Looked(ctx, actor(ctx), l); err != nil {
			return nil, err
		}
		return out, nil
	}
}

// nothing puts on record that somebody asked for what is not there, or lies beyond their posts and is answered alike:
// whoever tries one number after the other shows. What was refused for another reason has its own entry or none.
func (c *Console) nothing(ctx context.Context, route Route, err error) error {
	if !errors.As(err, new(lost)) {
		return err
	}
	asked, _ := ctx.Value(pathKey{}).(string)
	l := access.Look{Kind: kindNothing, Need: route.Permission, List: route.ID, Asked: asked}
	if kept := c.Access.Looked(ctx, actor(ctx), l); kept != nil {
		return kept
	}
	return err
}

// kindNothing is the kind of the entry of a question whose answer was that there is nothing.
const kindNothing = "look.nothing"

type pathKey struct{}

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
