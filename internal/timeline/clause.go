package timeline

import (
	"regexp"
	"slices"
	"strings"
)

// Clause is one condition on a property with several values: the record has
// one of Values or, when Exclude is set, none of them. Several clauses on the
// same property must all hold.
type Clause struct {
	Values  []string // sorted, each once
	Exclude bool
}

// String is the clause as a query parameter: "a,b" or "!a,b".
func (c Clause) String() string {
	s := strings.Join(c.Values, ",")
	if c.Exclude {
		return "!" + s
	}
	return s
}

// clauses makes a parameter that is repeated for AND, holds commas for OR and
// a leading ! for exclusion. check refuses a value that can match nothing.
func clauses[Q any](name string, check func(v string) *Error, at func(q *Q) *[]Clause) parameter[Q] {
	return clausesOf(name, atCommas, check, at)
}

// clausesOf are clauses whose lists are parted in another way than at commas.
func clausesOf[Q any](name string, split func(list string) []string, check func(v string) *Error, at func(q *Q) *[]Clause) parameter[Q] {
	return parameter[Q]{name: name, many: true,
		parse: func(q *Q, values []string) error {
			var list []Clause
			for _, v := range values {
				c, err := parseClause(v, split, check)
				if err != nil {
					return err
				}
				list = append(list, c)
			}
			*at(q) = canonicalClauses(list)
			return nil
		},
		format: func(q *Q) []string {
			var printed []string
			for _, c := range *at(q) {
				printed = append(printed, c.String())
			}
			return printed
		}}
}

func parseClause(v string, split func(list string) []string, check func(string) *Error) (Clause, error) {
	var c Clause
	list, found := strings.CutPrefix(v, "!")
	c.Exclude = found
	c.Values = split(list)
	if len(c.Values) > MaxChoices {
		return c, invalid("", nil, "lists %d values; at most %d are taken", len(c.Values), MaxChoices)
	}
	for _, value := range c.Values {
		if strings.HasPrefix(value, "!") {
			return c, invalid("", nil, "has a ! inside a list; one leading ! excludes the whole list")
		}
		if value == "" {
			return c, invalid("", nil, "has an empty value in its list %q", Clip(v, 60))
		}
		if err := check(value); err != nil {
			return c, err
		}
	}
	slices.Sort(c.Values)
	c.Values = slices.Compact(c.Values)
	return c, nil
}

func atCommas(list string) []string { return strings.Split(list, ",") }

// nextCode is where another code, or external id, of a list begins.
var nextCode = regexp.MustCompile(`,[a-z0-9][a-z0-9._-]{0,31}:`)

// beforeSchemes parts a list of codes. A code may have commas of its own: one
// begins another code where a scheme follows.
func beforeSchemes(list string) []string {
	var codes []string
	from := 0
	for _, at := range nextCode.FindAllStringIndex(list, -1) {
		codes, from = append(codes, list[from:at[0]]), at[0]+1
	}
	return append(codes, list[from:])
}

// aCode is the check of codes and external ids.
func aCode(v string) *Error {
	if codePattern.MatchString(v) {
		return nil
	}
	return invalid("", nil, "holds %q: expected scheme:value without spaces, such as cameo:040 or gdelt:1234", Clip(v, 40))
}

// inCapitals takes the values of a parameter in either case.
func inCapitals[Q any](p parameter[Q]) parameter[Q] {
	parse := p.parse
	p.parse = func(q *Q, values []string) error {
		capitals := make([]string, len(values))
		for i, v := range values {
			capitals[i] = strings.ToUpper(v)
		}
		return parse(q, capitals)
	}
	return p
}

// canonicalClauses sorts clauses and drops those that stand twice, so that
// queries that mean the same have the same URL.
func canonicalClauses(list []Clause) []Clause {
	slices.SortFunc(list, func(a, b Clause) int { return strings.Compare(a.String(), b.String()) })
	return slices.CompactFunc(list, func(a, b Clause) bool { return a.String() == b.String() })
}

// aSlug is the check of ids and of open vocabularies.
func aSlug(v string) *Error {
	if IsSlug(v) {
		return nil
	}
	return invalid("", nil, "holds %q: %s", Clip(v, 40), slugRule)
}

// anyOf is the check of closed vocabularies.
func anyOf(words []string) func(string) *Error {
	return func(v string) *Error {
		if slices.Contains(words, v) {
			return nil
		}
		return invalid("", suggest(v, words), "takes %s, not %q", strings.Join(words, ", "), Clip(v, 40))
	}
}
