package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
)

// writer writes one record after the other and waits for each answer, as a client
// does. Its records are its own, so that it knows what each has to be.
type writer struct {
	name   string // begins the ids of its records
	random *rand.Rand
	token  string
	sent   []*write // in their order; the last one was perhaps not answered
	made   []string // the ids of actors that are there and not retracted
	n      int
}

// run writes until the server is gone, and says each acknowledged write.
func (w *writer) run(ctx context.Context, s *server, acknowledged func()) error {
	for {
		one := w.next()
		w.sent = append(w.sent, one)
		if err := s.send(ctx, w.token, one); err != nil {
			return nil //nolint:nilerr // this is how we notice that it was killed
		}
		if !one.done() {
			return fmt.Errorf("%s is answered %d %s", one, one.status, one.answer)
		}
		w.keep(one)
		acknowledged()
	}
}

// next is another write: a new actor or event, or a change of an actor.
func (w *writer) next() *write {
	w.n++
	id := fmt.Sprintf("%s-%d", w.name, w.n)
	name := fmt.Sprintf("N%d of %s", w.n, w.name)
	switch what := w.random.IntN(10); {
	case what < 2 && len(w.made) > 0:
		of := w.made[w.random.IntN(len(w.made))]
		return &write{method: http.MethodPatch, path: "/v1/actors/" + of, media: patchMedia, body: fmt.Sprintf(`{"name":%q}`, name), about: of, says: name}
	case what == 2 && len(w.made) > 3:
		of := w.made[0]
		return &write{method: http.MethodDelete, path: "/v1/actors/" + of + "?reason=tried", about: of}
	case what < 6:
		return &write{method: http.MethodPost, path: "/v1/events", media: jsonMedia, key: "key-" + id, about: id, says: name,
			body: fmt.Sprintf(`{"id":%q,"story":%q,"title":%q,"type":"call","date":"2025-%02d","summary":%q}`,
				id, storyID, name, 1+w.random.IntN(12), strings.Repeat("said again ", w.random.IntN(200)))}
	}
	return &write{method: http.MethodPost, path: "/v1/actors", media: jsonMedia, key: "key-" + id, about: id, says: name,
		body: fmt.Sprintf(`{"id":%q,"name":%q,"kind":"person"}`, id, name)}
}

// keep remembers what an acknowledged write has made.
func (w *writer) keep(one *write) {
	switch {
	case one.path == "/v1/actors":
		w.made = append(w.made, one.about)
	case one.method == http.MethodDelete:
		w.made = w.made[1:]
	}
}
