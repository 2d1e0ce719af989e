// Package threeway puts together two edits of one JSON object that were made from the
// same state of it. Fields that one of them left alone take the other's value; fields
// that both changed, and not alike, are conflicts, which people decide.
package threeway

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
)

// Conflict is a field that both edits changed, each in its own way. Null stands for a
// field that an edit, or the common state, does not have.
type Conflict struct {
	Pointer string          `json:"pointer"` // JSON Pointer (RFC 6901), such as /date or /actors/kyiv-post
	Base    json.RawMessage `json:"base"`
	Mine    json.RawMessage `json:"mine"`
	Theirs  json.RawMessage `json:"theirs"`
}

// Merge puts mine and theirs together, both made from base. The result has theirs
// where both changed a field: it is of use where there are no conflicts. A field is
// taken whole, but for lists of objects that each have an id of their own (actors,
// places, quotes): in those an item is a field. Each argument is a JSON object, and
// base may be null, where both began with nothing.
func Merge(base, mine, theirs json.RawMessage) (merged json.RawMessage, conflicts []Conflict, err error) {
	b, err := fieldsOf(base)
	if err != nil {
		return nil, nil, fmt.Errorf("the common state: %w", err)
	}
	m, err := fieldsOf(mine)
	if err != nil {
		return nil, nil, fmt.Errorf("the one edit: %w", err)
	}
	t, err := fieldsOf(theirs)
	if err != nil {
		return nil, nil, fmt.Errorf("the other edit: %w", err)
	}
	result := map[string]json.RawMessage{}
	names := maps.Clone(m)
	maps.Copy(names, t)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		value, found := field("/"+escaped(name), b[name], m[name], t[name])
		conflicts = append(conflicts, found...)
		if value != nil {
			result[name] = value
		}
	}
	merged, err = json.Marshal(result)
	return merged, conflicts, err
}

func fieldsOf(object json.RawMessage) (map[string]json.RawMessage, error) {
	fields := map[string]json.RawMessage{}
	if object == nil || string(bytes.TrimSpace(object)) == "null" {
		return fields, nil
	}
	err := json.Unmarshal(object, &fields)
	return fields, err
}

// field puts together one field. Nil is one that is not there.
func field(pointer string, base, mine, theirs json.RawMessage) (json.RawMessage, []Conflict) {
	switch {
	case same(mine, theirs), same(base, mine):
		return theirs, nil
	case same(base, theirs):
		return mine, nil
	}
	b, m, t := itemsOf(base), itemsOf(mine), itemsOf(theirs)
	if b == nil || m == nil || t == nil {
		return theirs, []Conflict{{pointer, orNull(base), orNull(mine), orNull(theirs)}}
	}
	return list(pointer, b, m, t)
}

// list puts together lists item by item, in the order of theirs, with what is only
// mine at the end.
func list(pointer string, base, mine, theirs *items) (json.RawMessage, []Conflict) {
	var conflicts []Conflict
	merged := []json.RawMessage{}
	for _, id := range append(slices.Clone(theirs.ids), without(mine.ids, theirs.by)...) {
		value, found := field(pointer+"/"+escaped(id), base.by[id], mine.by[id], theirs.by[id])
		conflicts = append(conflicts, found...)
		if value != nil {
			merged = append(merged, value)
		}
	}
	text, _ := json.Marshal(merged) // of values that were read: they can be written
	return text, conflicts
}

// items are those of a list by their ids, in their order.
type items struct {
	ids []string
	by  map[string]json.RawMessage
}

// itemsOf reads a list of objects whose ids are all there and differ; nil where it is
// none. A field that is not there is an empty list.
func itemsOf(value json.RawMessage) *items {
	found := &items{by: map[string]json.RawMessage{}}
	if value == nil {
		return found
	}
	var all []json.RawMessage
	if json.Unmarshal(value, &all) != nil {
		return nil
	}
	for _, item := range all {
		var known struct{ ID string }
		if json.Unmarshal(item, &known) != nil || known.ID == "" || found.by[known.ID] != nil {
			return nil
		}
		found.ids = append(found.ids, known.ID)
		found.by[known.ID] = item
	}
	return found
}

func without(ids []string, those map[string]json.RawMessage) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool { return those[id] != nil })
}

// same tells whether two values say the same, however they are written. An empty list
// or text says what a missing field says.
func same(a, b json.RawMessage) bool { return bytes.Equal(plain(a), plain(b)) }

// plain writes a value in one way; nil where it says nothing.
func plain(value json.RawMessage) []byte {
	var v any
	decoder := json.NewDecoder(bytes.NewReader(value))
	decoder.UseNumber()
	if value == nil || decoder.Decode(&v) != nil {
		return value
	}
	text, _ := json.Marshal(v) // keys in their order
	if slices.Contains([]string{"null", "[]", `""`, "false"}, string(text)) {
		return nil
	}
	return text
}

func orNull(value json.RawMessage) json.RawMessage {
	if value == nil {
		return json.RawMessage("null")
	}
	return value
}

// escaped is a name in a JSON Pointer.
func escaped(name string) string {
	return string(bytes.ReplaceAll(bytes.ReplaceAll([]byte(name), []byte("~"), []byte("~0")), []byte("/"), []byte("~1")))
}

// Changed names the fields in which two states of an object say something else, in
// their order; all of them where one is no object.
func Changed(before, after json.RawMessage) []string {
	b, _ := fieldsOf(before)
	a, _ := fieldsOf(after)
	var names []string
	all := map[string]json.RawMessage{}
	maps.Copy(all, b)
	maps.Copy(all, a)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if !same(b[name], a[name]) {
			names = append(names, name)
		}
	}
	return names
}

// Take is a merged object with what mine says of a field that both changed.
func Take(merged json.RawMessage, c Conflict) (json.RawMessage, error) {
	fields, err := fieldsOf(merged)
	if err != nil {
		return nil, err
	}
	name, id, inList := bytes.Cut([]byte(c.Pointer[1:]), []byte("/"))
	field := unescaped(name)
	if !inList {
		if fields[field] = c.Mine; string(c.Mine) == "null" {
			delete(fields, field)
		}
		return json.Marshal(fields)
	}
	list := itemsOf(fields[field])
	if list == nil {
		return nil, fmt.Errorf("%s is not a list of things with ids", field)
	}
	var taken []json.RawMessage
	for _, other := range append(slices.Clone(list.ids), without([]string{unescaped(id)}, list.by)...) {
		value := list.by[other]
		if other == unescaped(id) {
			value = c.Mine
		}
		if value != nil && string(value) != "null" {
			taken = append(taken, value)
		}
	}
	if fields[field], err = json.Marshal(taken); err != nil {
		return nil, err
	}
	return json.Marshal(fields)
}

// unescaped is the name that a step of a JSON Pointer stands for.
func unescaped(step []byte) string {
	return string(bytes.ReplaceAll(bytes.ReplaceAll(step, []byte("~1"), []byte("/")), []byte("~0"), []byte("~")))
}
