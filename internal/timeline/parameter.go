package timeline

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Bounds on what a query string may hold.
const (
	MaxValue   = 2000 // bytes of one parameter value
	MaxRepeats = 20   // times that one parameter may stand in a query
	MaxChoices = 100  // values in one comma-separated list
)

// Paging is what every list takes: how much of it, from where, and how much of
// each record.
type Paging struct {
	Limit  int      // records on a page, 1–MaxLimit
	Cursor string   // opaque; where the page before ended
	Count  bool     // whether the answer says how many records there are in all
	Fields []string // the fields to answer with; nil for all
	AsOf   *Moment  // the moment whose answer is wanted; nil for now
}

// The bounds of Paging.Limit.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// parameter is one query parameter of a resource: how its value is read into a
// query of type Q, and printed back.
type parameter[Q any] struct {
	name   string
	many   bool // may be repeated: AND, or for lists the same as a comma
	parse  func(q *Q, values []string) error
	format func(q *Q) []string
}

// parameters is all that a resource takes. One table serves parsing, the
// canonical URL and the test that compares it with openapi.yaml.
type parameters[Q any] []parameter[Q]

func (ps parameters[Q]) names() []string {
	names := make([]string, len(ps))
	for i, p := range ps {
		names[i] = p.name
	}
	return names
}

// parse reads URL values into q. The first mistake is returned, as an *Error
// that names the parameter and says what would be right.
func (ps parameters[Q]) parse(values url.Values, q *Q) error {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names) // so that the same query always gets the same error
	for _, name := range names {
		i := slices.IndexFunc(ps, func(p parameter[Q]) bool { return p.name == name })
		if i < 0 {
			hints := suggest(name, ps.names())
			return &Error{Code: UnknownParameter, Parameter: Clip(name, 64), Suggestions: hints,
				Message: fmt.Sprintf("There is no parameter %q here%s", Clip(name, 64), endSentence(didYouMean(hints)))}
		}
		if err := ps[i].read(q, values[name]); err != nil {
			return err
		}
	}
	return nil
}

func (p parameter[Q]) read(q *Q, values []string) error {
	if len(values) > 1 && !p.many {
		return invalid(p.name, nil, "given %d times; it is taken once", len(values))
	}
	if len(values) > MaxRepeats {
		return invalid(p.name, nil, "given %d times; at most %d are taken", len(values), MaxRepeats)
	}
	for _, v := range values {
		switch {
		case v == "":
			return invalid(p.name, nil, "has no value; leave the parameter out instead")
		case len(v) > MaxValue:
			return invalid(p.name, nil, "has %d bytes; at most %d are taken", len(v), MaxValue)
		case !utf8.ValidString(v):
			return invalid(p.name, nil, "is not UTF-8")
		case strings.ContainsFunc(v, isControl):
			return invalid(p.name, nil, "holds a control character")
		}
	}
	err := p.parse(q, values)
	if e, ok := err.(*Error); ok && e.Parameter == "" { //nolint:errorlint // our own, fresh and unwrapped
		e.Parameter = p.name
		e.Message = fmt.Sprintf("The parameter %s %s", p.name, e.Message)
	}
	return err
}

// values prints the query back, as canonical URL values.
func (ps parameters[Q]) values(q *Q) url.Values {
	values := url.Values{}
	for _, p := range ps {
		if printed := p.format(q); len(printed) > 0 {
			values[p.name] = printed
		}
	}
	return values
}

// invalid is the error of a parameter value. Without a name it is a fragment
// that parameter.read completes.
func invalid(name string, suggestions []string, format string, args ...any) *Error {
	msg := fmt.Sprintf(format, args...) + endSentence(didYouMean(suggestions))
	if name != "" {
		msg = fmt.Sprintf("The parameter %s %s", name, msg)
	}
	return &Error{Code: InvalidParameter, Parameter: name, Suggestions: suggestions, Message: msg}
}

func endSentence(s string) string {
	if strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// one makes a parameter that holds a single value.
func one[Q any](name string, parse func(q *Q, v string) error, format func(q *Q) string) parameter[Q] {
	return parameter[Q]{name: name,
		parse: func(q *Q, values []string) error { return parse(q, values[0]) },
		format: func(q *Q) []string {
			if s := format(q); s != "" {
				return []string{s}
			}
			return nil
		}}
}

// flag makes a parameter that is true or false.
func flag[Q any](name string, at func(q *Q) *bool) parameter[Q] {
	return one(name, func(q *Q, v string) error {
		if v != "true" && v != "false" {
			return invalid("", nil, "is true or false, not %q", Clip(v, 40))
		}
		*at(q) = v == "true"
		return nil
	}, func(q *Q) string {
		if *at(q) {
			return "true"
		}
		return ""
	})
}

// word makes a parameter that holds one of a list of words. The first word of
// a list is the default, which the canonical URL leaves out.
func word[Q any](name string, words []string, at func(q *Q) *string) parameter[Q] {
	return wordOr(name, words, words[0], at)
}

// wordOr is a word with another default, or, where that is empty, with none.
func wordOr[Q any](name string, words []string, usual string, at func(q *Q) *string) parameter[Q] {
	return one(name, func(q *Q, v string) error {
		if !slices.Contains(words, v) {
			return invalid("", suggest(v, words), "is one of %s, not %q", strings.Join(words, ", "), Clip(v, 40))
		}
		*at(q) = v
		return nil
	}, func(q *Q) string {
		if *at(q) == usual {
			return ""
		}
		return *at(q)
	})
}

// wordList makes a parameter that holds a comma-separated list of words, each
// once, such as fields, whose order is that of the columns of a table. Given
// again it goes on with its list: of several words all are wanted anyway.
func wordList[Q any](name string, words []string, at func(q *Q) *[]string) parameter[Q] {
	p := one(name, func(q *Q, v string) error {
		var list []string
		for item := range strings.SplitSeq(v, ",") {
			if !slices.Contains(words, item) {
				return invalid("", suggest(item, words), "takes %s, not %q", strings.Join(words, ", "), Clip(item, 40))
			}
			if !slices.Contains(list, item) {
				list = append(list, item)
			}
		}
		*at(q) = list
		return nil
	}, func(q *Q) string { return strings.Join(*at(q), ",") })
	parse := p.parse
	p.many, p.parse = true, func(q *Q, values []string) error { return parse(q, []string{strings.Join(values, ",")}) }
	return p
}

// wordSet is a wordList whose order says nothing: it is that of words.
func wordSet[Q any](name string, words []string, at func(q *Q) *[]string) parameter[Q] {
	p := wordList(name, words, at)
	parse := p.parse
	p.parse = func(q *Q, values []string) error {
		if err := parse(q, values); err != nil {
			return err
		}
		slices.SortFunc(*at(q), func(a, b string) int { return slices.Index(words, a) - slices.Index(words, b) })
		return nil
	}
	return p
}

// pageParameters are those of every list. fields are the names that `fields`
// takes.
func pageParameters[Q any](fields []string, at func(q *Q) *Paging) parameters[Q] {
	return parameters[Q]{
		limitParameter(func(q *Q) *int { return &at(q).Limit }, DefaultLimit),
		one("cursor", func(q *Q, v string) error { at(q).Cursor = v; return nil },
			func(q *Q) string { return at(q).Cursor }),
		flag("count", func(q *Q) *bool { return &at(q).Count }),
		wordList("fields", fields, func(q *Q) *[]string { return &at(q).Fields }),
	}
}

// limitParameter holds how much of an answer is wanted.
func limitParameter[Q any](at func(q *Q) *int, usual int) parameter[Q] {
	return limitUpTo(MaxLimit, at, usual)
}

// limitUpTo is a limitParameter of what is never answered in thousands.
func limitUpTo[Q any](most int, at func(q *Q) *int, usual int) parameter[Q] {
	return one("limit", func(q *Q, v string) error {
		n, err := strconv.Atoi(v)
		if err != nil || n < 1 || n > most {
			return invalid("", nil, "is a whole number from 1 to %d, not %q", most, Clip(v, 40))
		}
		*at(q) = n
		return nil
	}, func(q *Q) string {
		if *at(q) == usual {
			return ""
		}
		return strconv.Itoa(*at(q))
	})
}
