package page

import (
	"regexp"
	"strings"
)

// Block is a paragraph, heading, list item, row of a table or piece of code of
// a text in Markdown: of the little that our own documents use.
type Block struct {
	Kind  string // p, h2, h3, li, code or row
	ID    string // of a heading
	Spans []Span
	Cells [][]Span // of a row
	Text  string   // of code
}

// Span is a stretch of text in one style.
type Span struct {
	Style string // "", code, strong, em or link
	Text  string
	Href  string
}

var spanPattern = regexp.MustCompile("`([^`]+)`|\\*\\*([^*]+)\\*\\*|\\*([^*\\s][^*]*)\\*|\\[([^\\]]+)\\]\\(([^)]+)\\)")

// spans parts a line by its styles.
func spans(text string) []Span {
	var list []Span
	at := 0
	for _, m := range spanPattern.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > at {
			list = append(list, Span{Text: text[at:m[0]]})
		}
		switch {
		case m[2] >= 0:
			list = append(list, Span{Style: "code", Text: text[m[2]:m[3]]})
		case m[4] >= 0:
			list = append(list, Span{Style: "strong", Text: strings.ReplaceAll(text[m[4]:m[5]], "`", "")})
		case m[6] >= 0:
			list = append(list, Span{Style: "em", Text: text[m[6]:m[7]]})
		default:
			list = append(list, linkSpan(text[m[8]:m[9]], text[m[10]:m[11]]))
		}
		at = m[1]
	}
	if at < len(text) {
		list = append(list, Span{Text: text[at:]})
	}
	return list
}

// linkSpan is a link where its address leads somewhere from a page; a link
// between files of the repository leads nowhere.
func linkSpan(text, href string) Span {
	if strings.HasPrefix(href, "https://") || strings.HasPrefix(href, "/") || strings.HasPrefix(href, "#") {
		return Span{Style: "link", Text: text, Href: href}
	}
	return Span{Text: text}
}

// markdown reads a text. The ids of its headings begin with a prefix.
func markdown(text, prefix string) []Block {
	var blocks []Block
	var open []string // lines of a paragraph or item
	kind := "p"
	flush := func() {
		if len(open) > 0 {
			blocks = append(blocks, Block{Kind: kind, Spans: spans(strings.Join(open, " "))})
		}
		open, kind = nil, "p"
	}
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		line := strings.TrimRight(lines[i], " ")
		bare := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(bare, "```"):
			flush()
			var code []string
			for i++; i < len(lines) && !strings.HasPrefix(strings.TrimSpace(lines[i]), "```"); i++ {
				code = append(code, lines[i])
			}
			blocks = append(blocks, Block{Kind: "code", Text: strings.Join(code, "\n")})
		case bare == "":
			flush()
		case strings.HasPrefix(bare, "#"):
			flush()
			level := min(3, len(bare)-len(strings.TrimLeft(bare, "#")))
			title := strings.TrimSpace(strings.TrimLeft(bare, "#"))
			blocks = append(blocks, Block{Kind: "h" + string(rune('0'+level)), ID: prefix + strings.ToLower(strings.ReplaceAll(title, " ", "-")), Spans: spans(title)})
		case strings.HasPrefix(bare, "|"):
			flush()
			if row := cells(bare); row != nil {
				blocks = append(blocks, Block{Kind: "row", Cells: row})
			}
		case strings.HasPrefix(bare, "- "):
			flush()
			kind, open = "li", []string{bare[2:]}
		default:
			open = append(open, bare)
		}
	}
	flush()
	return blocks
}

// cells parts a row of a table; the line under its head is none.
func cells(line string) [][]Span {
	line = strings.Trim(line, "|")
	if strings.Trim(line, "-:| ") == "" {
		return nil
	}
	var row [][]Span
	for cell := range strings.SplitSeq(line, "|") {
		row = append(row, spans(strings.TrimSpace(cell)))
	}
	return row
}
