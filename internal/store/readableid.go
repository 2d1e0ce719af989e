package store

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"example.org/dateline/internal/timeline"
)

// maxReadable bounds a made id, in characters, before the number that it may need.
const maxReadable = 60

// makeID makes an id for a record that came without one: what it is called in
// Latin letters, with a number only where that is taken, also by a record that
// the caller may not see.
func (tx *Tx) makeID(r timeline.Record) error {
	s := schemaOf(r)
	id, err := tx.freeID(s, readableID(s, r), nil)
	if err != nil {
		return err
	}
	timeline.SetRecordID(r, id)
	return nil
}

// readableID is the id that a record would have, were it not taken.
func readableID(s *schema, r timeline.Record) string {
	base := latin(calledBy(r))
	if base == "" || slices.Contains(timeline.Reserved(s.resource), base) {
		base = strings.Trim(s.resource+"-"+base, "-")
	}
	return base
}

// freeID is an id that no record has, nor any that is about to be written: the base,
// or the base and a number.
func (tx *Tx) freeID(s *schema, base string, taken map[string]bool) (string, error) {
	return freeAmong(base, func(id string) (bool, error) {
		if taken[id] {
			return true, nil
		}
		st, err := tx.find(s, id)
		return st.found, err
	})
}

// freeAmong is the base, or the base and the number behind the last that is taken. It
// looks at few, however many there are.
func freeAmong(base string, isTaken func(id string) (bool, error)) (string, error) {
	numbered := func(n int) string {
		if n == 1 {
			return base
		}
		return fmt.Sprintf("%s-%d", base, n)
	}
	low, high := 0, 1 // low is taken
	for {
		is, err := isTaken(numbered(high))
		if err != nil {
			return "", err
		}
		if !is {
			break
		}
		low, high = high, 2*high
	}
	for high-low > 1 {
		middle := (low + high) / 2
		is, err := isTaken(numbered(middle))
		if err != nil {
			return "", err
		}
		if is {
			low = middle
		} else {
			high = middle
		}
	}
	return numbered(high), nil
}

// calledBy is what a record is called.
func calledBy(r timeline.Record) string {
	switch r := r.(type) {
	case *timeline.Story:
		return r.Title
	case *timeline.Source:
		return r.Title
	case *timeline.Actor:
		return r.Name
	case *timeline.Place:
		return r.Name
	case *timeline.Event:
		return r.Title
	case *timeline.Quote:
		return r.Speaker + " " + r.Text
	}
	return ""
}

// latin is a name in the letters of ids, whole words of it as far as they fit;
// empty where nothing of it can be written so.
func latin(name string) string {
	var words []string
	length := 0
	for _, word := range strings.Fields(parted(name)) {
		word = latinWord(word)
		if word == "" {
			continue
		}
		if length += len(word) + 1; length > maxReadable && len(words) > 0 {
			break
		}
		words = append(words, word[:min(len(word), maxReadable)])
	}
	return strings.Join(words, "-")
}

// parted is a name in lower case with spaces for all that is neither a letter, a
// digit, a mark nor an apostrophe.
func parted(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.In(r, unicode.L, unicode.M, unicode.N), unicode.Is(unicode.Cf, r):
			return unicode.ToLower(r)
		case strings.ContainsRune("'’ʼ‘`", r):
			return '\''
		}
		return ' '
	}, norm.NFC.String(name))
}

// latinWord is a word in the letters a to z and digits.
func latinWord(word string) string {
	var b strings.Builder
	table := cyrillicOf(word)
	rest := word
	for i := 0; len(rest) > 0; i++ {
		if after, ok := strings.CutPrefix(rest, "зг"); ok && table == nil {
			b.WriteString("zgh")
			rest = after
			continue
		}
		if after, ok := strings.CutPrefix(rest, "ου"); ok {
			b.WriteString("ou")
			rest = after
			continue
		}
		r, size := utf8.DecodeRuneInString(rest)
		rest = rest[size:]
		b.WriteString(latinLetter(r, i == 0, table))
	}
	return b.String()
}

// latinLetter is a letter in those of ids; first tells whether it begins a word.
// cyrillic has the letters that another language reads otherwise than Ukrainian.
func latinLetter(r rune, first bool, cyrillic map[rune]string) string {
	if s, ok := cyrillic[r]; ok {
		return s
	}
	if s, ok := ukrainianFirst[r]; ok && first && cyrillic == nil {
		return s
	}
	for _, table := range []map[rune]string{letters, undecomposed} {
		if s, ok := table[r]; ok && plainLatin(s) == s {
			return s
		}
	}
	var b strings.Builder
	for _, part := range norm.NFKD.String(string(r)) {
		if s, ok := letters[part]; ok {
			b.WriteString(s)
		} else {
			b.WriteString(plainLatin(strings.ToLower(string(part))))
		}
	}
	return b.String()
}

// plainLatin are those signs of a text that ids may have.
func plainLatin(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
}

// cyrillicOf tells by its letters whether a word is Ukrainian, for which it returns
// nil, or is read as Russian: so is what either could be.
func cyrillicOf(word string) map[rune]string {
	if strings.ContainsAny(word, "іїєґ") {
		return nil
	}
	return russian
}
