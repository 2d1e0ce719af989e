package api_test

import (
	"net/http"
	"slices"
	"testing"

	"example.org/dateline/internal/convert"
)

// TestImportIsThatOfTheContract holds the formats and media types of imports in
// the contract to those that are read.
func TestImportIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	c := theContract(t)
	var formats []string
	parameters, _ := c.at("paths", "/v1/import", "post", "parameters").([]any)
	for _, p := range parameters {
		if object, _ := c.resolve(p).(map[string]any); object["name"] == "format" {
			schema, _ := c.resolve(object["schema"]).(map[string]any)
			formats = texts(schema["enum"])
		}
	}
	if !slices.Equal(formats, convert.ImportFormats) {
		t.Errorf("the contract's formats are %q, and %q are read", formats, convert.ImportFormats)
	}
	if media, read := c.names("paths", "/v1/import", "post", "requestBody", "content"), slices.Sorted(slices.Values(convert.ImportMedia)); !slices.Equal(media, read) {
		t.Errorf("the contract's media types are %q, and %q are read", media, read)
	}
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
