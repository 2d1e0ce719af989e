package store

import "example.org/dateline/internal/timeline"

// Report says what a write did, by resource: story, source, actor, place, event
// and quote.
type Report struct {
	Created   map[string]int
	Updated   map[string]int
	Unchanged map[string]int
	Retracted map[string]int // quotes that their event has no more
	Kept      []string       // events of the story that a story file does not hold; they stay

	Warned   int                // how much is perhaps wrong in what was written
	Warnings []timeline.Warning // the first of that, at most timeline.MaxWarnings

	logged int64 // entries that the log has gained
}

func newReport() *Report {
	return &Report{Created: map[string]int{}, Updated: map[string]int{}, Unchanged: map[string]int{}, Retracted: map[string]int{}}
}

// Changed reports whether anything was written.
func (r *Report) Changed() bool { return r.logged > 0 }

// warn tells of what is perhaps wrong, as long as there is room.
func (r *Report) warn(w timeline.Warning) {
	if r.Warned++; len(r.Warnings) < timeline.MaxWarnings {
		r.Warnings = append(r.Warnings, w)
	}
}

// add counts what another write did.
func (r *Report) add(other *Report) {
	for resource, n := range other.Created {
		r.Created[resource] += n
	}
	for resource, n := range other.Updated {
		r.Updated[resource] += n
	}
	for resource, n := range other.Unchanged {
		r.Unchanged[resource] += n
	}
	for resource, n := range other.Retracted {
		r.Retracted[resource] += n
	}
	for _, w := range other.Warnings {
		r.warn(w)
	}
	r.Warned += other.Warned - len(other.Warnings)
	r.logged += other.logged
}
