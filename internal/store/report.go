package store

// Report says what a write did, by resource: story, source, actor, place, event
// and quote.
type Report struct {
	Created   map[string]int
	Updated   map[string]int
	Unchanged map[string]int
	Retracted map[string]int // quotes that their event has no more
	Kept      []string       // events of the story that a story file does not hold; they stay

	logged int64 // entries that the log has gained
}

func newReport() *Report {
	return &Report{Created: map[string]int{}, Updated: map[string]int{}, Unchanged: map[string]int{}, Retracted: map[string]int{}}
}

// Changed reports whether anything was written.
func (r *Report) Changed() bool { return r.logged > 0 }

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
	r.logged += other.logged
}
