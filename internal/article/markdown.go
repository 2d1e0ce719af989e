package article

import (
	"bytes"
	"regexp"

	"codeberg.org/readeck/go-readability/v2/render"
	"github.com/yuin/goldmark"
	"golang.org/x/net/html"
)

// frontMatter is what tools keep above the text: no part of it.
var frontMatter = regexp.MustCompile(`\A(?:\x{FEFF})?---\r?\n(?s:.*?)\n---\r?\n`)

// readMarkdown takes the words out of Markdown: what a page made of it would show.
func readMarkdown(data []byte) (*Article, error) {
	var page bytes.Buffer
	if err := goldmark.Convert(frontMatter.ReplaceAll(data, nil), &page); err != nil {
		return nil, refuse("the Markdown cannot be read: %s", err)
	}
	doc, err := html.Parse(&page)
	if err != nil {
		return nil, refuse("the Markdown cannot be read: %s", err)
	}
	return &Article{Text: paragraphs(render.InnerText(doc)), Taken: true}, nil
}
