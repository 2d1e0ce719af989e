package pages_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

// TestPageSaysWhatTheStoryIs reads the structured data of a story's page, and the
// label of its strip.
func TestPageSaysWhatTheStoryIs(t *testing.T) {
	t.Parallel()
	st := storetest.Open(t)
	doc, err := convert.ReadStory([]byte(`dateline: 1
story: {id: plain, title: Plain}
events:
  - {id: a, title: One day, type: other, date: 2019-01-17}
  - {id: c, title: One year, type: other, date: "1928"}
`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
		t.Fatal(err)
	}
	h := api.New(st, api.Config{})
	var updated struct {
		At string `json:"updated_at"`
	}
	if err := json.Unmarshal(get(h, "/v1/stories/plain?format=json").Body.Bytes(), &updated); err != nil {
		t.Fatal(err)
	}
	body := get(h, "/stories/plain?lang=en").Body.String()
	text := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindStringSubmatch(body)
	if text == nil {
		t.Fatal("the page has no structured data")
	}
	var said struct {
		Modified string `json:"dateModified"`
		Main     struct {
			Items int `json:"numberOfItems"`
		} `json:"mainEntity"`
	}
	if err := json.Unmarshal([]byte(text[1]), &said); err != nil {
		t.Fatal(err)
	}
	if said.Modified == "" || said.Modified[:19] != updated.At[:19] || said.Main.Items != 2 {
		t.Errorf("the page was modified at %s and has %d events; the story at %s, and 2", said.Modified, said.Main.Items, updated.At)
	}
	if strings.Contains(body, "by the source") || !strings.Contains(body, "no source cited") {
		t.Error("a source that nothing cites is said to state dates")
	}
	if want := `aria-label="Where the events lie, 1928 to 17 January 2019. `; !strings.Contains(body, want) {
		t.Errorf("the page lacks %s", want)
	}
	if chart := get(h, "/explore?interval=decade&lang=en").Body.String(); !strings.Contains(chart, `aria-label="Where the events lie, 1 January 1928 to 17 January 2019. `) {
		t.Errorf("the chart does not end where the events do: %s", regexp.MustCompile(`aria-label="Where the events lie[^"]*"`).FindString(chart))
	}
}
