package timeline_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"testing"

	"example.org/dateline/internal/timeline"
)

// manyEvents is base with n more events like its first.
func manyEvents(tb testing.TB, n int) []byte {
	tb.Helper()
	var doc map[string]any
	if err := json.Unmarshal([]byte(base), &doc); err != nil {
		tb.Fatal(err)
	}
	events := doc["events"].([]any)
	first, err := json.Marshal(events[0])
	if err != nil {
		tb.Fatal(err)
	}
	for i := range n {
		renamed := bytes.Replace(first, []byte(`"id":"e"`), fmt.Appendf(nil, `"id":"e%d"`, i), 1)
		renamed = bytes.Replace(renamed, []byte(`"id":"q"`), fmt.Appendf(nil, `"id":"q%d"`, i), 1)
		events = append(events, json.RawMessage(renamed))
	}
	doc["events"] = events
	data, err := json.Marshal(doc)
	if err != nil {
		tb.Fatal(err)
	}
	return data
}

// BenchmarkReadDocument decodes and validates events; import has to do it for
// each of them.
func BenchmarkReadDocument(b *testing.B) {
	const events = 2000
	data := manyEvents(b, events)
	root, err := timeline.ParseJSON(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("parse", func(b *testing.B) {
		for b.Loop() {
			if _, err := timeline.ParseJSON(data); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/events, "ns/event")
	})
	b.Run("decode and validate", func(b *testing.B) {
		for b.Loop() {
			if _, err := timeline.ReadDocument(root); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/events, "ns/event")
	})
}
