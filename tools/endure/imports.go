package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
)

// importer sends one file of many records after the other.
type importer struct {
	name   string
	random *rand.Rand
	token  string
	sent   []*write
	n      int
}

// importedEvents are how many events a file has.
const importedEvents = 300

// run imports until the server is gone.
func (i *importer) run(ctx context.Context, s *server, acknowledged func()) error {
	for {
		one := i.next()
		i.sent = append(i.sent, one)
		if err := s.send(ctx, i.token, one); err != nil {
			return nil //nolint:nilerr // this is how we notice that it was killed
		}
		if !one.done() || !strings.Contains(string(one.answer), `"rejected":0`) {
			return fmt.Errorf("an import is answered %d %s", one.status, one.answer)
		}
		acknowledged()
	}
}

func (i *importer) next() *write {
	i.n++
	name := fmt.Sprintf("%s-%d", i.name, i.n)
	return &write{method: http.MethodPost, path: "/v1/import?format=ndjson", media: linesMedia, key: "key-" + name, body: lines(name, i.random)}
}

// lines are the records of a file, whose ids begin with its name.
func lines(name string, random *rand.Rand) string {
	var b strings.Builder
	fmt.Fprintf(&b, `{"entity":"actor","id":"%s-a","name":"A of %s","kind":"group"}`+"\n", name, name)
	for n := range importedEvents {
		fmt.Fprintf(&b, `{"id":"%s-e%d","story":%q,"title":"E%d of %s","type":"meeting","date":"20%02d-%02d-%02d","actors":["%s-a"]}`+"\n",
			name, n, storyID, n, name, 10+random.IntN(15), 1+random.IntN(12), 1+random.IntN(28), name)
	}
	return b.String()
}

// imported are the ids of the records of a file.
func (w *write) imported() []string {
	name := strings.TrimPrefix(w.key, "key-")
	ids := []string{name + "-a"}
	for n := range importedEvents {
		ids = append(ids, fmt.Sprintf("%s-e%d", name, n))
	}
	return ids
}
