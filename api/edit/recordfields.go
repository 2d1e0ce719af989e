package edit

import (
	"encoding/json"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// fieldsOf are the fields of a record as a form has them: lists have a line for each
// member, whose parts stand between vertical bars.
func fieldsOf(r timeline.Record) []page.RecordField {
	switch r := r.(type) {
	case *timeline.Actor:
		var offices, affiliations []string
		for _, o := range r.Offices {
			offices = append(offices, inParts(o.Title, o.Organization, o.From, o.To))
		}
		for _, af := range r.Affiliations {
			affiliations = append(affiliations, inParts(af.Actor, af.From, af.To))
		}
		return []page.RecordField{
			{Name: "name", Value: r.Name}, {Name: "kind", Value: r.Kind, Options: timeline.ActorKinds},
			{Name: "aliases", Value: strings.Join(r.Aliases, "\n"), Lines: 4, Hint: true}, {Name: "description", Value: r.Description, Lines: 4},
			{Name: "offices", Value: strings.Join(offices, "\n"), Lines: 3, Hint: true}, {Name: "country", Value: r.Country, Hint: true},
			{Name: "wikidata", Value: r.Wikidata, Hint: true}, {Name: "affiliations", Value: strings.Join(affiliations, "\n"), Lines: 3, Hint: true},
		}
	case *timeline.Place:
		return []page.RecordField{
			{Name: "name", Value: r.Name}, {Name: "kind", Value: r.Kind, Hint: true}, {Name: "lat", Value: degrees(r.Lat), Hint: true}, {Name: "lon", Value: degrees(r.Lon), Hint: true},
			{Name: "country", Value: r.Country, Hint: true}, {Name: "parent", Value: r.Parent, Hint: true},
		}
	case *timeline.Source:
		published := ""
		if r.Published != nil {
			published = r.Published.EDTF.String()
		}
		return []page.RecordField{
			{Name: "title", Value: r.Title}, {Name: "publisher", Value: r.Publisher}, {Name: "url", Value: r.URL, Hint: true},
			{Name: "published", Value: published, Hint: true}, {Name: "language", Value: r.Language, Hint: true},
		}
	}
	return nil
}

// inParts joins the parts of a line, without the empty ones at its end.
func inParts(parts ...string) string {
	return strings.TrimRight(strings.Join(parts, " | "), " |")
}

func degrees(d *float64) string {
	if d == nil {
		return ""
	}
	return strconv.FormatFloat(*d, 'f', -1, 64)
}

// lists are the fields that have a member a line, and the parts of each.
var lists = map[string][]string{"aliases": nil, "offices": {"title", "organization", "from", "to"}, "affiliations": {"actor", "from", "to"}}

// baseOf is a digest of what a field was, by which its form knows what has changed.
func baseOf(value string) string { return httpserver.Digest(value)[:12] }

// typedIn is what was typed into a field, as it is compared and kept.
func typedIn(values url.Values, name string) string {
	return strings.TrimSpace(strings.ReplaceAll(values.Get(name), "\r\n", "\n"))
}

// fill puts into fields what was typed into their form.
func fill(fields []page.RecordField, values url.Values) {
	for i := range fields {
		fields[i].Value, fields[i].Base = typedIn(values, fields[i].Name), values.Get("base."+fields[i].Name)
	}
}

// recordWith is a stored record with what was typed in place of the fields of its form.
// The error has code InvalidRecord, and a pointer to each mistake.
func recordWith(r timeline.Record, fields []page.RecordField, l *page.Language) (timeline.Record, error) {
	text, err := timeline.Encode(r.Authored())
	if err != nil {
		return nil, err
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		return nil, fmt.Errorf("decode a record: %w", err)
	}
	before := map[string]string{}
	for _, f := range fieldsOf(r) {
		before[f.Name] = f.Value
	}
	for _, f := range fields {
		if f.Value != before[f.Name] {
			object[f.Name] = valueOf(f, l)
		}
		if object[f.Name] == nil || object[f.Name] == "" {
			delete(object, f.Name)
		}
	}
	if text, err = json.Marshal(object); err != nil {
		return nil, err
	}
	node, err := timeline.ParseJSON(text)
	if err != nil {
		return nil, err
	}
	return timeline.DecodeRecord(r.Resource(), node)
}

// valueOf is what was typed into a field as JSON has it. What is not of its form stays
// text, and is faulted with the record.
func valueOf(f page.RecordField, l *page.Language) any {
	parts, list := lists[f.Name]
	switch {
	case list:
		members := []any{}
		for line := range strings.SplitSeq(f.Value, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				members = append(members, memberOf(line, parts))
			}
		}
		return members
	case f.Value == "":
		return nil
	case f.Name == "lat" || f.Name == "lon":
		if d, err := strconv.ParseFloat(strings.ReplaceAll(f.Value, ",", "."), 64); err == nil {
			return d
		}
	case f.Name == "published" && !page.IsDate(f.Value):
		if read := l.Typed(f.Value); len(read) == 1 {
			return read[0]
		}
	case f.Name == "country":
		return strings.ToUpper(f.Value)
	}
	return f.Value
}

// memberOf is a line of a list. A part too many is left in the last one.
func memberOf(line string, parts []string) any {
	if parts == nil {
		return line
	}
	member := map[string]string{}
	for i, part := range strings.SplitN(line, "|", len(parts)) {
		if part = strings.TrimSpace(part); part != "" {
			member[parts[i]] = part
		}
	}
	return member
}

// faulted puts the mistakes of a record beside the fields that they are in, and returns
// what is in none.
func faulted(fields []page.RecordField, err *timeline.Error) string {
	var rest []string
	for _, f := range err.Faults {
		steps := strings.Split(strings.TrimPrefix(f.Pointer, "/"), "/")
		at := -1
		for i := range fields {
			if fields[i].Name == steps[0] {
				at = i
			}
		}
		message := f.Message
		if len(steps) > 1 {
			if n, wrong := strconv.Atoi(steps[1]); wrong == nil {
				message = fmt.Sprintf("line %d: %s", n+1, message)
			}
		}
		switch {
		case at < 0:
			rest = append(rest, f.String())
		case fields[at].Fault == "":
			fields[at].Fault = message
		default:
			fields[at].Fault += "; " + message
		}
	}
	if len(err.Faults) == 0 {
		return err.Message
	}
	return strings.Join(rest, "; ")
}
