package datewords

import (
	"regexp"
	"strconv"
	"strings"

	"example.org/dateline/internal/edtf"
)

// spelled takes a single date without a clock time apart: each component with
// the qualifier before and the one behind it.
var spelled = regexp.MustCompile(`^([?~%]?)(Y?-?[0-9X]+(?:E\d+)?(?:S\d+)?)([?~%]?)(?:-([?~%]?)([0-9X]{2})([?~%]?))?(?:-([?~%]?)([0-9X]{2})([?~%]?))?$`)

// components are the year, month and day of a date as EDTF spells them, digits
// that are not stated being X, and what is doubted of each.
type components struct {
	text  []string
	doubt []string // "", "?", "~" or "%"
}

// componentsOf takes a single date apart. One with a clock time has none: it
// has neither qualifiers nor digits that are not stated.
func componentsOf(d edtf.Date) components {
	var c components
	part := spelled.FindStringSubmatch(d.String())
	for i := 1; i < len(part) && part[i+1] != ""; i += 3 {
		c.text = append(c.text, part[i+1])
		c.doubt = append(c.doubt, part[i])
		for j := range c.doubt { // a sign behind a component is for all before it too
			c.doubt[j] = both(c.doubt[j], part[i+2])
		}
	}
	return c
}

func both(a, b string) string {
	switch {
	case a == "" || a == b:
		return b
	case b == "":
		return a
	}
	return "%"
}

// whole returns the qualifier that all components have alike.
func (c components) whole() (sign string, alike bool) {
	for _, one := range c.doubt {
		if one != c.doubt[0] {
			return "", false
		}
		sign = one
	}
	return sign, true
}

// partly reports whether a date is qualified in part.
func partly(d edtf.Date) bool {
	_, alike := componentsOf(d).whole()
	return !alike
}

// hasUnstated reports whether a digit of a date is X.
func hasUnstated(d edtf.Date) bool { return strings.Contains(d.String(), "X") }

func qualified(d edtf.Date) bool { return d.Approximate() || d.Uncertain() }

// qualify words what is doubted of a date around the words of the rest, which
// are made in the form that stands there. A date of bounds that have no name
// can't be called "about" anything, so that what is doubted stands behind it.
func (l *Locale) qualify(d edtf.Date, f Form, rest func(Form) (date Phrase, named bool)) Phrase {
	w := l.words
	date, named := rest(f)
	if !qualified(d) {
		return date
	}
	c := componentsOf(d)
	sign, alike := c.whole()
	if !alike || !named {
		return Fill(w.Partly, map[string]Phrase{"date": date, "doubts": words(l.doubts(c))})
	}
	if p, ok := d.Parts(); ok && isAge(p.Year) && sign != "?" {
		return l.aboutAge(p.Year, sign)
	}
	within := f
	within.Within = true
	form := map[string]Form{"~": within, "?": f, "%": within}[sign]
	form.Within = form.Within || w.PerhapsForm == "within"
	date, _ = rest(form)
	pattern := map[string][2]string{
		"~": {w.About, w.AboutWithin}, "?": {w.Perhaps, w.PerhapsWithin}, "%": {w.PerhapsAbout, w.PerhapsAboutWithin},
	}[sign]
	if f.Within {
		return around(pattern[1], date)
	}
	return around(pattern[0], date)
}

// aboutAge words a qualified age. What is about it is the number of years, which
// stands behind "ago" in some languages.
func (l *Locale) aboutAge(year int64, sign string) Phrase {
	age := value(l.age(-year, l.words.AboutNumber))
	if sign == "%" {
		return around(l.words.Perhaps, age)
	}
	return age
}

// doubts names the components that are doubted: "year uncertain; month and day
// approximate".
func (l *Locale) doubts(c components) string {
	w := l.words
	var list []string
	for _, one := range []struct{ sign, pattern string }{{"?", w.Uncertain}, {"~", w.Approximate}, {"%", w.UncertainAndApproximate}} {
		var parts []string
		for i, sign := range c.doubt {
			if sign != one.sign {
				continue
			}
			if n, err := strconv.Atoi(c.text[i]); i == 1 && err == nil && n > 12 {
				i = 3 // a season stands in place of the month
			}
			parts = append(parts, w.Components[i])
		}
		if len(parts) > 0 {
			list = append(list, fill(one.pattern, "parts", l.list(w.And, parts)))
		}
	}
	return strings.Join(list, w.DoubtSeparator)
}
