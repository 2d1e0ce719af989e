package evidence

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Contradiction is what a text says against a citation: the field that is wrong,
// and how.
type Contradiction struct {
	Field, Message string

	// Ambiguous tells that the words stand in the text, at more than one place.
	Ambiguous bool
}

// Resolve finds a citation in the text. Quoted words get their span and its digest;
// a span is held to its digest, and to what is said to stand around it. Nothing is
// found loosely: words stand there to the letter, or not at all. A citation of
// neither comes back as it is. Where the text says otherwise, so does the
// contradiction, which is nil else.
func (t *Text) Resolve(ct timeline.Citation) (timeline.Citation, *Contradiction) {
	switch {
	case ct.Placed():
		return ct, t.contradiction(ct)
	case ct.Exact == "":
		return ct, nil
	}
	places := t.places(ct.Exact, ct.Prefix, ct.Suffix, 2)
	switch len(places) {
	case 1:
		return t.at(ct, places[0]), nil
	case 0:
		return ct, &Contradiction{Field: "exact", Message: t.missing(ct)}
	}
	one, two := t.at(ct, places[0]), t.at(ct, places[1])
	return ct, &Contradiction{Field: "exact", Ambiguous: true,
		Message: fmt.Sprintf("the words stand in the text at %d–%d and at %d–%d: say which is meant by prefix or suffix, what stands right before or after them, or by start, end and sha256", one.Start, one.End, two.Start, two.End)}
}

// at places a citation at a range of bytes.
func (t *Text) at(ct timeline.Citation, p byteRange) timeline.Citation {
	ct.Start = t.position(p.start)
	ct.End = ct.Start + utf8.RuneCountInString(t.text[p.start:p.end])
	ct.SHA256 = Digest(t.text[p.start:p.end])
	return ct
}

// contradiction is what the text says against a span; nil where it bears it out.
func (t *Text) contradiction(ct timeline.Citation) *Contradiction {
	if ct.End > t.length {
		return &Contradiction{Field: "end", Message: fmt.Sprintf("%d is past the end of the text, which has %d characters", ct.End, t.length)}
	}
	if !t.has(ct.Start, ct.End) {
		return &Contradiction{Field: "start", Message: "no span: the end, which is exclusive, must lie behind the start"}
	}
	if t.digest(ct.Start, ct.End) != ct.SHA256 {
		return &Contradiction{Field: "sha256", Message: fmt.Sprintf("other words stand there in the text: %q; `dateline cite` prints the place of words", timeline.Clip(t.span(ct.Start, ct.End), 120))}
	}
	p := byteRange{t.offset(ct.Start), t.offset(ct.End)}
	if !t.follows(p, ct.Prefix) {
		return &Contradiction{Field: "prefix", Message: fmt.Sprintf("it is not what stands right before the words in the text: %q", clipLeft(t.text[:p.start], 60))}
	}
	if !t.precedes(p, ct.Suffix) {
		return &Contradiction{Field: "suffix", Message: fmt.Sprintf("it is not what stands right after the words in the text: %q", timeline.Clip(t.text[p.end:min(len(t.text), p.end+400)], 60))}
	}
	return nil
}

// follows tells whether a prefix stands right before a place; space between may be
// left out of it.
func (t *Text) follows(p byteRange, prefix string) bool {
	if strings.HasSuffix(t.text[:p.start], prefix) {
		return true
	}
	return strings.HasSuffix(strings.TrimRightFunc(t.text[:p.start], unicode.IsSpace), strings.TrimRightFunc(prefix, unicode.IsSpace))
}

// precedes is the same of a suffix.
func (t *Text) precedes(p byteRange, suffix string) bool {
	if strings.HasPrefix(t.text[p.end:], suffix) {
		return true
	}
	return strings.HasPrefix(strings.TrimLeftFunc(t.text[p.end:], unicode.IsSpace), strings.TrimLeftFunc(suffix, unicode.IsSpace))
}

// maxPlaces bounds at how many places words are looked at.
const maxPlaces = 100_000

// places are the first ones at which words stand between a prefix and a suffix, at
// most as many as are wanted. One inside a longer word counts only where there is
// no other.
func (t *Text) places(words, prefix, suffix string, wanted int) []byteRange {
	var whole, inside []byteRange
	at := 0
	for range maxPlaces {
		i := strings.Index(t.text[at:], words)
		if i < 0 {
			break
		}
		p := byteRange{at + i, at + i + len(words)}
		_, size := utf8.DecodeRuneInString(words)
		at = p.start + size
		switch {
		case !t.follows(p, prefix) || !t.precedes(p, suffix):
		case insideWord(t.text, p):
			if len(inside) < wanted {
				inside = append(inside, p)
			}
		default:
			if whole = append(whole, p); len(whole) == wanted {
				return whole
			}
		}
	}
	if len(whole) > 0 {
		return whole
	}
	return inside
}

// missing says that words are not in the text, and where words come closest.
func (t *Text) missing(ct timeline.Citation) string {
	if len(t.places(ct.Exact, "", "", 1)) > 0 {
		return "the words stand in the text, and nowhere with this prefix and suffix right around them"
	}
	return "the words do not stand in the text, to the letter: " + notFound(t.text, ct.Exact)
}

// clipLeft is the end of a text, of at most n characters.
func clipLeft(s string, n int) string {
	at := len(s)
	for range n {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	if at > 0 {
		return "…" + s[at:]
	}
	return s
}
