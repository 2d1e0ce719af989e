package datewords

import "strings"

// Piece is a part of a date in words: a value, or words around it.
type Piece struct {
	Text    string
	Value   bool   // a day, month or year, and not a word between them
	Machine string // the value as HTML's <time> may have it; empty where it can't
}

// Phrase is a date in words, put together from the inside out.
type Phrase []Piece

func (p Phrase) String() string {
	var b strings.Builder
	for _, one := range p {
		b.WriteString(one.Text)
	}
	return b.String()
}

// Fill puts phrases into a pattern, where it has their names in braces.
func Fill(pattern string, named map[string]Phrase) Phrase {
	var out Phrase
	for pattern != "" {
		open := strings.IndexByte(pattern, '{')
		if open < 0 {
			return append(out, Piece{Text: pattern})
		}
		if open > 0 {
			out = append(out, Piece{Text: pattern[:open]})
		}
		name, rest, _ := strings.Cut(pattern[open+1:], "}")
		out = append(out, named[name]...)
		pattern = rest
	}
	return out
}

func words(text string) Phrase { return Phrase{{Text: text}} }

func value(text string) Phrase { return Phrase{{Text: text, Value: true}} }

// around fills the one placeholder of a pattern, {date}.
func around(pattern string, date Phrase) Phrase {
	return Fill(pattern, map[string]Phrase{"date": date})
}

// fill puts texts, given as names and texts in turn, into a pattern.
func fill(pattern string, named ...string) string {
	for i := 0; i < len(named); i += 2 {
		named[i] = "{" + named[i] + "}"
	}
	return strings.NewReplacer(named...).Replace(pattern)
}
