package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"example.org/dateline/internal/edtf"
)

// objectOf is a JSON object with its fields in their order, as they are written.
type objectOf []fieldOf

type fieldOf struct {
	name  string
	value json.RawMessage
}

func (o objectOf) at(name string) int {
	return slices.IndexFunc(o, func(f fieldOf) bool { return f.name == name })
}

func readObject(doc []byte) (objectOf, error) {
	decoder := json.NewDecoder(bytes.NewReader(doc))
	if t, err := decoder.Token(); err != nil {
		return nil, err
	} else if t != json.Delim('{') {
		return nil, fmt.Errorf("no object: %.60s", doc)
	}
	var o objectOf
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		f := fieldOf{name: fmt.Sprint(name)}
		if err := decoder.Decode(&f.value); err != nil {
			return nil, err
		}
		o = append(o, f)
	}
	return o, nil
}

func (o objectOf) bytes() []byte {
	doc := []byte("{")
	for i, f := range o {
		if i > 0 {
			doc = append(doc, ',')
		}
		doc = append(append(append(doc, '"'), f.name...), `":`...)
		doc = append(doc, f.value...)
	}
	return append(doc, '}')
}

// rewriteDates writes the dates of a stored record anew, and nothing else of it:
// its own and those of its quotes. It returns the one that the record is kept by.
func rewriteDates(doc []byte, rewrite func(objectOf) (objectOf, error)) ([]byte, edtf.Date, error) {
	var own edtf.Date
	o, err := readObject(doc)
	if err != nil {
		return nil, own, err
	}
	for i, f := range o {
		switch {
		case string(f.value) == "null":
		case f.name == "date", f.name == "published":
			date, err := readObject(f.value)
			if err != nil {
				return nil, own, err
			}
			if own, err = edtfOf(date); err != nil {
				return nil, own, err
			}
			if date, err = rewrite(date); err != nil {
				return nil, own, err
			}
			o[i].value = date.bytes()
		case f.name == "quotes":
			var quotes []json.RawMessage
			if err := json.Unmarshal(f.value, &quotes); err != nil {
				return nil, own, err
			}
			for j := range quotes {
				if quotes[j], _, err = rewriteDates(quotes[j], rewrite); err != nil {
					return nil, own, err
				}
			}
			o[i].value = slices.Concat([]byte("["), bytes.Join(bytesOf(quotes), []byte(",")), []byte("]"))
		}
	}
	return o.bytes(), own, nil
}

func bytesOf(list []json.RawMessage) [][]byte {
	all := make([][]byte, len(list))
	for i, raw := range list {
		all[i] = raw
	}
	return all
}

// edtfOf is the date that a stored date states, the zero one where it states none.
func edtfOf(date objectOf) (edtf.Date, error) {
	i := date.at("edtf")
	if i < 0 {
		return edtf.Date{}, fmt.Errorf("a date without edtf: %s", date.bytes())
	}
	var text *string
	if err := json.Unmarshal(date[i].value, &text); err != nil || text == nil {
		return edtf.Date{}, err
	}
	return edtf.Parse(*text)
}

// withBounds adds to a stored date its kind and inner bounds, where they stand.
func withBounds(date objectOf) (objectOf, error) {
	d, err := edtfOf(date)
	if err != nil || date.at("kind") >= 0 {
		return date, err
	}
	kind, b, null := "moment", d.Bounds(), json.RawMessage("null")
	start, end := null, null
	if d.IsPeriod() {
		kind, start, end = "period", storedInstant(b.LatestStart), storedInstant(b.EarliestEnd)
	}
	date = slices.Insert(date, date.at("edtf")+1, fieldOf{"kind", json.RawMessage(`"` + kind + `"`)})
	return slices.Insert(date, date.at("latest")+1, fieldOf{"latest_start", start}, fieldOf{"earliest_end", end}), nil
}

// storedInstant is a bound as documents have it.
func storedInstant(sec int64) json.RawMessage {
	if sec == edtf.OpenStart || sec == edtf.OpenEnd {
		return json.RawMessage("null")
	}
	return json.RawMessage(`"` + edtf.FormatInstant(sec) + `"`)
}

// withoutBounds takes that away again.
func withoutBounds(date objectOf) (objectOf, error) {
	return slices.DeleteFunc(date, func(f fieldOf) bool {
		return f.name == "kind" || f.name == "latest_start" || f.name == "earliest_end"
	}), nil
}
