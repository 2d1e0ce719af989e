package storetest

import (
	"cmp"
	"context"
	"encoding/json"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Access is a store as one caller uses it: each question is asked of a view of its
// own, and each write is a transaction of its own.
type Access struct {
	*store.Store
	Reads  store.ViewOptions
	Writes store.UpdateOptions
}

// Use is a store as anybody reads it, and as its default author writes.
func Use(st *store.Store) *Access { return &Access{Store: st} }

// Private is the same access, whose reads show private stories too.
func (a *Access) Private() *Access {
	other := *a
	other.Reads.Private = true
	return &other
}

// AsOf is the same access, whose reads show what there was at a moment.
func (a *Access) AsOf(m timeline.Moment) *Access {
	other := *a
	other.Reads.AsOf = &m
	return &other
}

// By is the same access, whose writes have an author.
func (a *Access) By(author store.Author) *Access {
	other := *a
	other.Writes.Author = author
	return &other
}

// look asks a question of a view.
func look[T any](ctx context.Context, a *Access, ask func(v *store.View) (T, error)) (answer T, err error) {
	err = a.View(ctx, a.Reads, func(v *store.View) error {
		answer, err = ask(v)
		return err
	})
	return answer, err
}

// Import writes a document.
func (a *Access) Import(ctx context.Context, doc *timeline.Document) (*store.Report, error) {
	return a.Update(ctx, a.Writes, func(tx *store.Tx) error { return tx.Import(doc) })
}

// Preview is Import that writes nothing.
func (a *Access) Preview(ctx context.Context, doc *timeline.Document) (*store.Report, error) {
	opts := a.Writes
	opts.DryRun = true
	return a.Update(ctx, opts, func(tx *store.Tx) error { return tx.Import(doc) })
}

// Load writes records by the access's author.
func (a *Access) Load(ctx context.Context, entries store.Entries, opts store.LoadOptions) (*store.Report, error) {
	opts.Author = cmp.Or(opts.Author, a.Writes.Author)
	return a.Store.Load(ctx, entries, opts)
}

// Create writes a new record.
func (a *Access) Create(ctx context.Context, r timeline.Record, opts store.CreateOptions) (made store.Record, err error) {
	_, failed := a.Update(ctx, a.Writes, func(tx *store.Tx) error {
		made, err = tx.Create(r, opts)
		return err
	})
	return made, failed
}

// Edit writes another state of a record.
func (a *Access) Edit(ctx context.Context, resource, id string, change func(now store.Record) (timeline.Record, error)) (now store.Record, err error) {
	_, failed := a.Update(ctx, a.Writes, func(tx *store.Tx) error {
		now, err = tx.Edit(resource, id, change)
		return err
	})
	return now, failed
}

// Retract takes a record back.
func (a *Access) Retract(ctx context.Context, resource, id string, agree func(now store.Record) error) (now store.Record, err error) {
	_, failed := a.Update(ctx, a.Writes, func(tx *store.Tx) error {
		now, err = tx.Retract(resource, id, agree)
		return err
	})
	return now, failed
}

// Merge makes one record out of two.
func (a *Access) Merge(ctx context.Context, resource, id, into string) (done *store.Merge, err error) {
	_, err = a.Update(ctx, a.Writes, func(tx *store.Tx) (err error) {
		done, err = tx.Merge(resource, id, into, func(store.Record) error { return nil })
		return err
	})
	return done, err
}

// Erase takes the words out of a record and its history.
func (a *Access) Erase(ctx context.Context, resource, id string, what store.Erasing) (erased *store.Erased, err error) {
	_, failed := a.Update(ctx, a.Writes, func(tx *store.Tx) error {
		erased, err = tx.Erase(resource, id, what, func(store.Record) error { return nil })
		return err
	})
	return erased, failed
}

// PutText is store.Tx.PutText in a write of its own, of a text as it comes.
func (a *Access) PutText(ctx context.Context, source, text string, dryRun bool) (report *store.TextReport, err error) {
	read, err := evidence.ReadText([]byte(text))
	if err != nil {
		return nil, err
	}
	opts := a.Writes
	opts.DryRun = dryRun
	_, err = a.Update(ctx, opts, func(tx *store.Tx) (err error) {
		report, err = tx.PutText(source, read, func(store.Record) error { return nil })
		return err
	})
	return report, err
}

// ForgetText is store.Tx.ForgetText in a write of its own.
func (a *Access) ForgetText(ctx context.Context, source string) error {
	_, err := a.Update(ctx, a.Writes, func(tx *store.Tx) error {
		return tx.ForgetText(source, func(store.Record) error { return nil })
	})
	return err
}

// SourceText is store.View.SourceText in a view of its own.
func (a *Access) SourceText(ctx context.Context, source string) (string, error) {
	return look(ctx, a, func(v *store.View) (string, error) { return v.SourceText(source) })
}

// Record reads a record of a resource by id.
func (a *Access) Record(ctx context.Context, resource, id string) (store.Record, error) {
	return look(ctx, a, func(v *store.View) (store.Record, error) { return v.Record(resource, id) })
}

// Story reads a story by id.
func (a *Access) Story(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "story", id)
}

// Source is Story for its resource.
func (a *Access) Source(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "source", id)
}

// Actor is Story for its resource.
func (a *Access) Actor(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "actor", id)
}

// Place is Story for its resource.
func (a *Access) Place(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "place", id)
}

// Event is Story for its resource.
func (a *Access) Event(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "event", id)
}

// Quote is Story for its resource.
func (a *Access) Quote(ctx context.Context, id string) (store.Record, error) {
	return a.Record(ctx, "quote", id)
}

// Topic is Story for its resource.
func (a *Access) Topic(ctx context.Context, id string) (store.Record, error) {
	return look(ctx, a, func(v *store.View) (store.Record, error) { return v.Topic(id) })
}

// Stories lists stories.
func (a *Access) Stories(ctx context.Context, q timeline.StoryQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Stories(q, after) })
}

// Sources is Stories for its resource.
func (a *Access) Sources(ctx context.Context, q timeline.SourceQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Sources(q, after) })
}

// Actors is Stories for its resource.
func (a *Access) Actors(ctx context.Context, q timeline.ActorQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Actors(q, after) })
}

// Places is Stories for its resource.
func (a *Access) Places(ctx context.Context, q timeline.PlaceQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Places(q, after) })
}

// Events is Stories for its resource.
func (a *Access) Events(ctx context.Context, q timeline.Query, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Events(q, after) })
}

// Quotes is Stories for its resource.
func (a *Access) Quotes(ctx context.Context, q timeline.QuoteQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Quotes(q, after) })
}

// Topics is Stories for its resource.
func (a *Access) Topics(ctx context.Context, q timeline.TopicQuery, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Topics(q, after) })
}

// EachEvent walks through all events of a query.
func (a *Access) EachEvent(ctx context.Context, q timeline.Query, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachEvent(q, fn) })
}

// EachQuote walks through all quotes of a query.
func (a *Access) EachQuote(ctx context.Context, q timeline.QuoteQuery, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachQuote(q, fn) })
}

// EachActor walks through all actors of a query.
func (a *Access) EachActor(ctx context.Context, q timeline.ActorQuery, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachActor(q, fn) })
}

// EachPlace walks through all places of a query.
func (a *Access) EachPlace(ctx context.Context, q timeline.PlaceQuery, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachPlace(q, fn) })
}

// EachSource walks through all sources of a query.
func (a *Access) EachSource(ctx context.Context, q timeline.SourceQuery, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachSource(q, fn) })
}

// StoryIDs lists every story that may be seen.
func (a *Access) StoryIDs(ctx context.Context) ([]string, error) {
	return look(ctx, a, (*store.View).StoryIDs)
}

// Document puts a story together with all that belongs to it.
func (a *Access) Document(ctx context.Context, id string) (*timeline.Document, error) {
	return look(ctx, a, func(v *store.View) (*timeline.Document, error) { return v.Document(id) })
}

// Facets counts events by their facets.
func (a *Access) Facets(ctx context.Context, q timeline.FacetQuery) (map[string][]store.FacetValue, error) {
	return look(ctx, a, func(v *store.View) (map[string][]store.FacetValue, error) { return v.Facets(q) })
}

// QuoteFacets counts quotes by their facets.
func (a *Access) QuoteFacets(ctx context.Context, q timeline.QuoteFacetQuery) (map[string][]store.FacetValue, error) {
	return look(ctx, a, func(v *store.View) (map[string][]store.FacetValue, error) { return v.QuoteFacets(q) })
}

// Histogram counts events over time.
func (a *Access) Histogram(ctx context.Context, q timeline.HistogramQuery) (store.Histogram, error) {
	return look(ctx, a, func(v *store.View) (store.Histogram, error) { return v.Histogram(q) })
}

// Cells counts events by one or two groups.
func (a *Access) Cells(ctx context.Context, q timeline.AggregateQuery) (store.Aggregation, error) {
	return look(ctx, a, func(v *store.View) (store.Aggregation, error) { return v.Cells(q) })
}

// Network tells who appears with whom.
func (a *Access) Network(ctx context.Context, q timeline.NetworkQuery) (store.Network, error) {
	return look(ctx, a, func(v *store.View) (store.Network, error) { return v.Network(q) })
}

// RelatedEvents reads many events at a time.
func (a *Access) RelatedEvents(ctx context.Context, ids []string) (map[string]store.RelatedEvent, error) {
	return look(ctx, a, func(v *store.View) (map[string]store.RelatedEvent, error) { return v.RelatedEvents(ids) })
}

// PlacesByID is RelatedEvents for its resource.
func (a *Access) PlacesByID(ctx context.Context, ids []string) (map[string]timeline.Place, error) {
	return look(ctx, a, func(v *store.View) (map[string]timeline.Place, error) { return v.PlacesByID(ids) })
}

// StoriesByID is RelatedEvents for its resource.
func (a *Access) StoriesByID(ctx context.Context, ids []string) (map[string]timeline.Story, error) {
	return look(ctx, a, func(v *store.View) (map[string]timeline.Story, error) { return v.StoriesByID(ids) })
}

// Overviews tells what is in stories.
func (a *Access) Overviews(ctx context.Context, stories []string, whole int) (map[string]store.Overview, error) {
	return look(ctx, a, func(v *store.View) (map[string]store.Overview, error) { return v.Overviews(stories, whole) })
}

// Spread tells when events were.
func (a *Access) Spread(ctx context.Context, q timeline.Query) (store.Spread, error) {
	return look(ctx, a, func(v *store.View) (store.Spread, error) { return v.Spread(q) })
}

// Positions are those of events in a list.
func (a *Access) Positions(ctx context.Context, q timeline.Query, id string, most int) (list []store.Position, at int, err error) {
	failed := a.View(ctx, a.Reads, func(v *store.View) error {
		list, at, err = v.Positions(q, id, most)
		return err
	})
	return list, at, failed
}

// Changes lists a part of the log.
func (a *Access) Changes(ctx context.Context, q timeline.ChangeQuery) (store.ChangeList, error) {
	return look(ctx, a, func(v *store.View) (store.ChangeList, error) { return v.Changes(q) })
}

// EachChange walks through the log.
func (a *Access) EachChange(ctx context.Context, q timeline.ChangeQuery, fn func(doc json.RawMessage) error) error {
	return a.View(ctx, a.Reads, func(v *store.View) error { return v.EachChange(q, fn) })
}

// Revisions lists the versions of a record.
func (a *Access) Revisions(ctx context.Context, resource, id string, p timeline.Paging, after *store.Position) (store.List, error) {
	return look(ctx, a, func(v *store.View) (store.List, error) { return v.Revisions(resource, id, p, after) })
}

// Speakers names those who speak in quotes.
func (a *Access) Speakers(ctx context.Context, q timeline.QuoteQuery, quotes []json.RawMessage) (map[string]string, error) {
	return look(ctx, a, func(v *store.View) (map[string]string, error) { return v.Speakers(q, quotes) })
}

// EventWindow is the stretch of the log that is to be followed next.
func (a *Access) EventWindow(ctx context.Context, from int64) (store.Window, error) {
	return look(ctx, a, func(v *store.View) (store.Window, error) { return v.EventWindow(from) })
}

// EventChanges tells what became of events in a window.
func (a *Access) EventChanges(ctx context.Context, q timeline.Query, w store.Window, after *store.Position) (changes []store.EventChange, next *store.Position, err error) {
	failed := a.View(ctx, a.Reads, func(v *store.View) error {
		changes, next, err = v.EventChanges(q, w, after)
		return err
	})
	return changes, next, failed
}
