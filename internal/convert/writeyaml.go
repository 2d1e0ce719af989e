package convert

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"unicode"
)

// yamlWriter spells a tree as YAML in block style.
type yamlWriter struct {
	*bytes.Buffer
	comments map[string]string // by JSON Pointer: what stands above a field
}

// comment writes the comment on what a pointer names, each of its lines on one.
func (w yamlWriter) comment(pointer, indent string) {
	text, found := w.comments[pointer]
	if !found {
		return
	}
	for line := range strings.SplitSeq(text, "\n") {
		plain := strings.Map(func(r rune) rune {
			if mustEscape(r) {
				return ' '
			}
			return r
		}, line)
		w.WriteString(strings.TrimRight(indent+"# "+plain, " "))
		w.WriteByte('\n')
	}
}

// object writes an object's members a line each, with the comments on them above.
// The first line begins with lead: that of a list item is the dash.
func (w yamlWriter) object(o *object, lead, indent, pointer string) {
	for i, m := range o.members {
		if i > 0 {
			lead = indent
		}
		at := pointer + "/" + m.name
		w.comment(at, indent)
		w.WriteString(lead)
		w.inline(m.name, true)
		w.WriteByte(':')
		w.value(m.value, indent, at)
	}
}

// value writes what stands behind a name, and ends the line.
func (w yamlWriter) value(value any, indent, pointer string) {
	switch v := value.(type) {
	case *object:
		if !v.flow && len(v.members) > 0 {
			w.WriteByte('\n')
			w.object(v, indent+"  ", indent+"  ", pointer)
			return
		}
	case *list:
		if !v.flow && len(v.items) > 0 {
			w.WriteByte('\n')
			w.items(v, indent+"  ", pointer)
			return
		}
	case string:
		if isBlockText(v) {
			w.block(v, indent+"  ")
			return
		}
	}
	w.WriteByte(' ')
	w.inline(value, false)
	w.WriteByte('\n')
}

func (w yamlWriter) items(l *list, indent, pointer string) {
	for i, item := range l.items {
		w.item(item, indent, fmt.Sprintf("%s/%d", pointer, i))
	}
}

// item writes an item of a list, whose pointer it is told.
func (w yamlWriter) item(item any, indent, pointer string) {
	w.comment(pointer, indent)
	if o, ok := item.(*object); ok && !o.flow && len(o.members) > 0 {
		w.object(o, indent+"- ", indent+"  ", pointer)
		return
	}
	w.WriteString(indent)
	w.WriteByte('-')
	w.value(item, indent, pointer)
}

// block writes a text of several lines as they are.
func (w yamlWriter) block(s, indent string) {
	w.WriteString(" |")
	text, ended := strings.CutSuffix(s, "\n")
	if !ended {
		w.WriteByte('-')
	}
	w.WriteByte('\n')
	for line := range strings.SplitSeq(text, "\n") {
		if line != "" {
			w.WriteString(indent)
			w.WriteString(line)
		}
		w.WriteByte('\n')
	}
}

// inline writes a value on one line.
func (w yamlWriter) inline(value any, inFlow bool) {
	switch v := value.(type) {
	case *object:
		w.WriteByte('{')
		for i, m := range v.members {
			if i > 0 {
				w.WriteString(", ")
			}
			w.inline(m.name, true)
			w.WriteString(": ")
			w.inline(m.value, true)
		}
		w.WriteByte('}')
	case *list:
		w.WriteByte('[')
		for i, item := range v.items {
			if i > 0 {
				w.WriteString(", ")
			}
			w.inline(item, true)
		}
		w.WriteByte(']')
	case number:
		w.WriteString(string(v))
	case string:
		if isPlain(v, inFlow) {
			w.WriteString(v)
		} else {
			w.WriteString(quoted(v))
		}
	}
}

// otherwise matches what a reader of YAML 1.1 or 1.2 takes, or could take, for
// something else than a string: the words for null, true and false, numbers of
// every base, sexagesimals, dates and clock times.
var otherwise = regexp.MustCompile(`(?i)^(~|null|y|yes|n|no|true|false|on|off` +
	`|[-+]?[0-9][0-9_:.,+-]*(e[-+]?[0-9_]*)?` +
	`|[-+]?0[xob][0-9a-f_]*` +
	`|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[t ].*)$`)

// isPlain reports whether a text can stand without quotes and mean itself to
// every reader.
func isPlain(s string, inFlow bool) bool {
	if s == "" || strings.TrimSpace(s) != s || otherwise.MatchString(s) {
		return false
	}
	if strings.ContainsRune("-?:,[]{}#&*!|>'\"%@`~.+=<\\", rune(s[0])) {
		return false
	}
	if strings.Contains(s, ": ") || strings.HasSuffix(s, ":") || strings.Contains(s, " #") {
		return false
	}
	if inFlow && strings.ContainsAny(s, ",[]{}:?") {
		return false
	}
	return !strings.ContainsFunc(s, mustEscape)
}

// isBlockText reports whether a text of several lines can stand as it is.
func isBlockText(s string) bool {
	text := strings.TrimSuffix(s, "\n")
	if !strings.Contains(text, "\n") {
		return false
	}
	for line := range strings.SplitSeq(text, "\n") {
		if strings.TrimSpace(line) != line || strings.ContainsFunc(line, mustEscape) {
			return false
		}
	}
	return !strings.HasPrefix(text, "\n") && !strings.HasSuffix(text, "\n")
}

// quoted is a text in double quotes.
func quoted(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for i, r := range s {
		atEdge := i == 0 || i+len(string(r)) == len(s)
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == ' ' || !mustEscape(r) && (!atEdge || !unicode.IsSpace(r)):
			b.WriteRune(r)
		case r <= 0xFFFF:
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			fmt.Fprintf(&b, `\U%08X`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// mustEscape reports whether a character cannot stand in a file as itself:
// readers refuse or change it, or nobody would see that it is there.
func mustEscape(r rune) bool {
	const noBreakSpace, nonJoiner, joiner, softHyphen = '\u00A0', '\u200C', '\u200D', '\u00AD'
	switch r {
	case ' ', noBreakSpace, nonJoiner, joiner, softHyphen:
		return false
	}
	return !unicode.IsGraphic(r) || unicode.IsSpace(r)
}
