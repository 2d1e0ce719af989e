package article

import (
	"bytes"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"codeberg.org/readeck/go-readability/v2/render"
	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// maxElements is how many elements of a page are looked at.
const maxElements = 100_000

// readHTML takes the readable text out of a web page: the article without menus,
// advertisements and scripts. Nothing is fetched.
func readHTML(data []byte) (*Article, error) {
	decoded, err := charset.NewReader(bytes.NewReader(data), "text/html")
	if err != nil {
		return nil, refuse("the page's encoding is not known: save it as UTF-8")
	}
	doc, err := html.Parse(decoded)
	if err != nil {
		return nil, refuse("the page cannot be read: %s", err)
	}
	parser := readability.NewParser()
	parser.MaxElemsToParse = maxElements
	found, err := parser.ParseDocument(doc, nil)
	if err != nil {
		return nil, refuse("the page cannot be read: %s", err)
	}
	a := &Article{Title: strings.Join(strings.Fields(found.Title()), " "), Publisher: found.SiteName(), Language: found.Language(), Taken: true}
	if at, err := found.PublishedTime(); err == nil && at.Year() > 0 && at.Year() < 10_000 {
		a.Published = at.Format("2006-01-02")
	}
	if found.Node == nil {
		return nil, refuse("the page has no article in it: copy its text into FILE.txt, and give that")
	}
	a.Text = paragraphs(render.InnerText(found.Node))
	if a.Title != "" && firstLine(a.Text) != a.Title {
		a.Text = a.Title + "\n\n" + a.Text // it is part of what the source says
	}
	return a, nil
}
