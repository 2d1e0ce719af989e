package convert

import (
	"fmt"
	"strings"
)

// template makes a title of other cells: "{type}: {actors}[ in {place}]". What stands
// in brackets is left out where a cell named in it is blank.
type template []templatePart

type templatePart struct {
	text  string   // to be taken as it is
	name  string   // of a field, figure or column
	group template // in brackets
}

// parseTemplate reads a template. A brace or bracket that belongs to the text is
// written twice.
func parseTemplate(text string) (template, error) {
	t, rest, err := templateParts(text, false)
	if err == nil && rest != "" {
		err = fmt.Errorf("a ] closes nothing at %q", clip(rest))
	}
	return t, err
}

func templateParts(text string, inGroup bool) (t template, rest string, err error) {
	var plain strings.Builder
	flush := func() {
		if plain.Len() > 0 {
			t = append(t, templatePart{text: plain.String()})
			plain.Reset()
		}
	}
	for text != "" {
		if len(text) > 1 && text[0] == text[1] && strings.ContainsRune("{}[]", rune(text[0])) {
			plain.WriteByte(text[0])
			text = text[2:]
			continue
		}
		switch text[0] {
		case '{':
			name, behind, closed := strings.Cut(text[1:], "}")
			if !closed || strings.TrimSpace(name) == "" {
				return nil, "", fmt.Errorf("a brace names a field or column, as in {place}: %q", clip(text))
			}
			flush()
			t = append(t, templatePart{name: strings.TrimSpace(name)})
			text = behind
		case '[':
			if inGroup {
				return nil, "", fmt.Errorf("brackets stand in brackets: %q", clip(text))
			}
			flush()
			group, behind, err := templateParts(text[1:], true)
			if err != nil {
				return nil, "", err
			}
			if !strings.HasPrefix(behind, "]") {
				return nil, "", fmt.Errorf("a bracket is not closed: %q", clip(text))
			}
			t = append(t, templatePart{group: group})
			text = behind[1:]
		case ']':
			flush()
			return t, text, nil
		case '}':
			return nil, "", fmt.Errorf("a } closes nothing at %q", clip(text))
		default:
			plain.WriteByte(text[0])
			text = text[1:]
		}
	}
	flush()
	return t, "", nil
}

// names are those of the cells that a template needs.
func (t template) names() []string {
	var list []string
	for _, part := range t {
		if part.name != "" {
			list = append(list, part.name)
		}
		list = append(list, part.group.names()...)
	}
	return list
}

// fill puts cells into a template, and reports whether none of them was blank. A
// separator that has nothing before or behind it goes.
func (t template) fill(cell func(name string) string) string {
	text, _ := t.filled(cell)
	return strings.Trim(inOneLine(text), " ,;:–-")
}

func (t template) filled(cell func(name string) string) (text string, whole bool) {
	var b strings.Builder
	whole = true
	for _, part := range t {
		switch {
		case part.name != "":
			value := cell(part.name)
			whole = whole && value != ""
			b.WriteString(value)
		case part.group != nil:
			if inside, all := part.group.filled(cell); all {
				b.WriteString(inside)
			}
		default:
			b.WriteString(part.text)
		}
	}
	return b.String(), whole
}
