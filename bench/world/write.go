package world

import (
	"crypto/sha256"
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"math/rand/v2"
	"slices"
	"unicode/utf8"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

// Stories come in this number, but for those that would be larger than
// maxStory: one is in memory at a time.
const (
	minStories = 4
	maxStory   = 25_000
)

// Write writes n events as NDJSON, as export does: each story, what it is the
// first to name, then its events with their quotes. name begins the ids of
// stories and events, so that a second file adds to the first.
func (w *World) Write(out io.Writer, name string, n int) error {
	return convert.WriteArchiveNDJSON(out, w.stories(name, n))
}

// WriteOne writes n events as NDJSON that belong to one story, which declares all of
// the cast.
func (w *World) WriteOne(out io.Writer, id string, n int) error {
	at := w.writer(id)
	all := map[int]bool{}
	for i := range w.Actors {
		all[i] = true
	}
	head := at.head(id)
	head.Actors = w.cast(all)
	one := convert.WholeStory{Head: head, Events: func(yield func(*timeline.Event, error) bool) {
		for i := range n {
			if e := at.event(&head.Story, fmt.Sprintf("%s-%06d", id, i), all); !yield(&e, nil) {
				return
			}
		}
	}}
	return convert.WriteArchiveNDJSON(out, func(yield func(convert.WholeStory, error) bool) { yield(one, nil) })
}

// writer is a World at work on one file.
type writer struct {
	*World
	random *rand.Rand
}

func (w *World) stories(name string, n int) iter.Seq2[convert.WholeStory, error] {
	at := w.writer(name)
	return func(yield func(convert.WholeStory, error) bool) {
		count := max(minStories, (n+maxStory-1)/maxStory)
		for i := range count {
			doc := at.story(fmt.Sprintf("%s-%03d", name, i), n*(i+1)/count-n*i/count)
			if !yield(convert.Whole(doc), nil) {
				return
			}
		}
	}
}

// writer begins a file, whose name says what comes by chance in it.
func (w *World) writer(name string) *writer {
	hash := fnv.New64()
	_, _ = io.WriteString(hash, name)                              // a hash takes everything
	return &writer{w, rand.New(rand.NewPCG(w.seed, hash.Sum64()))} //nolint:gosec // it need not be unpredictable
}

func (w *writer) head(id string) *timeline.Document {
	doc := &timeline.Document{Version: timeline.DocumentVersion, Sources: w.Sources, Places: w.Places}
	doc.Story = timeline.Story{ID: id, Title: w.text(3, 6), Summary: w.text(10, 40), Language: "en", Visibility: timeline.Public,
		Topics: []string{w.Topics[w.topic.draw(w.random)]}}
	return doc
}

func (w *writer) story(id string, n int) *timeline.Document {
	doc := w.head(id)
	named := map[int]bool{}
	for i := range n {
		doc.Events = append(doc.Events, w.event(&doc.Story, fmt.Sprintf("%s-%06d", id, i), named))
	}
	doc.Actors = w.cast(named)
	return doc
}

// cast is whom a story names, and the bodies that those belong to, which come
// before them.
func (w *World) cast(named map[int]bool) []timeline.Actor {
	var cast []timeline.Actor
	seen := map[int]bool{}
	var add func(i int)
	add = func(i int) {
		if seen[i] {
			return
		}
		seen[i] = true
		for _, a := range w.Actors[i].Affiliations {
			add(w.bodies[a.Actor])
		}
		cast = append(cast, w.Actors[i])
	}
	for i := range w.Actors {
		if named[i] {
			add(i)
		}
	}
	return cast
}

func (w *writer) event(story *timeline.Story, id string, named map[int]bool) timeline.Event {
	e := timeline.Event{ID: id, Story: story.ID, Title: w.text(3, 8), Type: pick(w, timeline.EventTypes[:16]), Status: "occurred", Verification: "reported",
		Date: w.date(), Citations: []timeline.Citation{w.citation()}}
	if w.random.IntN(4) > 0 {
		e.Summary = w.text(8, 30)
	}
	if w.random.IntN(10) == 0 {
		e.Status, e.Verification = pick(w, timeline.Statuses), pick(w, []string{"confirmed", "disputed"})
	}
	for range 1 + w.random.IntN(4) {
		a := w.drawActor(named)
		if !slices.ContainsFunc(e.Actors, func(p timeline.Participant) bool { return p.ID == a.ID }) {
			e.Actors = append(e.Actors, timeline.Participant{ID: a.ID, Name: a.Name, Kind: a.Kind, Role: pick(w, timeline.ActorRoles)})
		}
	}
	if w.random.IntN(10) < 7 {
		p := w.Places[w.place.draw(w.random)]
		e.Places = []timeline.Venue{{ID: p.ID, Name: p.Name, Kind: p.Kind, Role: timeline.DefaultPlaceRole, Lat: p.Lat, Lon: p.Lon, Country: p.Country}}
	}
	for range w.random.IntN(3) {
		if topic := w.Topics[w.topic.draw(w.random)]; !slices.Contains(e.Topics, topic) {
			e.Topics = append(e.Topics, topic)
		}
	}
	if w.random.IntN(5) == 0 {
		e.ExternalIDs = []string{"bench:" + id}
	}
	if w.random.IntN(10) < 3 {
		e.Quotes = []timeline.Quote{w.quote(id, named)}
	}
	return e
}

func (w *writer) quote(event string, named map[int]bool) timeline.Quote {
	q := timeline.Quote{ID: event + "-q", Event: event, Speaker: w.drawActor(named).ID, Text: w.text(6, 30), Language: "en", Kind: "indirect",
		About: []string{w.drawActor(named).ID}, Citations: []timeline.Citation{w.citation()}}
	cited := &q.Citations[0] // it is as long as what it reports
	cite(cited, cited.Start+utf8.RuneCountInString(q.Text))
	return q
}

func (w *writer) drawActor(named map[int]bool) *timeline.Actor {
	i := w.actor.draw(w.random)
	named[i] = true
	return &w.Actors[i]
}

func (w *writer) citation() timeline.Citation {
	start := w.random.IntN(19_000)
	c := timeline.Citation{Source: w.Sources[w.source.draw(w.random)].ID, Start: start}
	cite(&c, start+40+w.random.IntN(200))
	return c
}

// cite ends a citation. Its digest follows from the span, as it does where there is a
// text: two records that cite the same do not contradict each other.
func cite(c *timeline.Citation, end int) {
	c.End, c.SHA256 = end, fmt.Sprintf("%x", sha256.Sum256(fmt.Appendf(nil, "%s %d %d", c.Source, c.Start, end)))
}

func pick[T any](w *writer, list []T) T { return list[w.random.IntN(len(list))] }
