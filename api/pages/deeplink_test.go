package pages_test

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	eventsOn = regexp.MustCompile(`<li class="event" id="e-event-long-(\d+)">`)
	earlier  = regexp.MustCompile(`<a href="([^"]+)" rel="prev">`)
	later    = regexp.MustCompile(`<a href="([^"]+)" rel="next">`)
)

// TestPagesOpenAtAnyEvent opens a story of 700 events at some of them, and walks
// from there to its beginning and its end.
func TestPagesOpenAtAnyEvent(t *testing.T) {
	t.Parallel()
	a := over(t, 0, story("long", 700))
	numbers := func(target string) (list []string, body string) {
		rec := get(a, target)
		if rec.Code != http.StatusOK {
			t.Fatalf("%s answers %d", target, rec.Code)
		}
		body = rec.Body.String()
		for _, m := range eventsOn.FindAllStringSubmatch(body, -1) {
			list = append(list, m[1])
		}
		return list, body
	}
	follow := func(link *regexp.Regexp, body string) string {
		if m := link.FindStringSubmatch(body); m != nil {
			return strings.ReplaceAll(m[1], "&amp;", "&")
		}
		return ""
	}
	for _, page := range []string{"/stories/long", "/embed/long", "/embed/long?lang=uk&theme=dark"} {
		sign := "?"
		if strings.Contains(page, "?") {
			sign = "&"
		}
		for _, event := range []int{0, 199, 200, 399, 450, 699} {
			list, body := numbers(fmt.Sprintf("%s%sevent=event-long-%d&utm_source=x", page, sign, event))
			if !slices.Contains(list, fmt.Sprint(event)) {
				t.Errorf("%s for event %d holds events %s to %s", page, event, list[0], list[len(list)-1])
			}
			whole := list
			for back := follow(earlier, body); back != ""; {
				if want, _, _ := strings.Cut(page, "?"); !strings.HasPrefix(back, want) || strings.Contains(page, "theme") != strings.Contains(back, "theme=dark") {
					t.Fatalf("from %s, the way back is %s", page, back)
				}
				before, text := numbers(back)
				if slices.Contains(whole, before[0]) {
					t.Fatalf("from %s, the way back %s holds what is known", page, back)
				}
				whole = append(before, whole...)
				back = follow(earlier, text)
			}
			if whole[0] != "0" {
				t.Errorf("%s for event %d begins with %s", page, event, whole[0])
			}
			for next := follow(later, body); next != ""; next = follow(later, body) {
				list, body = numbers(next)
				whole = append(whole, list...)
			}
			if whole[len(whole)-1] != "699" {
				t.Errorf("%s for event %d ends with %s", page, event, whole[len(whole)-1])
			}
		}
	}
	if list, _ := numbers("/stories/long?event=no-such-event"); list[0] != "0" {
		t.Errorf("without such an event, the page begins with %s", list[0])
	}
	for address, want := range map[string]string{
		"/stories/long#e-event-long-650":                       `src="http://example.com/embed/long?event=event-long-650"`,
		"/stories/long?event=event-long-650&cursor=x&fbclid=1": `src="http://example.com/embed/long?event=event-long-650"`,
	} {
		body := getAs(a, "/oembed?format=json&url="+url.QueryEscape(address)).Body.String()
		if !strings.Contains(strings.ReplaceAll(body, `\"`, `"`), want) {
			t.Errorf("oEmbed for %s answers %s", address, body)
		}
	}
}
