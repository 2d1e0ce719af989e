package timeline

import (
	"net/url"
	"slices"
	"strconv"
)

// SinceParameter is the name of the parameter that names a change to go on from.
const SinceParameter = "since"

// StreamQuery asks for what becomes of the events that a query keeps.
type StreamQuery struct {
	Query
	Since *int64 // the change after which; nil for the last one
}

var streamParameters = slices.Concat(
	lift(slices.DeleteFunc(slices.Clone(filterParameters), func(p parameter[Query]) bool { return p.name == AsOfParameter }),
		func(q *StreamQuery) *Query { return &q.Query }),
	parameters[StreamQuery]{one(SinceParameter, func(q *StreamQuery, v string) error {
		seq, err := parseChangeNumber(v)
		q.Since = &seq
		return err
	}, func(q *StreamQuery) string {
		if q.Since == nil {
			return ""
		}
		return strconv.FormatInt(*q.Since, 10)
	})},
)

// ParseStreamQuery reads the query of a URL, as ParseQuery does.
func ParseStreamQuery(values url.Values) (StreamQuery, error) {
	q := StreamQuery{Query: NewQuery()}
	if err := streamParameters.parse(values, &q); err != nil {
		return StreamQuery{}, err
	}
	return q, q.Period.check(values.Has)
}

// Values prints the query back, canonically.
func (q StreamQuery) Values() url.Values { return streamParameters.values(&q) }

// StreamParameters lists the names of the parameters that ParseStreamQuery takes.
func StreamParameters() []string { return streamParameters.names() }

// ParseChangeNumber reads the number of a change in the log where it stands by
// itself, under a name. Its error is that of a parameter with it.
func ParseChangeNumber(name, v string) (int64, error) {
	var seq int64
	err := one(name, func(into *int64, v string) (err error) { *into, err = parseChangeNumber(v); return }, nil).read(&seq, []string{v})
	return seq, err
}

func parseChangeNumber(v string) (int64, error) {
	seq, err := strconv.ParseInt(v, 10, 64)
	if err != nil || seq < 0 {
		return 0, invalid("", nil, "is the number of a change in the log, or 0, not %q", Clip(v, 40))
	}
	return seq, nil
}
