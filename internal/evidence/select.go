package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// around is how much of what stands around selected words is noted, in code points.
const around = 32

// Select cites a span of the text by every sign there is: its place and digest, its
// words and what stands right before and after them in the same line, and the heading
// above. White space at the ends of the span is left out. The error has the code
// InvalidRecord where the span holds no words or is not in the text.
func (t *Text) Select(source string, start, end int) (timeline.Citation, error) {
	if !t.has(start, end) {
		return timeline.Citation{}, &timeline.Error{Code: timeline.InvalidRecord, Message: "The words that were chosen are not in the text: load the page again and choose them there."}
	}
	from, to := t.offset(start), t.offset(end)
	for from < to {
		r, size := utf8.DecodeRuneInString(t.text[from:to])
		if !unicode.IsSpace(r) {
			break
		}
		from += size
	}
	to = from + len(strings.TrimRightFunc(t.text[from:to], unicode.IsSpace))
	if strings.IndexFunc(t.text[from:to], isWordRune) < 0 {
		return timeline.Citation{}, &timeline.Error{Code: timeline.InvalidRecord, Message: "No words were chosen: mark a sentence, or words of one."}
	}
	ct := citationsAt(source, t.text, []byteRange{{from, to}})[0]
	ct.Exact, ct.Prefix, ct.Suffix = t.text[from:to], t.before(from), t.after(to)
	return ct, nil
}

// before is what stands right before a byte in its line.
func (t *Text) before(at int) string {
	begin := at
	for n := 0; n < around && begin > 0; n++ {
		r, size := utf8.DecodeLastRuneInString(t.text[:begin])
		if isLineBreak(r) {
			break
		}
		begin -= size
	}
	return strings.TrimLeftFunc(t.text[begin:at], unicode.IsSpace)
}

// after is what stands right after a byte in its line.
func (t *Text) after(at int) string {
	end := at
	for n := 0; n < around && end < len(t.text); n++ {
		r, size := utf8.DecodeRuneInString(t.text[end:])
		if isLineBreak(r) {
			break
		}
		end += size
	}
	return strings.TrimRightFunc(t.text[at:end], unicode.IsSpace)
}
