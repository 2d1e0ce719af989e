package timeline

import (
	"encoding/json"
	"net/url"
	"time"
)

// Revision is a version of a record: when it was made, by whom and why, and
// what differs from the one before.
type Revision struct {
	Revision int           `json:"revision"`
	Seq      int64         `json:"seq"` // of the change that made it
	At       time.Time     `json:"at"`
	Action   string        `json:"action"`
	By       string        `json:"by"`
	Reason   string        `json:"reason"` // empty where none was given
	Changes  []FieldChange `json:"changes"`
}

// FieldChange is a field that differs between two revisions. A side is null
// where the record had no such field, or an empty list.
type FieldChange struct {
	Field  string          `json:"field"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// RevisionQuery asks for the revisions of a record, the newest first.
type RevisionQuery struct{ Paging }

var revisionParameters = parameters[RevisionQuery]{
	limitParameter(func(q *RevisionQuery) *int { return &q.Limit }, DefaultLimit),
	one("cursor", func(q *RevisionQuery, v string) error { q.Cursor = v; return nil },
		func(q *RevisionQuery) string { return q.Cursor }),
}

// ParseRevisionQuery reads the query of a URL, as ParseQuery does.
func ParseRevisionQuery(values url.Values) (RevisionQuery, error) {
	q := RevisionQuery{Paging{Limit: DefaultLimit}}
	return q, revisionParameters.parse(values, &q)
}

// Values prints the query back, canonically.
func (q RevisionQuery) Values() url.Values { return revisionParameters.values(&q) }

// RevisionParameters lists the names of the parameters that ParseRevisionQuery takes.
func RevisionParameters() []string { return revisionParameters.names() }
