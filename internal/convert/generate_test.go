package convert_test

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// generator makes valid documents out of texts that are hard to spell.
type generator struct{ *rand.Rand }

// hostile are texts that a careless writer of YAML or JSON spoils.
var hostile = []string{
	"plain words", "colon: space", "colon:", ":", "a:b", "http://example.org/x?a=b&c=d#e", "- dash", "-", "--- x", "...", "..",
	"? question", "?", "# comment", "a # b", "a#b", "#", "&anchor", "*alias", "!tag", "!!str x", "|", ">", "|-", "%YAML", "@at", "`tick`",
	"'single'", `"double"`, `it's "both"`, `back\slash`, `\n`, "{a: b}", "[a, b]", "}", "]", ",", "a, b", "a,b", "{", "[",
	"~", "null", "Null", "true", "False", "yes", "No", "on", "OFF", "y", "N", "=", "<<", "<", ".inf", "-.INF", ".NaN", "nan", "Infinity",
	"0", "007", "0043", "08", "-1", "+1", "1_000", "1,000", "1e3", "1.5", ".5", "5.", "0x1F", "0o17", "0b101", "1:30", "190:20:30", "12e03", "-0", "1.", "+.5e-3",
	"2025", "2025-03", "2025-03-05", "2025-3-5", "2025-03-05T10:00:00Z", "2025-03-05 10:00:00", "10:00", "-0043-03-15",
	" leading", "trailing ", "  ", " ", "\ttab", "tab\tinside", "tab\t", "two  spaces", "line\nbreak", "trailing newline\n", "two newlines\n\n", "\nleading newline", "\n",
	"para one\n\npara two\n", "list:\n- a\n- b\n", "  indented\nfirst", "first\n  indented", "trailing \nspace", "# not\n# comment", "---\n---", "key: value\nother: value", "a\n\n\nb", "tab\n\tindented", "cr\rlf\r\n",
	"no\u00A0break", "\u00A0edge\u00A0", "\u2028line\u2029sep", "zero\u200Bwidth", "join\u200Der", "\uFEFFbom", "rtl \u202Eoverride", "soft\u00ADhyphen", "\u3000wide\u3000",
	"emoji 😀 👩‍👩‍👧", "Зеленський: так", "שלום עולם", "مرحبا: بالعالم؟", "中文，标点。", "日本語 # 注", "한국어", "é e\u0301", "“curly” ‘quotes’", "ellipsis…", "\U0001F1FA\U0001F1E6", "\uFFFD", "\uE000", "\U0010FFFD",
	"a: 'b", `a: "b`, "a\\", "\\", "\"", "'", "x\u007Fy"[:1], "…", "- ", "-\t", "- a\n- b", "? a", "a ?", "a: b: c", "a]: b", "a }", "key:\tvalue", "x:\n", " #", "a #",
}

var fragments = []rune("ab \n:#-?'\"{}[],&*!|>%@`~\\0.1e_+=<\t\u00A0é中\u2028😀")

func (g generator) text() string {
	switch g.IntN(4) {
	case 0:
		return hostile[g.IntN(len(hostile))] + hostile[g.IntN(len(hostile))]
	case 1:
		var b strings.Builder
		for range 1 + g.IntN(12) {
			b.WriteRune(fragments[g.IntN(len(fragments))])
		}
		return b.String()
	}
	return hostile[g.IntN(len(hostile))]
}

// prose is a text that a field may not leave blank.
func (g generator) prose() string {
	if s := g.text(); strings.TrimSpace(s) != "" {
		return s
	}
	return "x"
}

func (g generator) maybe(s string) string {
	if g.IntN(3) == 0 {
		return ""
	}
	return s
}

// slugs that are something else to YAML, too.
var slugs = []string{"a", "no", "y", "null", "true", "0", "1e3", "0x1f", "007", "1.5", "2025", "2025-03-05", "on", "a-b", "x.y_z", "off", "0b1", "12_3"}

func (g generator) slug(i int) string {
	if i < len(slugs) {
		return slugs[i]
	}
	return fmt.Sprintf("id-%d", i)
}

func some[T any](g generator, most int, one func(i int) T) []T {
	var list []T
	for i := range g.IntN(most + 1) {
		list = append(list, one(i))
	}
	return list
}

func (g generator) date() timeline.Date {
	d := timeline.Date{Basis: "unknown", Text: g.maybe(g.text())}
	if g.IntN(3) > 0 {
		spellings := []string{"2025", "0043", "2025-03", "2025-03-05", "2025-03-05T10:00:00Z", "2025-02-26/2025-03-04", "2025-03-05/..", "/..", "../1985", "-0043-03-15", "Y-13800000000", "201X", "2001-24", "[1667,1668]", "{1960,1961-12}", "2025-03~", "2004-06-~01/2004-06-~20"}
		d.EDTF = edtf.MustParse(spellings[g.IntN(len(spellings))])
		d.Basis = "stated"
		if g.IntN(2) == 0 {
			d.Basis, d.Text = "inferred", g.prose()
		}
	}
	return d
}

func (g generator) float() *float64 {
	values := []float64{0, 1, -1, 48.295, 1e21, 1e-7, -2.5e300, 5e-324, 1.7976931348623157e308, 0.1, 100000, 123456789.125}
	f := values[g.IntN(len(values))]
	if g.IntN(4) == 0 {
		return nil
	}
	return &f
}

func (g generator) citations(sources int) []timeline.Citation {
	return some(g, 2, func(int) timeline.Citation {
		start := g.IntN(1000)
		switch g.IntN(4) {
		case 0:
			return timeline.Citation{Source: g.slug(g.IntN(sources))}
		case 1:
			return timeline.Citation{Source: g.slug(g.IntN(sources)), Exact: g.prose(), Prefix: g.maybe(g.text()), Suffix: g.maybe(g.text()),
				URL: g.maybe("https://example.org/a?b=c#:~:text=d"), Section: g.maybe(g.text())}
		}
		return timeline.Citation{Source: g.slug(g.IntN(sources)), Start: start, End: start + 1 + g.IntN(50),
			SHA256: evidence.Digest(g.text()), Section: g.maybe(g.text())}
	})
}

func (g generator) document() *timeline.Document {
	const sources, actors, places, events = 2, 6, 6, 4
	d := &timeline.Document{Version: 1, Story: timeline.Story{ID: g.slug(g.IntN(9)), Title: g.prose(), Summary: g.maybe(g.text()),
		Language: g.maybe("no"), Topics: some(g, 4, g.slug), Visibility: []string{"public", "private"}[g.IntN(2)]}}
	for i := range sources {
		s := timeline.Source{ID: g.slug(i), Title: g.prose(), Publisher: g.maybe(g.text()), URL: g.maybe("https://example.org/a:b,c?d#e"),
			Language: g.maybe("no"), Digest: g.maybe(evidence.Digest("x")), Length: g.IntN(2) * 5000,
			Notes: some(g, 2, func(int) timeline.Note { return timeline.Note{Text: g.prose(), Citations: g.citations(sources)} })}
		if g.IntN(2) == 0 {
			d := g.date()
			s.Published = &d
		}
		for _, ct := range g.citations(sources) {
			ct.Source = s.ID
			if ct.Stated() == timeline.GradeLinked {
				ct.Exact = g.prose()
			}
			s.NotFactual = append(s.NotFactual, ct)
		}
		d.Sources = append(d.Sources, s)
	}
	for i := range actors {
		a := timeline.Actor{ID: g.slug(i), Name: g.prose(), Kind: timeline.ActorKinds[g.IntN(6)], Aliases: some(g, 3, func(int) string { return g.prose() }),
			Description: g.maybe(g.text()), Country: g.maybe("NO"), Wikidata: g.maybe("Q42")}
		a.Offices = some(g, 2, func(int) timeline.Office {
			return timeline.Office{Title: g.prose(), Organization: g.maybe(g.slug(g.IntN(actors))), From: g.maybe("2025"), To: g.maybe("2025-03-05")}
		})
		if i > 0 {
			a.Affiliations = some(g, 1, func(int) timeline.Affiliation {
				return timeline.Affiliation{Actor: g.slug(g.IntN(i)), From: g.maybe("0043"), To: g.maybe("2025-03")}
			})
		}
		d.Actors = append(d.Actors, a)
	}
	for i := range places {
		p := timeline.Place{ID: g.slug(i), Name: g.prose(), Kind: g.slug(g.IntN(18)), Country: g.maybe("NO")}
		if g.IntN(2) == 0 {
			lat, lon := g.Float64()*180-90, float64(g.IntN(360)-180)
			p.Lat, p.Lon = &lat, &lon
		}
		if i > 0 {
			p.Parent = g.maybe(g.slug(g.IntN(i)))
		}
		d.Places = append(d.Places, p)
	}
	for i := range events {
		d.Events = append(d.Events, g.event(d.Story.ID, i, sources, actors, places, events))
	}
	return d
}

func (g generator) event(story string, i, sources, actors, places, events int) timeline.Event {
	e := timeline.Event{ID: g.slug(i), Story: story, Title: g.prose(), Summary: g.maybe(g.text()), Type: g.slug(g.IntN(18)),
		Status: timeline.Statuses[g.IntN(7)], Verification: timeline.Verifications[g.IntN(4)], Date: g.date(), Topics: some(g, 5, g.slug),
		Citations: g.citations(sources)}
	e.Actors = some(g, actors, func(i int) timeline.Participant {
		return timeline.Participant{ID: g.slug(i), Role: timeline.ActorRoles[g.IntN(7)]}
	})
	e.Places = some(g, places, func(i int) timeline.Venue {
		return timeline.Venue{ID: g.slug(i), Role: timeline.PlaceRoles[g.IntN(3)]}
	})
	e.Quotes = some(g, 2, func(j int) timeline.Quote {
		q := timeline.Quote{ID: fmt.Sprintf("q%d-%d", i, j), Event: e.ID, Speaker: g.slug(g.IntN(actors)), Text: g.prose(), Language: g.maybe("no"),
			Kind: timeline.QuoteKinds[g.IntN(2)], About: some(g, actors, g.slug), Addressee: g.maybe(g.slug(g.IntN(actors))), Citations: g.citations(sources)}
		if g.IntN(2) == 0 {
			d := g.date()
			q.Date = &d
			if q.Addressee != q.Speaker {
				q.Via = q.Addressee
			}
		}
		return q
	})
	if other := g.IntN(events); other != i {
		e.Relations = []timeline.Relation{{Type: timeline.RelationTypes[g.IntN(6)], Event: g.slug(other)}}
		if e.Relations[0].Type == timeline.PartOf && other > i {
			e.Relations[0].Type = "follows" // or it may be part of itself
		}
	}
	e.Media = some(g, 1, func(int) timeline.Media {
		m := timeline.Media{URL: "https://example.org/p.jpg#x", Type: g.maybe("image/jpeg"), Alt: g.maybe(g.text()), Caption: g.maybe(g.text()), Credit: g.maybe(g.text())}
		if m.Thumbnail = g.maybe("https://example.org/s.jpg?a=b"); g.IntN(2) == 0 {
			width, height := 1+g.IntN(timeline.MaxPixels), 1+g.IntN(timeline.MaxPixels)
			m.Width, m.Height = &width, &height
		}
		return m
	})
	e.Language, e.Key = g.maybe("uk-Cyrl"), g.IntN(3) == 0
	e.Codes = some(g, 2, func(i int) string { return fmt.Sprintf("cameo:04%d", i) })
	e.ExternalIDs = some(g, 2, func(i int) string { return fmt.Sprintf("12:3%d", i) })
	e.Figures = some(g, 2, func(int) timeline.Figure {
		f := timeline.Figure{Name: g.slug(g.IntN(18)), Value: g.float(), Low: g.float(), High: g.float(), Unit: g.maybe("%")}
		if f.Value == nil && f.Low == nil && f.High == nil {
			f.Value = new(float64)
		}
		return f
	})
	return e
}
