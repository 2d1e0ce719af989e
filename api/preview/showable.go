package preview

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/timeline"
)

// mostRounds bounds how often mistakes are looked for: each look tells of the first
// timeline.MaxFaults only, and what is left out may leave others without what they name.
const mostRounds = 50

var errNotShown = &timeline.Error{Code: timeline.InvalidRecord, Message: "The draft has too many mistakes to be shown: mend what the page of publishing lists."}

// draft is a story with mistakes, of which a preview shows the rest.
type draft struct {
	root   map[string]any  // as JSON has it
	filled map[string]bool // the fields that were filled in
}

func newDraft(doc *timeline.Document) (*draft, error) {
	text, err := timeline.Encode(doc)
	if err != nil {
		return nil, err
	}
	d := &draft{filled: map[string]bool{}}
	return d, json.Unmarshal(text, &d.root)
}

// valid is the story without what is wrong in it.
func (d *draft) valid(cut *httpserver.Cut) (*timeline.Document, error) {
	for range mostRounds {
		text, err := json.Marshal(d.root)
		if err != nil {
			return nil, err
		}
		node, err := timeline.ParseJSON(text)
		if err != nil {
			return nil, err
		}
		doc, err := timeline.ReadDocument(node)
		if err == nil {
			return doc, nil
		}
		if !d.cut(err, cut) {
			return nil, err
		}
	}
	return nil, errNotShown
}

// cut leaves out what an error is about, and reports false for one that is about
// something else.
func (d *draft) cut(why error, cut *httpserver.Cut) bool {
	te, ok := errors.AsType[*timeline.Error](why)
	if !ok || te.Code != timeline.InvalidRecord || len(te.Faults) == 0 {
		return false
	}
	for _, f := range te.Faults {
		cut.Mistakes++
		d.cutAt(strings.Split(strings.TrimPrefix(f.Pointer, "/"), "/"))
	}
	for _, name := range []string{"sources", "actors", "places", "events"} {
		list, _ := d.root[name].([]any)
		list = slices.DeleteFunc(list, func(item any) bool { return item == nil })
		for _, item := range list {
			if record, ok := item.(map[string]any); ok {
				for field, value := range record {
					if items, ok := value.([]any); ok {
						record[field] = slices.DeleteFunc(items, func(item any) bool { return item == nil })
					}
				}
			}
		}
		d.root[name] = list
	}
	return true
}

// required are the fields that records need, and what stands in one until it is said.
var required = map[string]any{"title": "…", "name": "…", "type": "other", "kind": "group", "date": map[string]any{"basis": "unknown"}}

// cutAt leaves out the smallest thing at a place that a record can do without, or fills
// in what it cannot.
func (d *draft) cutAt(steps []string) {
	list, listed := d.root[steps[0]].([]any)
	record, _ := d.root[steps[0]].(map[string]any)
	remove := func() {}
	if listed && len(steps) > 1 {
		i, err := strconv.Atoi(steps[1])
		if err != nil || i >= len(list) || list[i] == nil {
			return // left out already
		}
		record, _ = list[i].(map[string]any)
		remove = func() { list[i] = nil }
		steps = steps[1:]
	}
	if record == nil || len(steps) < 2 || steps[1] == "id" {
		remove()
		return
	}
	field := steps[1]
	if value, ok := required[field]; ok && (field != "kind" || record["date"] == nil) {
		key := fmt.Sprint(record["id"], " ", field)
		if d.filled[key] {
			remove()
		}
		d.filled[key], record[field] = true, value
		return
	}
	if items, ok := record[field].([]any); ok && len(steps) > 2 {
		if i, err := strconv.Atoi(steps[2]); err == nil && i < len(items) {
			items[i] = nil
			return
		}
	}
	delete(record, field)
}
