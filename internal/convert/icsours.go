package convert

import (
	"slices"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// ours takes from a calendar that this program wrote what the standard has no
// property for.
func (w *icsWhole) ours(c *icsComponent) {
	value := func(name string) string { return c.prop("X-DATELINE-" + name).text() }
	w.Type = cmpSlug(strings.ToLower(icsUnescaped(firstOf(c.prop("CATEGORIES").list()))), w.Type)
	w.Topics = slices.DeleteFunc(w.Topics, func(t string) bool { return t == w.Type })
	if s := value("STATUS"); slices.Contains(timeline.Statuses, s) {
		w.Status = s
	}
	if v := value("VERIFICATION"); slices.Contains(timeline.Verifications, v) && v != timeline.Retracted {
		w.Verification = v
	}
	said := ownProse(&w.itemEvent)
	date, err := edtf.Parse(value("EDTF"))
	if err != nil {
		return
	}
	w.Date = timeline.Date{EDTF: date, Basis: "stated", Text: said}
	if value("BASIS") == "inferred" {
		w.Date.Basis = "inferred"
		w.Date.Text = nameOr(said, date.String())
	}
	w.Title = strings.TrimPrefix(w.Title, DateWords(w.Date)+": ")
}

// cmpSlug is a text that is a slug, or else another.
func cmpSlug(s, otherwise string) string {
	if timeline.IsSlug(s) {
		return s
	}
	return otherwise
}

func firstOf(list []string) string {
	if len(list) == 0 {
		return ""
	}
	return list[0]
}

// ownProse leaves of a summary that is tellEvent's prose what an author wrote, and
// returns the words of the source that a date rests on.
func ownProse(e *itemEvent) (said string) {
	labels := []string{"Date: ", "Status: ", "Verification: ", "Actors: ", "Location: ", "Candidate venues, not settled: ", "Places it is about: "}
	var kept []string
	for paragraph := range strings.SplitSeq(e.Summary, "\n\n") {
		i := slices.IndexFunc(labels, func(l string) bool { return strings.HasPrefix(paragraph, l) })
		if i < 0 {
			kept = append(kept, paragraph)
		}
		if i == 0 {
			_, said, _ = strings.Cut(paragraph, "“")
			said, _, _ = strings.Cut(said, "”")
		}
	}
	e.Summary = strings.Join(kept, "\n\n")
	return said
}
