package store

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// history takes the words out of what records were, and out of what others showed of
// them, and indexes these states anew.
func (e *eraser) history() error {
	for _, p := range e.parts {
		its := cond{"n = ?", []any{p.n}}
		if err := e.rewrite(p.s, its, false, func(r timeline.Record) { p.from(r, e.why) }); err != nil {
			return err
		}
		if err := e.unlinkPast(p); err != nil {
			return err
		}
		if err := e.shownPast(p); err != nil {
			return err
		}
	}
	return e.reindex()
}

// reindex writes the words anew of the states of the past that are noted.
func (e *eraser) reindex() error {
	then := reindexer{Tx: e.Tx}
	if err := then.learn(); err != nil {
		return err
	}
	for _, of := range resources {
		for part := range slices.Chunk(slices.Sorted(maps.Keys(e.past[of.schema()])), min(batch, maxValues)) {
			if err := e.reindexPart(then, of, in("v", part, false)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *eraser) reindexPart(then reindexer, of resource, which cond) error {
	s, story := of.schema(), "0"
	if s.dated {
		story = "story"
	}
	var rows []everRow
	if err := e.db.Raw("SELECT v AS key, n, until, "+story+" AS story, doc FROM "+s.table+"_past WHERE "+which.sql+" ORDER BY v", which.args...).Scan(&rows).Error; err != nil {
		return fmt.Errorf("read the past of %s: %w", s.table, err)
	}
	for _, row := range rows {
		r, err := timeline.StoredRecord(s.resource, row.Doc)
		if err != nil {
			return err
		}
		about := then.setting(row)
		about.cited = e.citedNow
		said, err := of.words(r, about)
		if err != nil {
			return err
		}
		if err := e.index(s.table+"_past_fts", row.Key, false, said); err != nil {
			return err
		}
	}
	return e.flush()
}

// unlinkPast takes away by what a record was found of which all is erased, and why it
// was changed: reasons may say what it said.
func (e *eraser) unlinkPast(p *erasedPart) error {
	if p.s == &eventSchema && slices.Contains(p.fields, "/media") {
		return e.exec("forget pictures", "DELETE FROM event_media_past WHERE event = ?", p.n)
	}
	if len(p.fields) > 0 {
		return nil
	}
	links := slices.Clone(p.s.links)
	for _, l := range datedLinks {
		if map[*schema]linkTable{&actorSchema: actorAffiliations, &placeSchema: placeAncestorsTable, &storySchema: storyTopics}[p.s] == l {
			links = append(links, l)
		}
	}
	for _, l := range links {
		if err := e.exec("forget links", "DELETE FROM "+l.name+"_past WHERE "+l.owner+" = ?", p.n); err != nil {
			return err
		}
	}
	return e.exec("forget reasons", "UPDATE changes SET reason = '' WHERE entity = ? AND n = ? AND action <> 'erase'", p.s.resource, p.n)
}

// shownPast takes the words of a record out of the past of events, which showed them: a
// quote, or the name of an actor or place.
func (e *eraser) shownPast(p *erasedPart) error {
	switch p.s {
	case &quoteSchema:
		held := "SELECT event FROM quotes WHERE n = ? UNION SELECT event FROM quotes_past WHERE n = ?"
		return e.rewrite(&eventSchema, cond{"n IN (" + held + ")", []any{p.n, p.n}}, true, func(r timeline.Record) {
			quotes := r.(*timeline.Event).Quotes
			for i := range quotes {
				if quotes[i].ID == p.id {
					p.from(&quotes[i], e.why)
				}
			}
		})
	case &actorSchema:
		return e.rewrite(&eventSchema, everNaming(eventActors, p.n), true, func(r timeline.Record) {
			for i, a := range r.(*timeline.Event).Actors {
				if a.ID == p.id && p.takes("/name") {
					r.(*timeline.Event).Actors[i].Name = timeline.ErasedWords
				}
			}
		})
	case &placeSchema:
		return e.rewrite(&eventSchema, everNaming(eventPlaces, p.n), true, func(r timeline.Record) {
			for i, v := range r.(*timeline.Event).Places {
				if v.ID != p.id {
					continue
				}
				shown := &r.(*timeline.Event).Places[i]
				if shown.Name = timeline.ErasedWords; len(p.fields) == 0 {
					*shown = timeline.Venue{ID: v.ID, Name: shown.Name, Kind: v.Kind, Role: v.Role}
				}
			}
		})
	}
	return nil
}

// everNaming is the condition that events name, or ever named, what links lead to.
func everNaming(l linkTable, n int64) cond {
	of := "SELECT event FROM " + l.name + " WHERE " + l.target() + " = ? AND roles <> 0 UNION SELECT event FROM " + l.name + "_past WHERE " + l.target() + " = ? AND roles <> 0"
	return cond{"n IN (" + of + ")", []any{n, n}}
}

// rewrite changes the states of the past of some records of a resource, and notes those
// that differ then, and with always all of them, to be indexed anew.
func (e *eraser) rewrite(s *schema, which cond, always bool, change func(timeline.Record)) error {
	story, state, event := "0", "0", "0"
	if s.dated {
		story, state = "story", "state"
	}
	if s == &quoteSchema {
		event = "event"
	}
	statement := "SELECT v AS key, " + story + " AS story, " + state + " AS state, " + event + " AS event, doc FROM " + s.table + "_past WHERE " + which.sql + " AND v > ? ORDER BY v LIMIT ?"
	for after := int64(-1); ; {
		var rows []pastRow
		if err := e.db.Raw(statement, slices.Concat(which.args, []any{after, batch})...).Scan(&rows).Error; err != nil {
			return fmt.Errorf("read the past of %s: %w", s.table, err)
		}
		for _, row := range rows {
			after = row.Key
			if err := e.rewriteRow(s, row, always, change); err != nil {
				return fmt.Errorf("erase what is past of %s: %w", s.table, err)
			}
		}
		if len(rows) < batch {
			return nil
		}
	}
}

// pastRow is a state of the past, with what its columns follow from beside its document.
type pastRow struct {
	Key, Story, State, Event int64
	Doc                      []byte
}

func (e *eraser) rewriteRow(s *schema, row pastRow, always bool, change func(timeline.Record)) error {
	r, err := timeline.StoredRecord(s.resource, row.Doc)
	if err != nil {
		return err
	}
	change(r)
	doc, err := timeline.Encode(r)
	if err != nil {
		return err
	}
	same := bytes.Equal(doc, row.Doc)
	if !same || always {
		if e.past[s] == nil {
			e.past[s] = map[int64]bool{}
		}
		e.past[s][row.Key] = true
	}
	if same {
		return nil
	}
	e.out.Versions++
	columns := columnsThen(row, r)
	columns["doc"] = string(doc)
	names := slices.Sorted(maps.Keys(columns))
	args := make([]any, len(names), len(names)+1)
	for i, name := range names {
		args[i] = columns[name]
	}
	return e.exec("write the past of "+s.table, "UPDATE "+s.table+"_past SET "+strings.Join(names, " = ?, ")+" = ? WHERE v = ?", append(args, row.Key)...)
}

// columnsThen are the columns of a state of the past that follow from its document.
func columnsThen(row pastRow, r timeline.Record) map[string]any {
	story := storyRow{n: row.Story, private: row.State >= statePrivate}
	switch r := r.(type) {
	case *timeline.Event:
		return eventColumns(story, r)
	case *timeline.Quote:
		state := int(row.State)
		if r.Retracted != nil {
			state = retractedState(story)
		}
		return quoteColumns(row.Story, row.Event, r, state)
	}
	return namedColumns(r)
}
