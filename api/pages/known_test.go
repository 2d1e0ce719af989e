package pages_test

import (
	"encoding/json"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

var (
	knownNav   = regexp.MustCompile(`(?s)<nav class="known".*?</nav>`)
	knownLines = regexp.MustCompile(`(?s)<p class="inline"><b>(.*?)</b>(.*?)</p>`)
	knownLink  = regexp.MustCompile(`(?s)<a href="([^"]*)">(.*?)</a>`)
	anyTag     = regexp.MustCompile(`<[^>]*>`)
)

// knownOf are the lines of a page about what was known when: what each says, and
// its links.
func knownOf(page string) (texts []string, links []map[string]string) {
	for _, line := range knownLines.FindAllStringSubmatch(knownNav.FindString(page), -1) {
		to := map[string]string{}
		for _, link := range knownLink.FindAllStringSubmatch(line[2], -1) {
			word, _, _ := strings.Cut(strings.Trim(anyTag.ReplaceAllString(link[2], ""), " ‹›"), ":")
			to[word] = html.UnescapeString(link[1])
		}
		texts, links = append(texts, line[1]), append(links, to)
	}
	return texts, links
}

// growing serves a story that has an event more on each of three days, and a
// source more, published the day before.
func growing(t *testing.T, visibility string) http.Handler {
	t.Helper()
	now := time.Date(2025, time.June, 1, 10, 0, 0, 0, time.UTC)
	st := storetest.OpenWith(t, func() time.Time { return now })
	var sources, events []object
	for i, name := range []string{"a", "b", "c"} {
		day := now.Format("2006-01-02")
		sources = append(sources, object{"id": "source-" + name, "title": "Source " + name, "published": day})
		events = append(events, object{"id": "grown-" + name, "title": "Event " + name, "type": "meeting", "date": day, "citations": []string{"source-" + name}})
		story := object{"dateline": 1, "story": object{"id": "grown", "title": "As of " + name, "language": "en", "visibility": visibility}, "sources": sources, "events": events}
		text, err := json.Marshal(story)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		now = now.AddDate(0, 0, 2+i)
	}
	return api.New(st, api.Config{})
}

// TestKnown steps through what a timeline said and what sources had said by then:
// all of the page is as it was, and every step is an address.
func TestKnown(t *testing.T) {
	t.Parallel()
	h := growing(t, "public")
	read := func(target string) string {
		t.Helper()
		target, _, _ = strings.Cut(target, "#")
		answer := asking(h, http.MethodGet, target)
		if answer.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", target, answer.Code, answer.Body)
		}
		return answer.Body.String()
	}
	events := func(page string) (list []string) {
		for _, name := range []string{"a", "b", "c"} {
			if strings.Contains(page, `id="e-grown-`+name+`"`) {
				list = append(list, name)
			}
		}
		return list
	}
	now := read("/stories/grown?lang=en")
	texts, links := knownOf(now)
	if !slices.Equal(texts, []string{"As the timeline stands now", "What all sources say"}) {
		t.Fatalf("the page of now says %q", texts)
	}
	for line, want := range [][]struct{ title, text string }{
		{{"As of a", "As the timeline stood on 1 June 2025"}, {"As of b", "As the timeline stood on 3 June 2025"}, {"As of c", "As the timeline stood on 6 June 2025"}},
		{{"As of c", "What sources published by 1 June 2025 say"}, {"As of c", "What sources published by 3 June 2025 say"}, {"As of c", "What sources published by 6 June 2025 say"}},
	} {
		target := links[line]["From the first"]
		for step, each := range want {
			page := read(target)
			texts, links := knownOf(page)
			if got := events(page); texts[line] != each.text || !strings.Contains(page, "<h1 lang=\"en\" dir=\"ltr\">"+each.title+"</h1>") || len(got) != step+1 {
				t.Errorf("%s: %q with the events %v, want %+v", target, texts, got, each)
			}
			if earlier := links[line]["Earlier"]; (earlier == "") != (step == 0) {
				t.Errorf("%s leads back to %q", target, earlier)
			}
			target = links[line]["Later"]
		}
		if target != "" {
			t.Errorf("the last step goes on to %s", target)
		}
	}
	between := read("/stories/grown?lang=en&as_of=2025-06-04T00:00:00Z")
	texts, links = knownOf(between)
	if texts[0] != "As the timeline stood on 4 June 2025, 00:00 UTC" || !strings.Contains(links[0]["Later"], "2025-06-06") || len(events(between)) != 2 {
		t.Errorf("between two steps it says %q, and leads to %v", texts, links)
	}
	frame := read("/embed/grown?lang=en&as_of=2025-06-04T00:00:00Z")
	if got := events(frame); len(got) != 2 || strings.Contains(frame, "As of c") {
		t.Errorf("a frame of then has the events %v", got)
	}
	for target, status := range map[string]int{"as_of=2024-01-01T00:00:00Z": http.StatusNotFound, "as_of=9999": http.StatusBadRequest, "as_of=soon": http.StatusBadRequest} {
		if answer := asking(h, http.MethodGet, "/stories/grown?"+target); answer.Code != status {
			t.Errorf("%s: %d", target, answer.Code)
		}
	}
	if answer := asking(growing(t, "private"), http.MethodGet, "/stories/grown?as_of=2025-06-04T00:00:00Z"); answer.Code != http.StatusNotFound {
		t.Errorf("a private story of then: %d", answer.Code)
	}
	if page := asking(serving(t), http.MethodGet, "/stories/us-ukraine-peace-talks").Body.String(); knownNav.MatchString(page) {
		t.Error("a story of one import has steps")
	}
}
