package edtf_test

import (
	"regexp"
	"strings"
	"testing"

	"example.org/dateline/internal/edtf"
)

var component = regexp.MustCompile(`^([?~%]?)(-?[0-9YEXS]{4,}|[0-9X]{2})([?~%]?)(-|$)`)

// qualified works out, from the text alone, what is said of each component: one
// of "", "?", "~" and "%".
func qualified(t *testing.T, text string) []string {
	t.Helper()
	var said []string
	for rest := text; rest != ""; {
		m := component.FindStringSubmatch(rest)
		if m == nil {
			t.Fatalf("%q has no component at %q", text, rest)
		}
		said = append(said, m[1])
		for i := range said {
			said[i] += m[3]
		}
		rest = rest[len(m[0]):]
	}
	for i, signs := range said {
		doubted, near := strings.ContainsAny(signs, "?%"), strings.ContainsAny(signs, "~%")
		switch {
		case doubted && near:
			said[i] = "%"
		case doubted:
			said[i] = "?"
		case near:
			said[i] = "~"
		}
	}
	return said
}

// Wherever qualifiers stand, the canonical spelling says the same of the same
// components, on the same level; and what says the same on one level is spelled
// the same.
func TestQualifierPlacement(t *testing.T) {
	t.Parallel()
	for _, components := range [][]string{
		{"2004", "06", "11"}, {"-0043", "03", "15"}, {"2004", "XX", "XX"}, {"156X", "12", "25"},
		{"2004", "06"}, {"2001", "21"}, {"2001", "33"}, {"2004"}, {"201X"}, {"1XXX"}, {"Y17E7"}, {"1950S2"},
	} {
		spelling := map[string]string{} // by level and what is said
		for _, text := range placements(components) {
			d, err := edtf.Parse(text)
			if err != nil {
				t.Error(err)
				continue
			}
			checkRoundTrip(t, d)
			said := strings.Join(qualified(t, text), ",")
			if got := strings.Join(qualified(t, d.String()), ","); got != said {
				t.Errorf("%s says %s, but %s says %s", text, said, d, got)
			}
			if d.Uncertain() != strings.ContainsAny(said, "?%") || d.Approximate() != strings.ContainsAny(said, "~%") {
				t.Errorf("the flags of %s are wrong", text)
			}
			key := string(d.Level()) + " " + said
			if other, ok := spelling[key]; ok && other != d.String() {
				t.Errorf("%s and %s say the same", other, d)
			}
			spelling[key] = d.String()
		}
	}
}

// placements lists every way to put qualifiers around components.
func placements(components []string) []string {
	texts := []string{""}
	for i, c := range components {
		dash := "-"
		if i == 0 {
			dash = ""
		}
		var longer []string
		for _, text := range texts {
			for _, left := range []string{"", "?", "~", "%"} {
				for _, right := range []string{"", "?", "~", "%"} {
					longer = append(longer, text+dash+left+c+right)
				}
			}
		}
		texts = longer
	}
	return texts
}
