package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// A row of a foreign file is known again by its external id, within its story. What
// it said when its event was last written of it is kept as a digest, with the revision
// that it made: the same row changes nothing, whatever was edited since, and one that
// says something else does not undo what was edited.

// importedRow is an event that has an external id, and the row that it was made of.
type importedRow struct {
	id        string
	n         int64
	revision  int
	retracted bool

	made      int    // the revision that the row made; 0 where no row is on file
	digest    string // of what it says
	version   int64  // see timeline.Row
	citations []timeline.Citation
}

// rowKey is how a row is known again.
type rowKey struct{ story, externalID string }

// lookUpRows asks at once which events are there that rows of a batch may be of.
func (tx *Tx) lookUpRows(externalIDs []string) error {
	tx.rows = map[rowKey]*importedRow{}
	slices.Sort(externalIDs)
	for part := range slices.Chunk(slices.Compact(externalIDs), maxValues) {
		if err := tx.readRows(in("x.external_id", part, false)); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) readRows(which cond) error {
	rows, err := tx.db.Raw("SELECT x.external_id, s.id, d.id, d.n, d.revision, d.state, coalesce(r.revision, 0), coalesce(r.digest, ''), coalesce(r.version, 0), coalesce(r.citations, '[]')"+
		" FROM event_external_ids x JOIN events d ON d.n = x.event JOIN stories s ON s.n = d.story LEFT JOIN imported_rows r ON r.event = d.n"+
		" WHERE "+which.sql+" ORDER BY d.n", which.args...).Rows()
	if err != nil {
		return fmt.Errorf("look up imported rows: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var key rowKey
		var r importedRow
		var state int
		var citations []byte
		if err := rows.Scan(&key.externalID, &key.story, &r.id, &r.n, &r.revision, &state, &r.made, &r.digest, &r.version, &citations); err != nil {
			return fmt.Errorf("read an imported row: %w", err)
		}
		if err := json.Unmarshal(citations, &r.citations); err != nil {
			return fmt.Errorf("decode the citations of an imported row: %w", err)
		}
		r.retracted = state&stateRetract != 0
		if tx.rows[key] == nil { // of several that have the id, the first
			tx.rows[key] = &r
		}
	}
	return rows.Err()
}

// writeRow writes the event of a row, unless the row says what it said before, is older
// than the one that the event was made of, or the event was edited since. overwrite
// takes the row of one that was edited all the same.
func (tx *Tx) writeRow(story storyRow, e *timeline.Event, row *timeline.Row, overwrite bool) error {
	digest, err := digestOf(e, row)
	if err != nil {
		return err
	}
	if row, err = tx.ledRow(e, row); err != nil {
		return err
	}
	key := rowKey{e.Story, e.ExternalIDs[0]}
	was := tx.rows[key]
	if was == nil {
		id, err := tx.idOfRow(e)
		if err != nil {
			return err
		}
		timeline.SetRecordID(e, id)
		e.Citations = append(slices.Clip(e.Citations), row.From)
		return tx.writeRowAs(story, e, row, key, importedRow{id: id, digest: digest, version: row.Version, citations: e.Citations})
	}
	timeline.SetRecordID(e, was.id)
	if was.digest == digest || row.Version != 0 && row.Version < was.version {
		tx.report.Unchanged[countedAs(e)]++
		tx.warner.warn(tx.at(""), e.Warnings(tx.now)...)
		return tx.report.list(nil, e, unchanged)
	}
	same := false
	if was.made == 0 {
		if same, err = tx.saysSo(story, e, row); err != nil {
			return err
		}
	}
	switch {
	case same: // it came here otherwise, from an archive perhaps
		tx.report.Unchanged[countedAs(e)]++
		was.digest, was.version, was.made, was.citations = digest, row.Version, was.revision, e.Citations
		return timeline.Together(tx.report.list(nil, e, unchanged), tx.keepRow(was))
	case was.retracted:
		return refuse("", "the event %q is retracted here, and the row says something else than before: let it stand again before importing the row", was.id)
	case was.made != was.revision && !overwrite:
		return refuse("", "the event %q was edited here, and the row says something else than it: the event is kept; import with overwrite to take the row", was.id)
	}
	added, err := tx.addedSince(was)
	if err != nil {
		return err
	}
	own := append(slices.Clip(e.Citations), row.From)
	e.Citations = slices.Concat(own, added)
	next := *was
	next.digest, next.version, next.citations = digest, row.Version, own
	return tx.writeRowAs(story, e, row, key, next)
}

// ledRow has the event of a row name what was merged by what it was merged into, and
// returns the row that does so, too. Its digest is of what it says itself.
func (tx *Tx) ledRow(e *timeline.Event, row *timeline.Row) (*timeline.Row, error) {
	led, _, err := tx.ledEvent(e)
	if err != nil {
		return row, err
	}
	*e = *led
	own := *row
	own.From.Source, err = tx.lead(sourceSchema.resource, row.From.Source)
	return &own, err
}

// writeRowAs writes an event, and notes what the row says of it.
func (tx *Tx) writeRowAs(story storyRow, e *timeline.Event, row *timeline.Row, key rowKey, as importedRow) error {
	if err := tx.withParts(story, row, func() error { return tx.writeEvent(story, e) }); err != nil {
		return err
	}
	tx.warner.event(tx.at(""), e)
	isNew := as.made == 0
	as.n, as.revision, as.made = tx.wrote.n, tx.wrote.revision, tx.wrote.revision
	tx.rows[key] = &as
	if isNew && tx.wrote.revision == 1 {
		citations, err := json.Marshal(as.citations)
		if err != nil {
			return err
		}
		tx.inserts.row("imported_rows", map[string]any{"event": as.n, "digest": as.digest, "revision": as.made, "version": as.version, "citations": string(citations)})
		return nil
	}
	return tx.keepRow(&as)
}

// keepRow notes what a row says of an event that is stored.
func (tx *Tx) keepRow(r *importedRow) error {
	if err := tx.flush(); err != nil {
		return err
	}
	citations, err := json.Marshal(r.citations)
	if err != nil {
		return err
	}
	return tx.exec("note an imported row", "INSERT INTO imported_rows (event, digest, revision, version, citations) VALUES (?, ?, ?, ?, ?)"+
		" ON CONFLICT (event) DO UPDATE SET digest = excluded.digest, revision = excluded.revision, version = excluded.version, citations = excluded.citations",
		r.n, r.digest, r.made, r.version, string(citations))
}

// withParts runs fn while the sources that a row brings are there, and while actors
// and places that are made are as full as the row has them.
func (tx *Tx) withParts(story storyRow, row *timeline.Row, fn func() error) error {
	tx.parts, tx.ofRow = row.Parts, true
	defer func() { tx.parts, tx.ofRow = nil, false }()
	return tx.members.within(&story, func() error {
		for _, part := range row.Parts {
			source, ok := part.(*timeline.Source)
			if !ok {
				continue
			}
			if _, found, err := tx.source(source.ID); err != nil || found {
				if err != nil {
					return err
				}
				continue
			}
			if _, err := tx.putSource(*source); err != nil {
				return err
			}
		}
		return fn()
	})
}

// idOfRow is a free id for the event of a row: made of its external id, or of its
// title where that id was made of what the row says.
func (tx *Tx) idOfRow(e *timeline.Event) (string, error) {
	return tx.freeID(&eventSchema, baseOfRow(e), nil)
}

// baseOfRow is the id that the event of a row has where that is not taken.
func baseOfRow(e *timeline.Event) string {
	external := e.ExternalIDs[0]
	base := latin(strings.ReplaceAll(external, ":", " "))
	if _, id, _ := strings.Cut(external, ":"); strings.HasPrefix(id, timeline.ContentID) || base == "" {
		base = readableID(&eventSchema, e)
	}
	if slices.Contains(timeline.ReservedIDs, base) {
		base = eventSchema.resource + "-" + base
	}
	return base
}

// digestOf is the digest of what a row says: its event and what comes with that,
// without where the row stands.
func digestOf(e *timeline.Event, row *timeline.Row) (string, error) {
	plain := *e
	plain.Quotes = slices.Clone(e.Quotes)
	timeline.SetRecordID(&plain, "")
	sum := sha256.New()
	enc := json.NewEncoder(sum)
	if err := enc.Encode(&plain); err != nil {
		return "", fmt.Errorf("encode a row: %w", err)
	}
	for _, part := range row.Parts {
		if source, ok := part.(*timeline.Source); ok && source.ID == row.From.Source {
			continue
		}
		if err := enc.Encode(part); err != nil {
			return "", fmt.Errorf("encode a row: %w", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

// saysSo tells whether the stored event says all that a row does. What it cites
// beyond the row does not count.
func (tx *Tx) saysSo(story storyRow, e *timeline.Event, row *timeline.Row) (bool, error) {
	st, err := tx.find(&eventSchema, e.ID)
	if err != nil || !st.found {
		return false, err
	}
	old, err := decodeEvent(st.doc)
	if err != nil {
		return false, fmt.Errorf("decode event %s: %w", e.ID, err)
	}
	same := *e
	same.Quotes = slices.Clone(e.Quotes)
	tx.parts, tx.ofRow = row.Parts, true
	defer func() { tx.parts, tx.ofRow = nil, false }()
	c := &checker{Tx: tx}
	if _, err := c.identify(story, &same); err != nil || len(c.faults) > 0 {
		return false, err
	}
	for _, ct := range same.Citations {
		if !slices.ContainsFunc(old.Citations, ct.SameAs) {
			return false, nil
		}
	}
	same.Citations = old.Citations
	return saysAs(&same, &old), nil
}

// addedSince are the citations of a stored event that no row of it brought.
func (tx *Tx) addedSince(r *importedRow) ([]timeline.Citation, error) {
	st, err := tx.find(&eventSchema, r.id)
	if err != nil || !st.found || r.made == 0 {
		return nil, err
	}
	old, err := decodeEvent(st.doc)
	if err != nil {
		return nil, fmt.Errorf("decode event %s: %w", r.id, err)
	}
	brought := slices.Clone(r.citations)
	for i := range brought {
		if brought[i].Source, err = tx.lead(sourceSchema.resource, brought[i].Source); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(old.Stripped().Citations, func(ct timeline.Citation) bool { return slices.ContainsFunc(brought, ct.SameAs) }), nil
}

// fuller is an actor or place that an event brings along, as fully as its row has it.
func (tx *Tx) fullerActor(made timeline.Actor) timeline.Actor {
	for _, part := range tx.parts {
		if a, ok := part.(*timeline.Actor); ok && exactName(a.Name) == exactName(made.Name) && a.Kind == made.Kind {
			full := *a
			full.ID = made.ID
			return full
		}
	}
	return made
}

// fullerPlace is fullerActor for places.
func (tx *Tx) fullerPlace(made timeline.Place) timeline.Place {
	for _, part := range tx.parts {
		if p, ok := part.(*timeline.Place); ok && exactName(p.Name) == exactName(made.Name) && p.Kind == made.Kind && sameSpot(p.Lat, p.Lon, made.Lat, made.Lon) {
			full := *p
			full.ID, full.Lat, full.Lon = made.ID, cmp.Or(p.Lat, made.Lat), cmp.Or(p.Lon, made.Lon)
			full.Country = cmp.Or(p.Country, made.Country)
			return full
		}
	}
	return made
}

// spot is how far apart two places may be said to lie, in degrees, and be the same:
// sources round differently.
const spot = 0.05

// sameSpot tells whether two coordinates may be of one place: either is missing, or
// they are near.
func sameSpot(lat, lon, otherLat, otherLon *float64) bool {
	if lat == nil || lon == nil || otherLat == nil || otherLon == nil {
		return true
	}
	return max(*lat-*otherLat, *otherLat-*lat, *lon-*otherLon, *otherLon-*lon) <= spot
}

// countedAs is what a report counts a record as: an era apart from events.
func countedAs(r timeline.Record) string {
	if e, ok := r.(*timeline.Event); ok && e.Type == timeline.Era {
		return timeline.Era
	}
	return r.Resource()
}
