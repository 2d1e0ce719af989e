package card

import (
	"image"
	"image/color"
	"strings"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/unicode/norm"
)

// longest is how much of a text is looked at, in characters: more has no place
// on a card, and laying it out would only take time.
const longest = 400

// Drawable reports whether a text can be set on a card letter by letter, in the
// fonts there are: in Latin, Cyrillic or Greek letters. Scripts that are joined,
// reordered or written from right to left would come out wrong.
func Drawable(text string) bool { return text == "" || drawn(text, serif) != "" }

// drawn is a text as it is drawn, on one line: composed, and without signs that
// are pictures or cannot be seen. It is empty where anything else has no glyph.
func drawn(text, name string) string {
	all, err := fonts()
	if err != nil {
		return ""
	}
	var buf sfnt.Buffer
	var b strings.Builder
	n := 0
	for _, r := range norm.NFC.String(clipped(text)) {
		switch {
		case unicode.IsSpace(r):
			r = ' '
		case r == '\u00ad' || unicode.In(r, unicode.Cf, unicode.Variation_Selector, unicode.Sk, unicode.Cc):
			continue
		}
		glyph, err := all[name].GlyphIndex(&buf, r)
		missing := err != nil || glyph == 0
		if missing && unicode.Is(unicode.So, r) {
			continue // a pictograph
		}
		if missing || !unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Common) {
			return ""
		}
		b.WriteRune(r)
		n++
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// clipped is the beginning of a text, which is as much as could be shown.
func clipped(text string) string {
	n := 0
	for i := range text {
		if n++; n > longest {
			return text[:i] + "…"
		}
	}
	return text
}

// titleSizes are tried in turn until a title fits.
var titleSizes = []struct{ size, leading float64 }{{66, 74}, {58, 65}, {50, 57}, {44, 51}}

// title sets a title below a height, as large as it fits; what is too long for
// the smallest size ends in an ellipsis. It returns the last base line, 0 for none.
func (p *canvas) title(text string, top int) int {
	if text == "" {
		return 0
	}
	for i, s := range titleSizes {
		face := p.face(serif, s.size)
		if face == nil {
			return 0
		}
		most := int(float64(titleLow-top) / s.leading)
		lines := wrap(face, text, inner)
		if len(lines) > most {
			if i+1 < len(titleSizes) {
				continue
			}
			lines = lines[:most]
			lines[most-1] = shortened(face, lines[most-1]+" …", inner)
		}
		y := float64(top) + s.size
		for _, l := range lines {
			p.text(face, l, margin, int(y), ink)
			y += s.leading
		}
		return int(y - s.leading)
	}
	return 0
}

// line sets a text on one line, shortened to a width, and returns how wide it is.
func (p *canvas) line(text, name string, size float64, x, y, width int, c color.Color) int {
	face := p.face(name, size)
	if face == nil || text == "" {
		return 0
	}
	text = shortened(face, text, width)
	p.text(face, text, x, y, c)
	return font.MeasureString(face, text).Ceil()
}

func (p *canvas) text(face font.Face, text string, x, y int, c color.Color) {
	d := font.Drawer{Dst: p, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}

// wrap parts a text into lines of a width, at spaces. A word that is longer
// than a line is parted anywhere.
func wrap(face font.Face, text string, width int) []string {
	var lines []string
	current := ""
	for _, word := range strings.Fields(text) {
		longer := word
		if current != "" {
			longer = current + " " + word
		}
		if fits(face, longer, width) {
			current = longer
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for !fits(face, word, width) {
			head := fitting(face, word, width)
			lines = append(lines, head)
			word = word[len(head):]
		}
		current = word
	}
	if current != "" {
		lines = append(lines, current)
	}
	return lines
}

func fits(face font.Face, text string, width int) bool {
	return font.MeasureString(face, text).Ceil() <= width
}

// fitting is as much of a text as a width holds, and at least its first letter.
func fitting(face font.Face, text string, width int) string {
	end := 0
	for i, r := range text {
		next := i + len(string(r))
		if end > 0 && !fits(face, text[:next], width) {
			break
		}
		end = next
	}
	return text[:end]
}

// shortened cuts a text to a width, at a word where there is one near, and says
// so with an ellipsis.
func shortened(face font.Face, text string, width int) string {
	plain, cut := strings.CutSuffix(text, "…")
	plain = strings.TrimRight(plain, " ")
	if !cut && fits(face, text, width) {
		return text
	}
	const dots = "…"
	if fits(face, plain+dots, width) {
		return plain + dots
	}
	head := fitting(face, plain, width-font.MeasureString(face, dots).Ceil())
	if i := strings.LastIndexByte(head, ' '); i > len(head)/2 {
		head = head[:i]
	}
	return strings.TrimRight(head, " ,;:–—-") + dots
}
