package convert

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// htmlText is what a piece of HTML says, as text without markup.
type htmlText struct {
	text  string
	links []htmlLink // in their order, each address once
}

// htmlLink is an address that a piece of HTML leads to or shows something from, as it
// is written: whoever follows it looks at its scheme.
type htmlLink struct {
	element string // a, img, iframe and the like
	address string
	words   string // of the link, or in place of the picture
}

// textOfHTML takes the markup out of a text. Character references are decoded; what is
// not shown (scripts, styles, comments) is left out. Paragraphs are parted by a blank
// line, other blocks by a line break, and white space counts as it does in HTML.
// Where no element parts lines, the text keeps its own line breaks: so Markdown stays
// as it is, but for references in it. What only looks like a tag, as in "a <b-c and d",
// stays, too.
func textOfHTML(markup string) htmlText {
	markup = strings.ReplaceAll(markup, "\r\n", "\n")
	if !strings.ContainsAny(markup, "<&") {
		return htmlText{text: strings.TrimSpace(markup)}
	}
	w := htmlTextWriter{}
	readHTML(markup, func(t html.Token) { w.blocks = w.blocks || breakAt(t) > inLine })
	readHTML(markup, w.token)
	w.endLink()
	return htmlText{text: strings.TrimSpace(w.out.String()), links: w.links}
}

// readHTML hands out the tokens of a text. A tag whose name is none of HTML's, or
// that does not end, is text.
func readHTML(markup string, each func(t html.Token)) {
	z := html.NewTokenizer(strings.NewReader(markup))
	for read := 0; ; {
		if z.Next() == html.ErrorToken {
			if read < len(markup) {
				each(html.Token{Type: html.TextToken, Data: markup[read:]})
			}
			return
		}
		raw := markup[read : read+len(z.Raw())]
		read += len(raw)
		t := z.Token()
		if t.DataAtom == 0 && isTag(t) {
			t = html.Token{Type: html.TextToken, Data: raw}
		}
		if t.Type == html.SelfClosingTagToken {
			z.NextIsNotRawText() // what stands behind <iframe/> is meant to be shown
		}
		each(t)
	}
}

func isTag(t html.Token) bool {
	return t.Type == html.StartTagToken || t.Type == html.EndTagToken || t.Type == html.SelfClosingTagToken
}

// gap is what parts a piece of text from the one before it.
type gap int

const (
	inLine gap = iota
	wordGap
	lineGap
	blankLine
)

var gaps = [...]string{inLine: "", wordGap: " ", lineGap: "\n", blankLine: "\n\n"}

// breakAt is the gap that a tag makes.
func breakAt(t html.Token) gap {
	if !isTag(t) {
		return inLine
	}
	switch t.DataAtom {
	case atom.P, atom.Blockquote, atom.Ul, atom.Ol, atom.Dl, atom.Table, atom.Pre, atom.Hr, atom.Figure,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Section, atom.Article:
		return blankLine
	case atom.Br, atom.Div, atom.Li, atom.Tr, atom.Dt, atom.Dd, atom.Figcaption, atom.Caption, atom.Header, atom.Footer,
		atom.Main, atom.Nav, atom.Aside, atom.Address, atom.Form, atom.Fieldset, atom.Details, atom.Summary, atom.Center:
		return lineGap
	case atom.Td, atom.Th:
		return wordGap
	}
	return inLine
}

// htmlTextWriter puts a text together from tokens.
type htmlTextWriter struct {
	out          strings.Builder
	blocks       bool // there are elements that part lines, and white space is HTML's
	gap          gap  // before what comes next
	hidden       bool // what comes next is the content of an element that is not shown
	preformatted int  // how many <pre> are open
	links        []htmlLink
	inLink       bool // the last of the links has not ended
	from         int  // where its words begin
}

func (w *htmlTextWriter) token(t html.Token) {
	if t.Type == html.TextToken {
		if !w.hidden {
			w.text(t.Data)
		}
		w.hidden = false
		return
	}
	w.hidden = false
	if !isTag(t) {
		return
	}
	if gap := breakAt(t); t.DataAtom == atom.Br && w.gap >= lineGap {
		w.gap = blankLine
	} else {
		w.gap = max(w.gap, gap)
	}
	opens := t.Type != html.EndTagToken
	switch t.DataAtom {
	case atom.Script, atom.Style, atom.Title, atom.Textarea, atom.Noscript, atom.Noembed, atom.Noframes:
		w.hidden = t.Type == html.StartTagToken
	case atom.Iframe, atom.Embed, atom.Img, atom.Video, atom.Audio, atom.Source:
		if w.hidden = t.Type == html.StartTagToken && t.DataAtom == atom.Iframe; opens {
			w.link(t, "src", attribute(t, "alt"))
		}
	case atom.A:
		if w.endLink(); opens {
			w.inLink, w.from = w.link(t, "href", ""), w.out.Len()
		}
	case atom.Pre:
		if opens {
			w.preformatted++
		} else {
			w.preformatted = max(0, w.preformatted-1)
		}
	}
}

// text adds what is shown, with white space as it counts there.
func (w *htmlTextWriter) text(s string) {
	if !w.blocks || w.preformatted > 0 {
		w.fill()
		w.out.WriteString(s)
		return
	}
	const blanks = " \t\n\r\f" // a no-break space is none of them
	for s != "" {
		words := strings.TrimLeft(s, blanks)
		if len(words) < len(s) {
			w.gap = max(w.gap, wordGap)
		}
		if words == "" {
			return
		}
		end := strings.IndexAny(words, blanks)
		if end < 0 {
			end = len(words)
		}
		w.fill()
		w.out.WriteString(words[:end])
		s = words[end:]
	}
}

// fill writes the gap; nothing stands before the first word.
func (w *htmlTextWriter) fill() {
	if w.out.Len() > 0 {
		w.out.WriteString(gaps[w.gap])
	}
	w.gap = inLine
}

// link keeps the address of an element, and tells whether it is a new one.
func (w *htmlTextWriter) link(t html.Token, name, words string) bool {
	address := strings.TrimSpace(attribute(t, name))
	if address == "" {
		return false
	}
	for _, known := range w.links {
		if known.address == address {
			return false
		}
	}
	w.links = append(w.links, htmlLink{element: t.DataAtom.String(), address: address, words: inOneLine(words)})
	return true
}

// endLink gives the link that was open its words.
func (w *htmlTextWriter) endLink() {
	if w.inLink {
		w.links[len(w.links)-1].words = inOneLine(w.out.String()[w.from:])
	}
	w.inLink = false
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}
