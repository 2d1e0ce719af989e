package store

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"unicode/utf8"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

// typedMember is the member of a draft's document that holds what was typed into its
// fields and not understood, by their JSON Pointers.
const typedMember = "typed"

// read reads the draft: its records put together with what has been published since,
// in the order in which they are written.
func (p *publishing) read() error {
	list, err := draftRecords(p.tx.db, p.out.Draft, cond{sql: "1 = 1"})
	if err != nil {
		return err
	}
	slices.SortStableFunc(list, func(a, b DraftRecord) int {
		return cmp.Compare(slices.Index(timeline.Resources, a.Entity), slices.Index(timeline.Resources, b.Entity))
	})
	for _, d := range list {
		if d.Base == 0 && d.Document == nil {
			continue // taken out before it was ever published
		}
		r := &pendingRecord{DraftRecord: d, as: d.ID}
		if err := p.together(r); err != nil {
			return err
		}
		if d.Base != 0 && !r.failed && r.Document != nil && sameDocument(r.Document, r.before) {
			continue
		}
		p.pending = append(p.pending, r)
	}
	p.texts, err = draftTexts(p.tx.db, p.out.Draft)
	return err
}

// together puts a record together with what has been published of it since.
func (p *publishing) together(r *pendingRecord) error {
	if r.Document != nil {
		if err := p.takeTyped(r); err != nil {
			return err
		}
	}
	if r.Base == 0 {
		return nil
	}
	st, err := p.tx.find(resourceNamed(r.Entity).schema(), r.ID)
	if err != nil {
		return err
	}
	v := p.tx.view()
	now, revision, err := v.Authored(r.Entity, r.ID)
	if timeline.CodeOf(err) == timeline.NotFound {
		return p.fault(r, refuse("", "there is no %s %q any more: take it out of the draft", r.Entity, r.ID))
	}
	if err != nil {
		return err
	}
	r.before, r.public = now, st.public
	var known struct{ Retracted *timeline.Retraction }
	if err := json.Unmarshal(now, &known); err != nil {
		return fmt.Errorf("decode %s %s: %w", r.Entity, r.ID, err)
	}
	if known.Retracted != nil {
		return p.fault(r, refuse("", "the %s has been retracted, and stays as it is: take it out of the draft", r.Entity))
	}
	if revision == r.Base || r.Document == nil {
		return nil
	}
	began, err := v.AuthoredAt(r.Entity, r.ID, r.Base)
	if err != nil {
		return err
	}
	merged, conflicts, err := threeway.Merge(began, r.Document, now)
	if err != nil {
		return fmt.Errorf("put %s %s together: %w", r.Entity, r.ID, err)
	}
	open := slices.DeleteFunc(slices.Clone(conflicts), func(c threeway.Conflict) bool {
		_, decided := p.opts.Decided[DraftField{r.Entity, r.ID, c.Pointer}]
		return decided
	})
	if len(open) > 0 {
		p.fail(r)
		p.out.Conflicts = append(p.out.Conflicts, PublishConflict{r.Entity, r.ID, open})
	}
	for _, c := range conflicts {
		if p.opts.Decided[DraftField{r.Entity, r.ID, c.Pointer}] {
			if merged, err = threeway.Take(merged, c); err != nil {
				return fmt.Errorf("put %s %s together: %w", r.Entity, r.ID, err)
			}
		}
	}
	r.Document = merged
	return nil
}

// takeTyped takes from a document what was typed and not understood: each of that is a
// fault of its field.
func (p *publishing) takeTyped(r *pendingRecord) error {
	var fields map[string]json.RawMessage
	if json.Unmarshal(r.Document, &fields) != nil || fields[typedMember] == nil {
		return nil //nolint:nilerr // what is no object is told of when it is decoded
	}
	var typed map[string]string
	if err := json.Unmarshal(fields[typedMember], &typed); err != nil {
		return p.fault(r, refuse("/"+typedMember, "what was typed is not kept as texts by their fields"))
	}
	delete(fields, typedMember)
	for _, pointer := range slices.Sorted(maps.Keys(typed)) {
		p.fail(r)
		p.out.Faults = append(p.out.Faults, DraftFault{DraftField{r.Entity, r.ID, pointer}, fmt.Sprintf("%q is not understood", timeline.Clip(typed[pointer], 60)), typed[pointer]})
	}
	var err error
	r.Document, err = json.Marshal(fields)
	return err
}

// sameDocument tells whether two documents say the same.
func sameDocument(a, b json.RawMessage) bool {
	var texts [2][]byte
	for i, document := range []json.RawMessage{a, b} {
		value, err := decodedNumbers(document)
		if err != nil {
			return false
		}
		if texts[i], err = json.Marshal(value); err != nil {
			return false
		}
	}
	return bytes.Equal(texts[0], texts[1])
}

// decodedNumbers decodes JSON and keeps numbers as they are written.
func decodedNumbers(document json.RawMessage) (value any, err error) {
	decoder := json.NewDecoder(bytes.NewReader(document))
	decoder.UseNumber()
	err = decoder.Decode(&value)
	return value, err
}

// placeholder is an id that a record has in a draft until it is published.
var placeholder = regexp.MustCompile(`^new-[a-z2-7]{8}$`)

// name gives what is new its readable id, and has all that refers to it say so.
func (p *publishing) name() error {
	taken := map[*schema]map[string]bool{}
	free := func(s *schema, id, base string) error {
		if !placeholder.MatchString(id) || p.ids[id] != "" {
			return nil
		}
		if taken[s] == nil {
			taken[s] = map[string]bool{}
		}
		readable, err := p.tx.freeID(s, base, taken[s])
		taken[s][readable], p.ids[id] = true, readable
		return err
	}
	for _, r := range p.pending {
		if r.Base != 0 || r.Document == nil {
			continue
		}
		record := timeline.NewRecord(r.Entity)
		_ = json.Unmarshal(r.Document, record) // what cannot be read is told of when it is decoded
		s := schemaOf(record)
		if err := free(s, r.ID, readableID(s, record)); err != nil {
			return err
		}
	}
	for _, r := range p.pending {
		var e timeline.Event
		if r.Entity != eventSchema.resource || r.Document == nil {
			continue
		}
		_ = json.Unmarshal(r.Document, &e)
		for i := range e.Quotes {
			q := &e.Quotes[i]
			q.Speaker = cmp.Or(p.ids[q.Speaker], q.Speaker)
			if err := free(&quoteSchema, q.ID, readableID(&quoteSchema, q)); err != nil {
				return err
			}
		}
	}
	for _, r := range p.pending {
		if r.as = cmp.Or(p.ids[r.ID], r.ID); r.failed {
			p.fail(r)
		}
		if err := p.rename(r); err != nil {
			return err
		}
	}
	for source, text := range p.texts {
		if id := p.ids[source]; id != "" {
			delete(p.texts, source)
			p.texts[id] = text
		}
	}
	return nil
}

// rename has a document say its id, and readable ids in place of those that stand for
// them.
func (p *publishing) rename(r *pendingRecord) error {
	if r.Document == nil {
		return nil
	}
	value, err := decodedNumbers(r.Document)
	if err != nil {
		return fmt.Errorf("read %s %s of a draft: %w", r.Entity, r.ID, err)
	}
	if fields, ok := renamed(value, p.ids).(map[string]any); ok {
		fields["id"] = r.as
	}
	r.Document, err = json.Marshal(value)
	return err
}

// renamed is a JSON value with other texts in place of some.
func renamed(value any, by map[string]string) any {
	switch v := value.(type) {
	case string:
		if to, ok := by[v]; ok {
			return to
		}
	case []any:
		for i := range v {
			v[i] = renamed(v[i], by)
		}
	case map[string]any:
		for name := range v {
			v[name] = renamed(v[name], by)
		}
	}
	return value
}

// decode reads the documents as records, and lists what is to change.
func (p *publishing) decode() error {
	for _, r := range p.pending {
		p.out.Changes = append(p.out.Changes, DraftChange{Entity: r.Entity, ID: r.ID, As: r.as, Before: r.before, After: r.Document})
		p.out.Reason = p.out.Reason || r.public && r.before != nil
		if r.Document == nil {
			continue
		}
		node, err := timeline.ParseJSON(r.Document)
		if err != nil {
			return fmt.Errorf("read %s %s of a draft: %w", r.Entity, r.ID, err)
		}
		if node.Kind != timeline.Object {
			if err := p.fault(r, refuse("", "the record is not a JSON object")); err != nil {
				return err
			}
			continue
		}
		known := len(p.out.Faults)
		r.record, err = timeline.DecodeRecord(r.Entity, node)
		p.own(r)
		if err := r.leaveOutWords(); err != nil {
			return err
		}
		if err != nil {
			if err := p.fault(r, err); err != nil {
				return err
			}
			p.dropEchoes(r, known)
		}
	}
	return nil
}

// own sets what a record of a draft does not say itself: its story, and of a source
// what its text says.
func (p *publishing) own(r *pendingRecord) {
	switch record := r.record.(type) {
	case *timeline.Source:
		if text, ok := p.texts[record.ID]; ok {
			record.Digest, record.Length = evidence.Digest(text), utf8.RuneCountInString(text)
		}
	case *timeline.Event:
		record.Story = p.out.Draft.Story
	case *timeline.Story:
		if r.Base == 0 && p.opts.Visibility != "" {
			record.Visibility = p.opts.Visibility
		}
	}
}

// dropEchoes forgets faults of fields in which something is typed that is not
// understood: that they are empty follows from it.
func (p *publishing) dropEchoes(r *pendingRecord, known int) {
	typed := map[string]bool{}
	for _, f := range p.out.Faults[:known] {
		if f.Entity == r.Entity && f.ID == r.ID && f.Typed != "" {
			typed[f.Pointer] = true
		}
	}
	p.out.Faults = append(p.out.Faults[:known:known], slices.DeleteFunc(slices.Clone(p.out.Faults[known:]), func(f DraftFault) bool { return typed[f.Pointer] })...)
}
