package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

// formatRow is what the contract says of a format.
type formatRow struct{ name, media string }

// rowsOf are the rows of a table of formats, JSON before them.
func rowsOf[T any](formats []convert.Format[T]) []formatRow {
	rows := []formatRow{{"json", "application/json"}}
	for _, f := range formats {
		media, _, _ := strings.Cut(f.MediaType, ";")
		rows = append(rows, formatRow{f.Name, media})
	}
	return rows
}

// TestFormatsAreThoseOfTheContract holds the formats and media types of lists, and
// of their single records, in the contract to those that are written.
func TestFormatsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).formatComplaints())
}

func (c *contract) formatComplaints() []string {
	var list []string
	for path, rows := range map[string][]formatRow{
		"/v1/events": rowsOf(convert.EventFormats), "/v1/quotes": rowsOf(convert.QuoteFormats), "/v1/actors": rowsOf(convert.ActorFormats),
		"/v1/places": rowsOf(convert.PlaceFormats), "/v1/sources": rowsOf(convert.SourceFormats),
		"/v1/stories": rowsOf(convert.StoryFormats), "/v1/topics": rowsOf(convert.TopicFormats),
	} {
		list = append(list, c.formatsOf(path, rows)...)
		list = append(list, c.formatsOf(path+"/{id}", rows)...)
	}
	return list
}

// formatsOf compares the formats of a path with those of a table.
func (c *contract) formatsOf(path string, rows []formatRow) []string {
	var list, names, media []string
	for _, r := range rows {
		names = append(names, r.name)
		if !slices.Contains(media, r.media) {
			media = append(media, r.media)
		}
	}
	slices.Sort(media)
	if described := texts(c.parameterSchema(path, "format")["enum"]); !slices.Equal(described, names) {
		list = append(list, fmt.Sprintf("the formats of %s are %q in the contract, and %q are written", path, described, names))
	}
	if described := c.names("paths", path, "get", "responses", "200", "content"); !slices.Equal(described, media) {
		list = append(list, fmt.Sprintf("the media types of %s are %q in the contract, and %q are written", path, described, media))
	}
	return list
}

// TestImportIsThatOfTheContract holds the formats and media types of imports in
// the contract to those that are read.
func TestImportIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).importComplaints())
	d := newDesk(t)
	p := refused(t, d.send(t, http.MethodPost, "/v1/import", "a,b\n", "Content-Type", "text/x-none"), http.StatusUnsupportedMediaType, "unsupported-media-type")
	if !slices.Equal(p.Suggestions, convert.ImportMedia) {
		t.Errorf("the answer to another type names %q, and %q are read", p.Suggestions, convert.ImportMedia)
	}
	for _, media := range convert.ImportMedia {
		if rec := d.send(t, http.MethodPost, "/v1/import?dry_run=true&format=ndjson", "", "Content-Type", media); rec.Code != http.StatusOK {
			t.Errorf("%s: %d %.200s", media, rec.Code, rec.Body)
		}
	}
}

func (c *contract) importComplaints() []string {
	var list []string
	var formats []string
	parameters, _ := c.at("paths", "/v1/import", "post", "parameters").([]any)
	for _, p := range parameters {
		if object, _ := c.resolve(p).(map[string]any); object["name"] == "format" {
			schema, _ := c.resolve(object["schema"]).(map[string]any)
			formats = texts(schema["enum"])
		}
	}
	if !slices.Equal(formats, convert.ImportFormats) {
		list = append(list, fmt.Sprintf("the formats of imports are %q in the contract, and %q are read", formats, convert.ImportFormats))
	}
	if media, read := c.names("paths", "/v1/import", "post", "requestBody", "content"), slices.Sorted(slices.Values(convert.ImportMedia)); !slices.Equal(media, read) {
		list = append(list, fmt.Sprintf("the media types of imports are %q in the contract, and %q are read", media, read))
	}
	return list
}
