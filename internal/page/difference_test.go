package page

import (
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// told is a difference as one line of text, with what is marked in brackets.
func told(d Difference) string {
	side := func(lines []Line) string {
		list := make([]string, len(lines))
		for i, line := range lines {
			for _, p := range line.Pieces {
				if p.Changed {
					list[i] += "[" + p.Text + "]"
				} else {
					list[i] += p.Text
				}
			}
		}
		return strings.Join(list, " | ")
	}
	return d.Label + ": " + side(d.Before) + " > " + side(d.After)
}

func TestDifferences(t *testing.T) {
	t.Parallel()
	names := func(resource, id string) string {
		return map[string]string{"actor olena": "Olena Kovalenko", "source post": "The Post"}[resource+" "+id]
	}
	for _, tt := range []struct{ name, resource, before, after, want string }{
		{"nothing", "actor", `{"id":"a","name":"A","kind":"person","revision":1}`, `{"id":"a","name":"A","kind":"person","aliases":[],"revision":2}`, ""},
		{"words of a text", "event", `{"id":"e","summary":"They met in Kyiv and talked for an hour."}`, `{"id":"e","summary":"They met in Geneva and talked for an hour."}`,
			"Summary: They met in [Kyiv] and talked for an hour. > They met in [Geneva] and talked for an hour."},
		{"another text", "event", `{"id":"e","title":"A call"}`, `{"id":"e","title":"Somebody met somebody"}`, "Title: [A call] > [Somebody met somebody]"},
		{"signs of a script without spaces", "event", `{"id":"e","title":"三月五日在基辅会谈"}`, `{"id":"e","title":"三月六日在基辅会谈"}`, "Title: 三月[五]日在基辅会谈 > 三月[六]日在基辅会谈"},
		{"a date", "event", `{"id":"e","date":{"edtf":"2025-03-05","basis":"stated"}}`, `{"id":"e","date":{"edtf":"2025-03","basis":"inferred","text":"earlier"}}`,
			"Date: [5 ]March 2025; [stated] > March 2025; [inferred; “earlier”]"},
		{"a list", "event", `{"id":"e","actors":[{"id":"olena","role":"speaker"},{"id":"b","name":"B","role":"target"}]}`, `{"id":"e","actors":[{"id":"b","name":"B","role":"target"},{"id":"c","role":"speaker"}]}`,
			"Who: [Olena Kovalenko]; speaker > [c]; speaker"},
		{"the order of a list", "actor", `{"id":"a","aliases":["x","y"]}`, `{"id":"a","aliases":["y","x"]}`, "Other names: [x] | [y] > [y] | [x]"},
		{"what is told in no words", "event", `{"id":"e","date":{"edtf":"2025-03-05","basis":"stated"}}`, `{"id":"e","date":{"edtf":"2025-03-05/2025-03-05","basis":"stated"}}`, "Date: 2025-03-05 > 2025-03-05[/2025-03-05]"},
		{"a record that comes", "quote", ``, `{"id":"q","speaker":"olena","text":"No.","kind":"direct","citations":[{"source":"post","exact":"No.","grade":"proved"}]}`,
			"Speaker:  > [Olena Kovalenko]\nWords:  > [No.]\nKind:  > [in these words]\nEvidence:  > [The Post; “No.”]"},
	} {
		var before []byte
		if tt.before != "" {
			before = []byte(tt.before)
		}
		list, err := Languages()[0].Differences(tt.resource, before, []byte(tt.after), names)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		var got []string
		for _, d := range list {
			got = append(got, told(d))
		}
		if text := strings.Join(got, "\n"); text != tt.want {
			t.Errorf("%s:\n%s\nand not\n%s", tt.name, text, tt.want)
		}
	}
}

func TestDifferencesOfNoRecord(t *testing.T) {
	t.Parallel()
	if _, err := Languages()[0].Differences("event", []byte(`{"id":"e","date":{"edtf":"some day"}}`), nil, nil); err == nil || !strings.Contains(err.Error(), "before") {
		t.Errorf("the error does not say which document cannot be read: %v", err)
	}
}

// Every field of every record has a name and words, in every language.
func TestEveryFieldIsWorded(t *testing.T) {
	t.Parallel()
	for _, l := range Languages() {
		for _, resource := range timeline.Resources {
			for _, field := range timeline.FieldNames(timeline.NewRecord(resource)) {
				if field == "id" || field == "revision" || field == "recorded_at" || field == "updated_at" {
					continue
				}
				if l.texts["history.field."+field] == "" {
					t.Errorf("%s has no name for %s of %s", l.Tag, field, resource)
				}
			}
		}
	}
	full := map[string]string{
		"story": `{"id":"s","title":"T","summary":"S","language":"uk","topics":["x"],"visibility":"private","origin":{"a":1},"retracted":{"reason":"r"}}`,
		"source": `{"id":"s","title":"T","publisher":"P","url":"https://example.org","published":{"edtf":"2025","basis":"stated"},"language":"uk","digest":"d","length":3,
			"notes":[{"text":"n","citations":[{"source":"s","start":1,"end":2}]}],"not_factual":[{"source":"s","exact":"w"}],"retracted":{"reason":"r"}}`,
		"actor": `{"id":"a","name":"N","kind":"person","aliases":["x"],"description":"D","offices":[{"title":"Minister","organization":"o","from":"2020","to":"2021"}],"country":"UA","wikidata":"Q42",
			"affiliations":[{"actor":"o","from":"2020"}],"retracted":{"reason":"r"}}`,
		"place": `{"id":"p","name":"N","kind":"city","lat":1.5,"lon":2.5,"country":"UA","parent":"q","retracted":{"reason":"r"}}`,
		"event": `{"id":"e","story":"s","title":"T","summary":"S","type":"call","status":"occurred","verification":"reported","date":{"basis":"unknown"},"actors":[{"id":"a","role":"speaker"}],"places":[{"id":"p","role":"location"}],
			"topics":["x"],"quotes":[{"id":"q","speaker":"a","via":"b","addressee":"c","about":["d"],"text":"t","kind":"direct","date":{"edtf":"2025","basis":"stated"}}],"citations":[{"source":"s","url":"https://example.org","supports":["/date"]}],
			"relations":[{"type":"follows","event":"f"}],"language":"uk","key":true,"media":[{"url":"https://example.org/a.jpg","width":1,"height":2}],"codes":["cameo:040"],"external_ids":["gdelt:1"],"figures":[{"name":"fatalities","value":3}],
			"origin":{"a":1},"retracted":{"reason":"r"}}`,
		"quote": `{"id":"q","event":"e","speaker":"a","via":"b","text":"t","language":"uk","kind":"indirect","about":["d"],"addressee":"c","date":{"edtf":"2025","basis":"stated"},"citations":[{"source":"s"}],"retracted":{"reason":"r"}}`,
	}
	for resource, doc := range full {
		s, err := readState(resource, []byte(doc))
		if err != nil {
			t.Fatal(err)
		}
		w := &wording{Language: Languages()[0]}
		for _, field := range timeline.FieldNames(timeline.NewRecord(resource)) {
			switch field {
			case "id", "revision", "recorded_at", "updated_at":
				continue
			}
			if lines := w.lines(s, field); len(lines) == 0 || lines[0].text == "" {
				t.Errorf("%s of %s has no words", field, resource)
			}
		}
	}
}
