package convert

import (
	"bufio"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// icsWriter writes content lines of iCalendar. It keeps its first error.
type icsWriter struct{ *bufio.Writer }

func newICSWriter(w io.Writer) *icsWriter { return &icsWriter{bufio.NewWriter(w)} }

func (w *icsWriter) err() error {
	_, err := w.Write(nil)
	return err
}

// icsFold is the length of a line in octets, its break not counted.
const icsFold = 75

// line writes a property whose value is spelled as it should stand. Lines are
// folded between characters, never inside one.
func (w *icsWriter) line(name, value string) {
	text := name + ":" + strings.Map(dropControl, value)
	room := icsFold
	for len(text) > room {
		at := room
		for at > 1 && !utf8.RuneStart(text[at]) {
			at--
		}
		w.WriteString(text[:at])
		w.WriteString("\r\n ")
		text = text[at:]
		room = icsFold - 1 // the space counts
	}
	w.WriteString(text)
	w.WriteString("\r\n")
}

// value is line for what may be empty, and is left out then.
func (w *icsWriter) value(name, value string) {
	if value != "" {
		w.line(name, value)
	}
}

// text writes a property of type TEXT, and nothing where it is empty.
func (w *icsWriter) text(name, text string) { w.value(name, icsText(text)) }

// list writes a property that takes several texts.
func (w *icsWriter) list(name string, texts []string) {
	escaped := make([]string, len(texts))
	for i, t := range texts {
		escaped[i] = icsText(t)
	}
	w.value(name, strings.Join(escaped, ","))
}

// icsEscapes makes a line break of all that a reader may take for one.
var icsEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`,
	"\r\n", `\n`, "\n", `\n`, "\r", `\n`, "\u0085", `\n`, "\u2028", `\n`, "\u2029", `\n`)

func icsText(s string) string { return icsEscapes.Replace(strings.ToValidUTF8(s, "\uFFFD")) }

func dropControl(r rune) rune {
	if unicode.IsControl(r) && r != '\t' {
		return -1
	}
	return r
}
