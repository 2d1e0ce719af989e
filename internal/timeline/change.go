package timeline

import (
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"time"
)

// What a change did to its record.
const (
	ActionCreate  = "create"
	ActionUpdate  = "update"
	ActionRetract = "retract"
	ActionErase   = "erase" // its words are gone from all its revisions, too
)

// Actions lists them.
var Actions = []string{ActionCreate, ActionUpdate, ActionRetract, ActionErase}

// Change is an entry of the log, with the record as it was right after it.
type Change struct {
	Seq      int64           `json:"seq"`
	At       time.Time       `json:"at"`
	Entity   string          `json:"entity"` // one of Resources
	ID       string          `json:"id"`
	Story    string          `json:"story,omitempty"` // of events, quotes and stories
	Action   string          `json:"action"`
	Revision int             `json:"revision"`
	By       string          `json:"by"`
	Reason   string          `json:"reason"`           // empty where none was given
	Erased   []string        `json:"erased,omitempty"` // of an erasure: the pointers of what is gone from every revision up to this one, "" for all
	Holds    *Holdings       `json:"holds,omitempty"`
	Record   json.RawMessage `json:"record"`
}

// Holdings are the ids of what a story held, in its order: what it declared,
// and what its events and quotes named.
type Holdings struct {
	Sources []string `json:"sources"`
	Actors  []string `json:"actors"`
	Places  []string `json:"places"`
}

// Of is the list of the ids of a resource; nil where stories do not hold its records.
func (h *Holdings) Of(resource string) *[]string {
	return map[string]*[]string{"source": &h.Sources, "actor": &h.Actors, "place": &h.Places}[resource]
}

// ChangeQuery asks for a part of the log.
type ChangeQuery struct {
	Since    int64 // the change after which; 0 for all
	Limit    int
	Entities []string // some of Resources, in their order; nil for all
	Story    string   // whose changes, and those of what it holds; empty for any
	Actions  []string // some of Actions, in their order; nil for all

	ID []Clause // of the records
	By []Clause // who made the change
}

var changeParameters = parameters[ChangeQuery]{
	one(SinceParameter, func(q *ChangeQuery, v string) (err error) { q.Since, err = parseChangeNumber(v); return }, func(q *ChangeQuery) string {
		if q.Since == 0 {
			return ""
		}
		return strconv.FormatInt(q.Since, 10)
	}),
	wordSet("entity", Resources, func(q *ChangeQuery) *[]string { return &q.Entities }),
	one("story", func(q *ChangeQuery, v string) error {
		if err := aSlug(v); err != nil {
			return err
		}
		q.Story = v
		return nil
	}, func(q *ChangeQuery) string { return q.Story }),
	wordSet("action", Actions, func(q *ChangeQuery) *[]string { return &q.Actions }),
	idParameter(func(q *ChangeQuery) *[]Clause { return &q.ID }),
	clauses("by", anAuthor, func(q *ChangeQuery) *[]Clause { return &q.By }),
	limitParameter(func(q *ChangeQuery) *int { return &q.Limit }, DefaultLimit),
}

// anAuthor takes any name: those of tokens, and what the program calls itself.
func anAuthor(string) *Error { return nil }

// ParseChangeQuery reads the query of a URL, as ParseQuery does.
func ParseChangeQuery(values url.Values) (ChangeQuery, error) {
	q := ChangeQuery{Limit: DefaultLimit}
	if err := changeParameters.parse(values, &q); err != nil {
		return ChangeQuery{}, err
	}
	if slices.Equal(q.Entities, Resources) {
		q.Entities = nil
	}
	if slices.Equal(q.Actions, Actions) {
		q.Actions = nil
	}
	return q, nil
}

// Values prints the query back, canonically.
func (q ChangeQuery) Values() url.Values { return changeParameters.values(&q) }

// ChangeParameters lists the names of the parameters that ParseChangeQuery takes.
func ChangeParameters() []string { return changeParameters.names() }
