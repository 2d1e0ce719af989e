package page

import (
	"testing"

	"example.org/dateline/internal/timeline"
)

func TestWordsAreMarkedUpInTheirLanguage(t *testing.T) {
	t.Parallel()
	l := Languages()[0]
	m := eventMaker{Language: l, dates: l.dates, link: func(path string) string { return path },
		tongue: func(string) Tongue { return TongueOf("en") }, href: EventPath}
	for _, tt := range []struct{ name, event, quote, want, wantQuote string }{
		{"of the story", "", "", "en", "en"},
		{"of the event", "uk", "", "uk", "uk"},
		{"of the quote", "uk", "ar", "uk", "ar"},
	} {
		e := timeline.Event{ID: "e", Date: timeline.Date{Basis: "unknown"}, Language: tt.event, Type: "call", Quotes: []timeline.Quote{{Language: tt.quote, Kind: "direct"}}}
		view := m.event(&e)
		if view.Tongue != TongueOf(tt.want) || view.Quotes[0].Tongue != TongueOf(tt.wantQuote) {
			t.Errorf("%s: %v and %v", tt.name, view.Tongue, view.Quotes[0].Tongue)
		}
	}
}
