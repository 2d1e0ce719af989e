package convert

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// icsProp is a property of a calendar or of a component in it: a content line.
type icsProp struct {
	line   int
	name   string              // in capitals
	params map[string][]string // by names in capitals
	value  string              // as it is written
}

// param is the first value of a parameter.
func (p icsProp) param(name string) string {
	if values := p.params[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// text is a value of type TEXT.
func (p icsProp) text() string { return strings.TrimSpace(icsUnescaped(p.value)) }

// list is a value that is several texts.
func (p icsProp) list() []string {
	var list []string
	from := 0
	for i := 0; i < len(p.value); i++ {
		switch p.value[i] {
		case '\\':
			i++
		case ',':
			list = append(list, icsUnescaped(p.value[from:i]))
			from = i + 1
		}
	}
	return append(list, icsUnescaped(p.value[from:]))
}

// icsUnescaped reads the escapes of a text. One that the standard does not have
// stands for the character behind it.
func icsUnescaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) {
			if i++; s[i] == 'n' || s[i] == 'N' {
				b.WriteByte('\n')
				continue
			}
			c = s[i]
		}
		b.WriteByte(c)
	}
	return b.String()
}

// parseICSLine reads a content line: NAME;PARAM=VALUE,"VALUE":VALUE.
func parseICSLine(number int, text string) (icsProp, error) {
	end := strings.IndexAny(text, ";:")
	if end < 1 {
		return icsProp{}, fmt.Errorf("%q is no property: expected a name, a colon and a value", timeline.Clip(text, 40))
	}
	p := icsProp{line: number, name: strings.ToUpper(strings.TrimSpace(text[:end]))}
	rest := text[end:]
	for rest[0] == ';' {
		name, after, found := strings.Cut(rest[1:], "=")
		if !found || strings.ContainsAny(name, `;:"`) {
			return icsProp{}, fmt.Errorf("%s has a parameter without a value", timeline.Clip(p.name, 40))
		}
		if p.params == nil {
			p.params = map[string][]string{}
		}
		name = strings.ToUpper(strings.TrimSpace(name))
		for more := true; more; {
			var value string
			if value, rest, found = icsParamValue(after); !found {
				return icsProp{}, fmt.Errorf("%s has no colon before its value", timeline.Clip(p.name, 40))
			}
			p.params[name] = append(p.params[name], icsCarets.Replace(value))
			if more = rest[0] == ','; more {
				after = rest[1:]
			}
		}
	}
	p.value = rest[1:]
	return p, nil
}

// icsCarets reads the escapes of RFC 6868.
var icsCarets = strings.NewReplacer("^n", "\n", "^'", `"`, "^^", "^")

// icsParamValue reads one value of a parameter; rest begins with what ends it.
func icsParamValue(text string) (value, rest string, found bool) {
	if inQuotes, quoted := strings.CutPrefix(text, `"`); quoted {
		if value, rest, found = strings.Cut(inQuotes, `"`); !found {
			return "", "", false
		}
		end := strings.IndexAny(rest, ";:,") // what stands behind the quotes belongs to nothing
		if end < 0 {
			return "", "", false
		}
		return value, rest[end:], true
	}
	end := strings.IndexAny(text, ";:,")
	if end < 0 {
		return "", "", false
	}
	return text[:end], text[end:], true
}

// icsUnfolder reads content lines, each put together of the lines that it was folded
// into. A blank line says nothing, inside a fold or outside.
type icsUnfolder struct {
	lines lineReader
	held  []byte // a line that has been read and begins the next content line
	at    int    // its number
	err   error
}

// icsLine is a content line as it stands in the file.
type icsLine struct {
	number int    // of its first line
	text   string // unfolded; only its beginning where it is too long
	raw    []byte // as it was read, with line ends
	fault  string // why it cannot be read; empty where it can
}

// next returns io.EOF behind the last line.
func (u *icsUnfolder) next() (icsLine, error) {
	if err := u.hold(); err != nil {
		return icsLine{}, err
	}
	l := icsLine{number: u.at, raw: append(u.held, '\n')}
	text := bytes.Clone(u.held)
	for u.held = nil; ; u.held = nil {
		if u.hold() != nil || u.held[0] != ' ' && u.held[0] != '\t' {
			break
		}
		if len(l.raw)+len(u.held) > maxICSLine {
			l.fault = fmt.Sprintf("a property is longer than %d bytes", maxICSLine)
			continue
		}
		l.raw = append(append(l.raw, u.held...), '\n')
		text = append(text, u.held[1:]...)
	}
	switch {
	case len(l.raw) > maxICSLine && l.fault == "":
		l.fault = fmt.Sprintf("a property is longer than %d bytes", maxICSLine)
	case !utf8.Valid(text):
		l.fault = "the text is not valid UTF-8"
	}
	l.text = strings.ToValidUTF8(string(text), "\uFFFD")
	return l, nil
}

// hold reads on to the next line that is not blank, where none is held.
func (u *icsUnfolder) hold() error {
	for len(bytes.TrimSpace(u.held)) == 0 && u.err == nil {
		var text []byte
		text, _, u.err = u.lines.next()
		u.held, u.at = bytes.Clone(text), u.lines.number
	}
	return u.err
}

// maxICSLine is the longest property that is read, in bytes.
const maxICSLine = 1 << 20
