package store

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// A span of a source's text has one digest. Where the text is not held, who was
// first says which: the spans that records cite are kept in a table, and one that
// comes with another digest than is on file, for the same version of the source, is
// refused. It is judged by what a transaction leaves, so that a batch may correct
// both.

// spanKey is a span of a version of a source.
type spanKey struct {
	source     int64
	version    string // the digest of the whole text; empty where it is not known
	start, end int
}

// claim is a span that a transaction has a record cite, and has not had it before.
type claim struct {
	spanKey
	digest   string
	resource string
	n        int64
	id       string
	pointer  string // in what is written
	order    int
}

// recordKey names a record.
type recordKey struct{ resource, id string }

// citedBy are the lists of citations that a record itself has, by their pointers.
func citedBy(r timeline.Record) (pointers []string, lists [][]timeline.Citation) {
	switch r := r.(type) {
	case *timeline.Event:
		return []string{"/citations"}, [][]timeline.Citation{r.Citations}
	case *timeline.Quote:
		return []string{"/citations"}, [][]timeline.Citation{r.Citations}
	case *timeline.Source:
		pointers, lists = []string{"/not_factual"}, [][]timeline.Citation{r.NotFactual}
		for i := range r.Notes {
			pointers, lists = append(pointers, fmt.Sprintf("/notes/%d/citations", i)), append(lists, r.Notes[i].Citations)
		}
	}
	return pointers, lists
}

// spansIndex is the index by which a span is found.
const spansIndex = "cited_spans_by_span"

var spanColumns = []string{"resource", "record", "source", "version", "start_at", "end_at", "sha256"}

// citing is a record that cites a source which was not there when it was written: one
// that comes later in the same file.
type citing struct {
	schema *schema
	record timeline.Record
	n      int64
}

// keepSpans writes the spans that a record cites. Those of a source that is not there
// yet wait for it, in tx.early.
func (tx *Tx) keepSpans(s *schema, r timeline.Record, n int64, how outcome) error {
	pointers, lists := citedBy(r)
	if pointers == nil {
		return nil
	}
	this := recordKey{s.resource, r.RecordID()}
	delete(tx.early, this)
	before := map[spanKey]string{}
	if how == updated {
		var err error
		if before, err = tx.dropSpans(s, n); err != nil {
			return err
		}
	}
	kept := map[spanKey]string{}
	for i, list := range lists {
		for j, ct := range list {
			if !ct.Placed() || ct.Grade == timeline.GradeLost {
				continue
			}
			source, found, err := tx.source(ct.Source)
			if err != nil {
				return err
			}
			if !found {
				tx.early[this] = citing{s, r, n}
				continue
			}
			held, err := tx.textOf(source.n)
			if err != nil {
				return err
			}
			key := spanKey{source.n, source.digest, ct.Start, ct.End}
			at := tx.stand[this] + pointers[i] + "/" + strconv.Itoa(j)
			if _, twice := kept[key]; twice {
				continue
			}
			kept[key] = ct.SHA256
			tx.inserts.add("cited_spans", spanColumns, nil, []any{s.resource, n, source.n, source.digest, ct.Start, ct.End, ct.SHA256})
			if held.text == nil && before[key] != ct.SHA256 {
				tx.claims = append(tx.claims, claim{key, ct.SHA256, s.resource, n, r.RecordID(), at, len(tx.claims)})
			}
		}
	}
	return nil
}

// keepEarlySpans writes the spans that have waited for a source, in the order of the
// records that cite it.
func (tx *Tx) keepEarlySpans() error {
	early := slices.SortedFunc(maps.Values(tx.early), func(a, b citing) int {
		return cmp.Or(cmp.Compare(a.schema.resource, b.schema.resource), cmp.Compare(a.n, b.n))
	})
	for _, c := range early {
		if err := tx.keepSpans(c.schema, c.record, c.n, updated); err != nil {
			return err
		}
	}
	return nil
}

// stands notes where an event and its quotes stand in what is written.
func (tx *Tx) stands(pointer string, e *timeline.Event) {
	if pointer != "" {
		tx.stand[recordKey{eventSchema.resource, e.ID}] = pointer
	}
	for i := range e.Quotes {
		if key := (recordKey{quoteSchema.resource, e.Quotes[i].ID}); len(e.Quotes[i].Citations) > 0 && tx.alone != key {
			tx.stand[key] = fmt.Sprintf("%s/quotes/%d", pointer, i)
		}
	}
}

// dropSpans takes away the spans of a record, and returns them with their digests.
func (tx *Tx) dropSpans(s *schema, n int64) (map[spanKey]string, error) {
	if err := tx.flushTable("cited_spans"); err != nil {
		return nil, err
	}
	before := map[spanKey]string{}
	err := eachRow(tx.db.Raw("SELECT source, version, start_at, end_at, sha256 FROM cited_spans WHERE resource = ? AND record = ?", s.resource, n), func(scan func(into ...any) error) error {
		var k spanKey
		var digest string
		err := scan(&k.source, &k.version, &k.start, &k.end, &digest)
		before[k] = digest
		return err
	})
	if err != nil || len(before) == 0 {
		return before, err
	}
	return before, tx.exec("write the spans of a record", "DELETE FROM cited_spans WHERE resource = ? AND record = ?", s.resource, n)
}

// checkSpans refuses spans that are on file with another digest. contested are then
// the records that have them.
func (tx *Tx) checkSpans() error {
	claims := tx.claims
	tx.claims = nil
	doubtful := tx.filed.file(claims)
	if len(doubtful) == 0 {
		return nil
	}
	if err := tx.flush(); err != nil {
		return err
	}
	if err := tx.needIndex(spansIndex); err != nil {
		return err
	}
	bySource := map[int64][]claim{}
	for _, c := range doubtful {
		bySource[c.source] = append(bySource[c.source], c)
	}
	order := map[recordKey]int{}
	for _, c := range claims {
		order[recordKey{c.resource, c.id}] = c.order
	}
	c := checker{Tx: tx}
	clear(tx.contested)
	for source, list := range bySource {
		differ, err := tx.spansThatDiffer(source, list)
		if err != nil {
			return err
		}
		for _, claimed := range list {
			if !differ[claimed.spanKey] {
				continue
			}
			if err := c.contest(claimed, order); err != nil {
				return err
			}
		}
	}
	slices.SortFunc(c.faults, func(a, b timeline.Fault) int { return strings.Compare(a.Pointer, b.Pointer) })
	return c.refused()
}

// spansThatDiffer are the spans, among those claimed of a source, that there are several
// digests of.
func (tx *Tx) spansThatDiffer(source int64, claims []claim) (map[spanKey]bool, error) {
	differ := map[spanKey]bool{}
	var starts []int
	for _, c := range claims {
		starts = append(starts, c.start)
	}
	slices.Sort(starts)
	for part := range slices.Chunk(slices.Compact(starts), maxValues-1) {
		c := in("start_at", part, false)
		rows := tx.db.Raw("SELECT version, start_at, end_at FROM cited_spans WHERE source = ? AND "+c.sql+" GROUP BY version, start_at, end_at HAVING min(sha256) <> max(sha256)", append([]any{source}, c.args...)...)
		err := eachRow(rows, func(scan func(into ...any) error) error {
			k := spanKey{source: source}
			err := scan(&k.version, &k.start, &k.end)
			differ[k] = true
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read cited spans: %w", err)
		}
	}
	return differ, nil
}

// liveSpans are the spans of records that are not retracted, x naming the table.
const liveSpans = "(x.resource = 'event' AND EXISTS (SELECT 1 FROM events d WHERE d.n = x.record AND d.state IN (0, 2))" +
	" OR x.resource = 'quote' AND EXISTS (SELECT 1 FROM quotes d WHERE d.n = x.record AND d.state IN (0, 2))" +
	" OR x.resource = 'source' AND EXISTS (SELECT 1 FROM sources d WHERE d.n = x.record AND d.retracted = 0))"

// maxContested bounds how many records with another digest are looked at.
const maxContested = 100

// contest faults a claim where a record that was there before it has another digest.
// order is where each record stands in what is written.
func (c *checker) contest(claimed claim, order map[recordKey]int) error {
	var on []struct {
		Resource, Digest string
		Record           int64
	}
	err := c.db.Raw("SELECT x.resource, x.record, x.sha256 AS digest FROM cited_spans x WHERE x.source = ? AND x.start_at = ? AND x.end_at = ? AND x.version = ? AND "+liveSpans+" ORDER BY x.resource, x.record LIMIT ?",
		claimed.source, claimed.start, claimed.end, claimed.version, maxContested).Scan(&on).Error
	if err != nil {
		return fmt.Errorf("read cited spans: %w", err)
	}
	live := false
	for _, o := range on {
		live = live || o.Resource == claimed.resource && o.Record == claimed.n
	}
	if !live && len(on) < maxContested {
		return nil
	}
	for _, o := range on {
		if o.Digest == claimed.digest {
			continue
		}
		var id, source string
		if err := scanOne(c.db.Raw("SELECT id FROM "+resourceNamed(o.Resource).schema().table+" WHERE n = ?", o.Record), &id); err != nil {
			return fmt.Errorf("read a record that cites a span: %w", err)
		}
		if at, written := order[recordKey{o.Resource, id}]; written && at > claimed.order {
			continue // that one came later
		}
		if err := scanOne(c.db.Raw("SELECT id FROM sources WHERE n = ?", claimed.source), &source); err != nil {
			return fmt.Errorf("read a source: %w", err)
		}
		before := len(c.faults)
		c.fault(claimed.pointer+"/sha256", "the %s %q cites characters %d–%d of the source %q with another digest, %s: one of the two is wrong. Write both anew at once, or hand over the text, which decides",
			o.Resource, id, claimed.start, claimed.end, source, o.Digest)
		c.contested[recordKey{claimed.resource, claimed.id}] = (&checker{faults: slices.Clone(c.faults[before:])}).refused()
		return nil
	}
	return nil
}
