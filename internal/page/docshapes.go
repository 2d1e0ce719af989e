package page

import (
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// schemasPart is the part that has the shapes; the others are tags.
const schemasPart = "schemas"

// DocSchema is a shape that has a name.
type DocSchema struct {
	Name   string
	About  []Span
	Type   []Span
	Fields []DocField
	Lent   []Lent // fields that other shapes describe
}

// Lent are the fields of a shape that are as in another one.
type Lent struct {
	From               []Span // the shape that describes them
	Required, Optional []string
}

// shape is a schema of the contract with all that is said of it.
func (c Contract) shape(item yaml.MapItem) DocSchema {
	s := DocSchema{
		Name: fmt.Sprint(item.Key), About: spans(oneLine(c.text(item.Value, "description"))),
		Type: c.typeOf(item.Value), Fields: c.fields(item.Value),
	}
	s.lend(c)
	return s
}

// lend leaves the description of a field to the shape whose field it is: what is
// written, or is left of a record by `fields`, has the fields of the record.
func (s *DocSchema) lend(c Contract) {
	s.Fields = slices.DeleteFunc(s.Fields, func(f DocField) bool {
		owner, found := strings.CutSuffix(strings.TrimPrefix(f.shared, schemaReference), "/properties/"+f.Name)
		if !found {
			return false
		}
		from := c.typeOf(yaml.MapSlice{{Key: "$ref", Value: schemaReference + owner}})
		at := slices.IndexFunc(s.Lent, func(l Lent) bool { return slices.Equal(l.From, from) })
		if at < 0 {
			s.Lent, at = append(s.Lent, Lent{From: from}), len(s.Lent)
		}
		if f.Required {
			s.Lent[at].Required = append(s.Lent[at].Required, f.Name)
		} else {
			s.Lent[at].Optional = append(s.Lent[at].Optional, f.Name)
		}
		return true
	})
}
