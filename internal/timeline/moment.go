package timeline

import (
	"strconv"
	"strings"
	"time"
)

// Moment is a point in the history of a database: after a change, or at an
// instant, with what was changed at that instant. One of them is set; where
// neither is, it is the time before all changes.
type Moment struct {
	Seq int64
	At  time.Time
}

// AsOfParameter is the name of the parameter that asks for the past.
const AsOfParameter = "as_of"

// asOfParameter asks for what was answered at an earlier moment.
func asOfParameter[Q any](at func(q *Q) *Paging) parameter[Q] {
	return one(AsOfParameter, func(q *Q, v string) (err error) { at(q).AsOf, err = parseMoment(v); return },
		func(q *Q) string {
			if at(q).AsOf == nil {
				return ""
			}
			return at(q).AsOf.String()
		})
}

// ParseMoment reads the values of as_of where it stands by itself. Its error is
// that of a query with them.
func ParseMoment(values []string) (*Moment, error) {
	var p Paging
	err := asOfParameter(func(p *Paging) *Paging { return p }).read(&p, values)
	return p.AsOf, err
}

func (m Moment) String() string {
	if m.At.IsZero() {
		return strconv.FormatInt(m.Seq, 10)
	}
	return m.At.Format(time.RFC3339Nano)
}

func parseMoment(v string) (*Moment, error) {
	const rule = "takes an instant such as 2025-03-05T10:00:00Z (RFC 3339), or the number of a change"
	if strings.Trim(v, "0123456789") == "" {
		seq, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return nil, invalid("", nil, "%s; %s is larger than any of those", rule, Clip(v, 40))
		}
		return &Moment{Seq: seq}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, v)
	if err != nil {
		return nil, invalid("", nil, "%s, not %q", rule, Clip(v, 60))
	}
	if t = t.UTC().Truncate(time.Microsecond); t.Year() < 1 || t.Year() > 9999 {
		return nil, invalid("", nil, "%s; %q is outside the years 0001 to 9999 in UTC", rule, Clip(v, 60))
	}
	return &Moment{At: t}, nil
}
