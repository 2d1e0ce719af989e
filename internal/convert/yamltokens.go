package convert

import (
	"strings"

	"github.com/goccy/go-yaml/token"
)

// Bounds on what the parser is given. They lie far beyond what a story file
// needs; the parser takes time or stack that grows faster than these numbers.
const (
	maxYAMLDepth = 32   // levels of nesting, as for JSON
	maxYAMLNames = 1000 // names in one object
	maxYAMLTabs  = 1000 // tabs on one line
)

// checkTabs refuses lines full of tabs, for each of which the lexer reads the
// rest of its line.
func checkTabs(text string) error {
	line := 0
	for l := range strings.Lines(text) {
		line++
		if n := strings.Count(l, "\t"); n > maxYAMLTabs {
			return faultAt(line, 1, "the line has %d tabs; at most %d are taken", n, maxYAMLTabs)
		}
	}
	return nil
}

// refused are the parts of YAML that a story file does without: with them a
// text could stand for another, or a name for anything but itself.
var refused = map[token.Type]string{
	token.AnchorType:     "an anchor (&); write the value out, or put the text in quotes",
	token.AliasType:      "an alias (*); write the value out, or put the text in quotes",
	token.MergeKeyType:   "a merge key (<<); write the fields out",
	token.TagType:        "a tag (!); leave it out, or put the text in quotes",
	token.DirectiveType:  "a directive (%); leave it out",
	token.MappingKeyType: "a complex key (?); a name is a string, followed by a colon",
}

// checkTokens refuses those, a second document, and nesting that would cost
// the parser its stack.
func checkTokens(tokens token.Tokens) error {
	c := tokenCheck{}
	for i, tk := range tokens {
		if tk.Type == token.InvalidType {
			return invalidToken(tk)
		}
		if what, ok := refused[tk.Type]; ok {
			return faultAt(tk.Position.Line, tk.Position.Column, "a story file does not take %s", what)
		}
		if err := c.step(tokens, i); err != nil {
			return err
		}
	}
	return nil
}

func invalidToken(tk *token.Token) error {
	message := strings.Join(strings.Fields(tk.Error), " ")
	if strings.Contains(tk.Error, "\t") || strings.HasPrefix(tk.Error, "tab ") || strings.Contains(tk.Error, "a tab ") {
		message = "a tab where YAML expects spaces; indent with spaces"
	}
	return faultAt(tk.Position.Line, tk.Position.Column, "not valid YAML: %s", message)
}

// tokenCheck follows the nesting from token to token.
type tokenCheck struct {
	content bool    // something other than a comment has been seen
	ended   bool    // the end of the document has been seen
	flow    int     // brackets open
	levels  []level // of block mappings and lists, by their column
}

type level struct {
	column, names int
	list          bool
}

func (c *tokenCheck) step(tokens token.Tokens, i int) error {
	tk := tokens[i]
	at := tk.Position
	switch tk.Type {
	case token.CommentType:
		return nil
	case token.DocumentHeaderType:
		if c.content || c.ended {
			return faultAt(at.Line, at.Column, "a second document begins; a story file holds one")
		}
		return nil
	case token.DocumentEndType:
		c.ended = true
		return nil
	case token.SequenceStartType, token.MappingStartType:
		c.flow++
	case token.SequenceEndType, token.MappingEndType:
		c.flow--
	case token.SequenceEntryType:
		if c.flow == 0 {
			c.enter(at.Column, true)
		}
	case token.MappingValueType:
		if c.flow == 0 && i > 0 {
			if c.enter(tokens[i-1].Position.Column, false).names > maxYAMLNames {
				return faultAt(at.Line, at.Column, "more than %d names in one object", maxYAMLNames)
			}
		}
	}
	if c.ended {
		return faultAt(at.Line, at.Column, "text after the end of the document")
	}
	c.content = true
	if c.flow+len(c.levels) > maxYAMLDepth {
		return faultAt(at.Line, at.Column, "nested deeper than %d levels", maxYAMLDepth)
	}
	return nil
}

// enter notes a name or a list item at a column: it ends what is nested deeper.
func (c *tokenCheck) enter(column int, list bool) *level {
	for len(c.levels) > 0 {
		top := &c.levels[len(c.levels)-1]
		if top.column < column || (top.column == column && !top.list && list) {
			break // deeper, or a list at the column of the name that it belongs to
		}
		if top.column == column && top.list == list {
			top.names++
			return top
		}
		c.levels = c.levels[:len(c.levels)-1]
	}
	c.levels = append(c.levels, level{column: column, names: 1, list: list})
	return &c.levels[len(c.levels)-1]
}
