package pages_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

var homeEnds = regexp.MustCompile(`<p class="ends">(.*?)</p>`)

// TestHomeNamesTheEndsOfTheData: what stands under the chart of a story is the
// first and the last date of its events, not what the axis begins and ends with.
func TestHomeNamesTheEndsOfTheData(t *testing.T) {
	t.Parallel()
	day := func(i int) string {
		return time.Date(2011, time.January, 1+i, 0, 0, 0, 0, time.UTC).Format("2006-01-02")
	}
	for name, tt := range map[string]struct {
		dates []string
		want  string
	}{
		"one day":            {[]string{day(0)}, "<span>1 Jan 2011</span>"},
		"few":                {[]string{day(0), day(40), "2011-03"}, "<span>1 Jan 2011</span><span>Mar 2011</span>"},
		"what is far off":    {[]string{"-0043-03-15", day(0), day(1), day(2), day(3)}, "<span>1 Jan 2011</span><span>4 Jan 2011</span>"},
		"one side alone":     {[]string{"[..2011-01-05]", day(0)}, "<span>1 Jan 2011</span><span>5 Jan 2011</span>"},
		"many, in weeks":     {days(day, 500), "<span>1 Jan 2011</span><span>14 May 2012</span>"},
		"many, half in 2011": {slices.Concat(days(day, 200), slices.Repeat([]string{"2011"}, 210)), "<span>1 Jan 2011</span><span>31 Dec 2011</span>"},
	} {
		var events []object
		for i, date := range tt.dates {
			events = append(events, object{"id": fmt.Sprint("e", i), "title": fmt.Sprint("Event ", i), "type": "meeting", "date": date})
		}
		text, err := json.Marshal(object{"dateline": 1, "story": object{"id": "told", "title": "Told", "language": "en"}, "events": events})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			t.Fatal(err)
		}
		st := storetest.Open(t)
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		home := asking(api.New(st, api.Config{}), http.MethodGet, "/?lang=en").Body.String()
		if got := homeEnds.FindStringSubmatch(home); got == nil || got[1] != tt.want {
			t.Errorf("%s: %v, want %s", name, got, tt.want)
		}
	}
}

func days(day func(int) string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = day(i)
	}
	return list
}
