package page

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// Steps lead through what was known when: by what this timeline said at a time,
// or by what sources said that had been published by a day. Each is an address.
type Steps struct {
	Name                  string // the parameter that asks for a step
	Text                  string // what the page shows
	First, Earlier, Later *EventLink
	Last                  *EventLink // all that is known
	Play                  string     // the step to which it goes on by itself
	At, All               int        // which step this is, from 1, and how many there are; 0 for the last
}

const (
	publishedMost = 60    // sources up to which their days of publication are steps
	addressMost   = 2_000 // bytes of their ids
)

// step is one of them: what it is called, and what it asks for.
type step struct{ name, value string }

// steps are those that a page has: none where there is one step alone.
func (s *Story) steps(path string) []Steps {
	var list []Steps
	for _, way := range []struct {
		parameter, now, then string
		steps                []step
	}{
		{timeline.AsOfParameter, "page.known_now", "page.known_as_of", s.changed()},
		{"source", "page.known_all", "page.known_published", s.published()},
	} {
		if len(way.steps) < 2 {
			continue
		}
		asked := s.Query.Get(way.parameter)
		at := slices.IndexFunc(way.steps, func(one step) bool { return one.value == asked })
		switch {
		case at >= 0 || asked == "":
			list = append(list, s.stepsAt(path, way.parameter, way.now, way.then, way.steps, at))
		case s.AsOf != nil && way.parameter == timeline.AsOfParameter: // a moment between two steps
			view := s.stepsAt(path, way.parameter, way.now, way.then, way.steps, s.stepAt(way.steps))
			view.Text, view.At = s.Language.fill(way.then, "date", s.Language.moment(asked)), 0
			list = append(list, view)
		}
	}
	return list
}

// stepsAt are the ways from a step on; -1 is all that is known.
func (s *Story) stepsAt(path, parameter, now, then string, steps []step, at int) Steps {
	link := func(i int) *EventLink {
		values := cloneValues(s.Query)
		for _, name := range []string{"cursor", "event", parameter} {
			values.Del(name)
		}
		if i < 0 {
			return &EventLink{s.Language.text(now), s.Link(addressOf(path, values)) + "#known"}
		}
		values.Set(parameter, steps[i].value)
		return &EventLink{steps[i].name, s.Link(addressOf(path, values)) + "#known"}
	}
	last := len(steps) - 1
	if at < 0 {
		view := Steps{Name: parameter, Text: s.Language.text(now), First: link(0), All: len(steps), Play: link(0).Href}
		if last > 1 {
			view.Earlier = link(last - 1)
		}
		return view
	}
	view := Steps{Name: parameter, Text: s.Language.fill(then, "date", steps[at].name), At: at + 1, All: len(steps), Last: link(-1), Play: link(0).Href}
	if at > 0 {
		view.Earlier = link(at - 1)
	}
	if at < last {
		view.Later = link(at + 1)
		view.Play = view.Later.Href
	}
	return view
}

// changed are the last moments of the days on which the story or an event of it
// changed, or of its hours where that is one day.
func (s *Story) changed() []step {
	for _, unit := range []string{"2006-01-02", "2006-01-02T15"} {
		latest := map[string]time.Time{}
		for _, moment := range s.Moments {
			if key := moment.UTC().Format(unit); !moment.IsZero() && moment.After(latest[key]) {
				latest[key] = moment.UTC()
			}
		}
		if len(latest) < 2 {
			continue
		}
		var list []step
		for _, key := range slices.Sorted(maps.Keys(latest)) {
			name := s.Language.dayOf(latest[key])
			if len(unit) > len("2006-01-02") {
				name += s.Language.text("dates.list_separator") + latest[key].Format("15:04") + " UTC"
			}
			list = append(list, step{name, latest[key].Format(time.RFC3339Nano)})
		}
		return list
	}
	return nil
}

// stepAt is the last step that had been taken at the moment of the page.
func (s *Story) stepAt(steps []step) int {
	at := 0
	for i, one := range steps {
		if moment, err := time.Parse(time.RFC3339Nano, one.value); err == nil && !s.AsOf.At.IsZero() && !moment.After(s.AsOf.At) {
			at = i
		}
	}
	return at
}

// published are the days by which sources had been published for certain, each
// with all sources until then.
func (s *Story) published() []step {
	type dated struct {
		id   string
		by   int64
		name string
	}
	var list []dated
	for i := range s.Sources {
		if d := s.Sources[i].Published; d != nil && !d.EDTF.IsZero() && d.Interval().Latest != edtf.OpenEnd {
			list = append(list, dated{s.Sources[i].ID, d.Interval().Latest, s.Language.dates.Day(edtf.CivilFromSeconds(d.Interval().Latest-1), datewords.Form{})})
		}
	}
	if len(list) > publishedMost || s.AllSources > 0 {
		return nil
	}
	slices.SortStableFunc(list, func(a, b dated) int {
		if a.by != b.by {
			return int(min(max(a.by-b.by, -1), 1))
		}
		return strings.Compare(a.id, b.id)
	})
	var steps []step
	var ids []string
	for i, one := range list {
		ids = append(ids, one.id)
		if i+1 < len(list) && list[i+1].name == one.name {
			continue
		}
		steps = append(steps, step{one.name, strings.Join(ids, ",")})
	}
	if len(url.QueryEscape(strings.Join(ids, ","))) > addressMost {
		return nil
	}
	return steps
}
