package timeline

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// full is a record of each resource that says "marker" wherever it can say a word.
var full = map[string]string{
	"story":  `{"id":"s","title":"marker","summary":"marker","language":"uk","topics":["marker"],"visibility":"private","origin":{"a":"marker"}}`,
	"source": `{"id":"s","title":"marker","publisher":"marker","url":"https://example.org/marker","published":{"edtf":"2025","basis":"stated","text":"marker"},"notes":[{"text":"marker","citations":[{"source":"s","exact":"marker"}]}],"not_factual":[{"source":"s","exact":"marker"}]}`,
	"actor":  `{"id":"a","name":"marker","kind":"person","aliases":["marker"],"description":"marker","offices":[{"title":"marker"}],"wikidata":"Q42","affiliations":[{"actor":"marker"}]}`,
	"place":  `{"id":"p","name":"marker","kind":"city","lat":1,"lon":2,"parent":"marker"}`,
	"event": `{"id":"e","story":"s","title":"marker","summary":"marker","type":"marker","status":"occurred","verification":"reported","date":{"edtf":"2025","basis":"inferred","text":"marker"},"actors":[{"id":"marker","name":"marker","role":"speaker"}],
		"places":[],"topics":["marker"],"quotes":[{"id":"q","speaker":"a","text":"marker","kind":"direct","citations":[{"source":"s","exact":"marker"}]}],"citations":[{"source":"s","exact":"marker","prefix":"marker","section":"marker","supports":["/summary"]},{"source":"s","exact":"marker","supports":["/date","/summary"]}],
		"relations":[{"type":"follows","event":"marker"}],"media":[{"url":"https://example.org/marker","alt":"marker"}],"codes":["cameo:marker"],"external_ids":["gdelt:1"],"figures":[{"name":"marker","value":1}],"origin":{"a":"marker"}}`,
	"quote": `{"id":"q","event":"e","speaker":"a","text":"marker","kind":"direct","date":{"edtf":"2025","basis":"inferred","text":"marker"},"citations":[{"source":"s","exact":"marker","suffix":"marker"}]}`,
}

func fullRecord(t *testing.T, resource string) Record {
	t.Helper()
	r, err := StoredRecord(resource, []byte(full[resource]))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestNothingIsLeftOfWhatIsErasedWhole(t *testing.T) {
	t.Parallel()
	for _, resource := range Resources {
		r := fullRecord(t, resource)
		id := r.RecordID()
		EraseAll(r, Retraction{Reason: "asked for", At: "2026-01-01T00:00:00Z", By: "desk"})
		text, err := Encode(r)
		if err != nil || strings.Contains(string(text), "marker") {
			t.Errorf("a word of the %s is left: %s, %v", resource, text, err)
		}
		if r.RecordID() != id || !r.Retraction().IsErased() || r.Retraction().Reason != "asked for" {
			t.Errorf("the tombstone of the %s does not say what it is of, or why: %s", resource, text)
		}
		var faults Faults
		r.finish(newChecker(&faults))
		if err := faults.Err(nil); err != nil {
			t.Errorf("the tombstone of the %s breaks rules: %v", resource, err)
		}
	}
}

// A field that is erased says nothing any more, and all others say what they said.
func TestErasedFields(t *testing.T) {
	t.Parallel()
	for _, resource := range Resources {
		for _, pointer := range Erasable(resource) {
			r, field := fullRecord(t, resource), strings.TrimPrefix(pointer, "/")
			EraseFields(r, []string{pointer})
			text, err := Encode(r)
			if err != nil {
				t.Fatal(err)
			}
			var before, after map[string]json.RawMessage
			if err := json.Unmarshal([]byte(full[resource]), &before); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(text, &after); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(after[field]), "marker") || field == "wikidata" && after[field] != nil {
				t.Errorf("%s of the %s still says %s", pointer, resource, after[field])
			}
			for name := range before {
				says := strings.Contains(string(before[name]), "marker")
				if name != field && name != "citations" && pointer != SourceText && says != strings.Contains(string(after[name]), "marker") {
					t.Errorf("with %s, %s of the %s is gone: %s", pointer, name, resource, after[name])
				}
			}
		}
	}
}

func TestWhatSupportsAnErasedFieldIsGone(t *testing.T) {
	t.Parallel()
	e := fullRecord(t, "event").(*Event)
	EraseFields(e, []string{"/summary"})
	if len(e.Citations) != 1 || !slices.Equal(e.Citations[0].Supports, []string{"/date"}) {
		t.Errorf("citations: %+v", e.Citations)
	}
}

func TestCitedWordsOfASource(t *testing.T) {
	t.Parallel()
	e := fullRecord(t, "event").(*Event)
	if EraseCited(e, "other") {
		t.Error("words of a source are erased that is not cited")
	}
	if !EraseCited(e, "s") || e.Citations[0].Exact+e.Citations[0].Section+e.Quotes[0].Citations[0].Exact != "" {
		t.Errorf("cited words are left: %+v", e.Citations)
	}
	if EraseCited(e, "s") {
		t.Error("nothing was left to be erased")
	}
}
