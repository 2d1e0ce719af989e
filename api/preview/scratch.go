package preview

import (
	"context"
	"errors"
	"slices"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// mostEvents is how many events of a story a preview shows: those of the draft, what
// they are related to, and of the others the first.
const mostEvents = 2000

// scratch is a store with a story as its draft makes it, and with the texts of its
// sources, so that words are graded as they will be. shown are the digests of the
// pictures kept here that it names: these stay where they are.
func scratch(ctx context.Context, from *store.Store, d store.Draft) (st *store.Store, shown map[string]bool, cut httpserver.Cut, err error) {
	drafted, texts, err := Drafted(ctx, from, d)
	if err != nil {
		return nil, nil, cut, err
	}
	doc := drafted.Document
	doc.Story.Visibility, doc.Story.Retracted = timeline.Public, nil
	for i := range doc.Sources {
		if text := texts[doc.Sources[i].ID]; text != nil {
			doc.Sources[i].Digest, doc.Sources[i].Length = text.Digest(), text.Length()
		}
	}
	cut = shorten(doc, drafted.Records)
	st, err = store.OpenScratch(ctx)
	if err != nil {
		return nil, nil, cut, err
	}
	if err := fill(ctx, st, doc, texts, &cut); err != nil {
		return nil, nil, cut, errors.Join(err, st.Close())
	}
	return st, picturesIn(doc), cut, nil
}

// picturesIn are the digests of the pictures kept here that events name.
func picturesIn(doc *timeline.Document) map[string]bool {
	shown := map[string]bool{}
	for i := range doc.Events {
		for _, digest := range doc.Events[i].Pictures() {
			shown[digest] = true
		}
	}
	return shown
}

// Drafted is a story with its draft laid over it, and the texts of its sources that are
// here, by their ids: those of the draft before the published ones.
func Drafted(ctx context.Context, from *store.Store, d store.Draft) (drafted *store.Drafted, texts map[string]*evidence.Text, err error) {
	records, err := from.DraftRecords(ctx, d)
	if err != nil {
		return nil, nil, err
	}
	bodies := map[string]string{}
	err = from.View(ctx, store.ViewOptions{Private: true}, func(v *store.View) error {
		if drafted, err = v.Drafted(d.Story, records); err != nil {
			return err
		}
		for _, s := range drafted.Document.Sources {
			if bodies[s.ID], err = v.SourceText(s.ID); err != nil && timeline.CodeOf(err) != timeline.NotFound {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	texts = map[string]*evidence.Text{}
	for _, s := range drafted.Document.Sources {
		body, found, err := from.DraftText(ctx, d, s.ID)
		if err != nil {
			return nil, nil, err
		}
		if !found {
			body = bodies[s.ID]
		}
		if body != "" {
			texts[s.ID] = evidence.NewText(body)
		}
	}
	return drafted, texts, nil
}

// shorten leaves out of a large story what a preview does not show, and relations that
// lead out of what it shows.
func shorten(doc *timeline.Document, records []store.DraftRecord) httpserver.Cut {
	cut := httpserver.Cut{All: len(doc.Events)}
	wanted := map[string]bool{}
	for _, r := range records {
		if r.Entity == "event" {
			wanted[r.ID] = true
		}
	}
	for i := range doc.Events {
		if wanted[doc.Events[i].ID] {
			for _, r := range doc.Events[i].Relations {
				wanted[r.Event] = true
			}
		}
	}
	room := mostEvents
	for i := range doc.Events {
		if wanted[doc.Events[i].ID] {
			room--
		}
	}
	shown := map[string]bool{}
	doc.Events = slices.DeleteFunc(doc.Events, func(e timeline.Event) bool {
		if !wanted[e.ID] {
			if room--; room < 0 {
				return true
			}
		}
		shown[e.ID] = true
		return false
	})
	for i := range doc.Events {
		e := &doc.Events[i]
		e.Relations = slices.DeleteFunc(slices.Clone(e.Relations), func(r timeline.Relation) bool { return !shown[r.Event] })
	}
	cut.Shown = len(doc.Events)
	return cut
}

// fill writes a document: its sources with their texts first, by which the rest is
// judged, and all of it that has no mistakes then.
func fill(ctx context.Context, st *store.Store, doc *timeline.Document, texts map[string]*evidence.Text, cut *httpserver.Cut) error {
	whole, err := newDraft(doc)
	if err != nil {
		return err
	}
	if doc, err = whole.valid(cut); err != nil {
		return err
	}
	first := &timeline.Document{Version: doc.Version, Story: doc.Story}
	for _, s := range doc.Sources {
		first.Sources = append(first.Sources, timeline.Source{ID: s.ID, Title: s.Title, Digest: s.Digest, Length: s.Length})
	}
	write := func(fn func(tx *store.Tx) error) error {
		_, err := st.Update(ctx, store.UpdateOptions{}, fn)
		return err
	}
	if err := write(func(tx *store.Tx) error { return tx.Import(first) }); err != nil {
		return err
	}
	for i := range doc.Sources {
		text := texts[doc.Sources[i].ID]
		if text == nil {
			continue
		}
		err := write(func(tx *store.Tx) error {
			_, err := tx.PutText(doc.Sources[i].ID, text, func(store.Record) error { return nil })
			return err
		})
		if err != nil {
			return err
		}
	}
	for range mostRounds {
		err := write(func(tx *store.Tx) error { return tx.Import(doc) })
		if err == nil {
			return nil
		}
		if !whole.cut(err, cut) {
			return err
		}
		if doc, err = whole.valid(cut); err != nil {
			return err
		}
	}
	return errNotShown
}
