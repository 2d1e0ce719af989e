// Package article reads the text of a news article from the files that people
// have of one: plain text, a web page, Markdown. The text is that of a source, as
// citations count it, and one paragraph is one line.
package article

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// MaxSize is the largest file that Read takes, in bytes. A page of a newspaper
// with all its scripts has a tenth of that.
const MaxSize = 10 << 20

// MaxText is the longest text that is taken for an article's, in bytes: that of a book.
const MaxText = 1 << 20

// Article is a text, with what its file says of it.
type Article struct {
	Text      string
	Title     string
	Publisher string
	Language  string // BCP 47
	Published string // EDTF, a day
	Taken     bool   // the text is not the file's own bytes, but was taken out of it
}

// Read reads an article. What it is tells its content, and of what is text the end
// of its name: .html and .htm, .md and .markdown, anything else is plain text.
//
// The error is a *timeline.Error with code InvalidRecord. It says what to do with
// files that are not read: PDF, Word and the like.
func Read(data []byte, name string) (*Article, error) {
	if len(data) > MaxSize {
		return nil, refuse("the file has %d bytes, and an article at most %d: save the text alone", len(data), MaxSize)
	}
	if what := foreign(data); what != "" {
		return nil, refuse("%s", what)
	}
	var a *Article
	var err error
	switch extension := strings.ToLower(filepath.Ext(name)); {
	case extension == ".html" || extension == ".htm" || extension == ".xhtml" || isPage(data):
		a, err = readHTML(data)
	case extension == ".md" || extension == ".markdown":
		a, err = readMarkdown(data)
	default:
		a = &Article{Text: string(data)}
	}
	if err != nil {
		return nil, err
	}
	return a, a.finish(data)
}

// Pasted reads an article that was pasted as words: tags in them are words as well.
// The error is as that of Read.
func Pasted(words []byte) (*Article, error) {
	a := &Article{Text: string(words)}
	return a, a.finish(words)
}

// finish brings the text into the form of a source's, and takes its first line for a
// title where the file has none.
func (a *Article) finish(data []byte) error {
	text, err := evidence.ReadText([]byte(a.Text))
	if err != nil {
		return err
	}
	if len(text.String()) > MaxText {
		return refuse("the text has %d bytes, and an article's at most %d: part it", len(text.String()), MaxText)
	}
	a.Taken = a.Taken || text.String() != string(data)
	a.Text = text.String()
	if a.Title == "" {
		a.Title = firstLine(a.Text)
	}
	return nil
}

func refuse(format string, args ...any) error {
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf(format, args...)}
}

// foreign says what to do with a file that is no text.
func foreign(data []byte) string {
	for _, f := range []struct{ begins, what string }{
		{"%PDF-", "a PDF is not read yet: save its text (`pdftotext FILE.pdf`, or copy it from the reader) as FILE.txt, and give that"},
		{"PK\x03\x04", "a Word file or another archive is not read yet: save it as plain text or as a web page, and give that"},
		{"\xD0\xCF\x11\xE0", "an old Word file is not read yet: save it as plain text or as a web page, and give that"},
		{"{\\rtf", "RTF is not read yet: save it as plain text or as a web page, and give that"},
		{"\x89PNG", "a picture has no text that can be cited: type or scan it into FILE.txt, and give that"},
		{"\xFF\xD8\xFF", "a picture has no text that can be cited: type or scan it into FILE.txt, and give that"},
	} {
		if bytes.HasPrefix(data, []byte(f.begins)) {
			return f.what
		}
	}
	return ""
}

// isPage tells a web page, whatever it is called.
func isPage(data []byte) bool {
	head := strings.ToLower(string(bytes.TrimLeft(bytes.TrimPrefix(data[:min(len(data), 1024)], []byte("\uFEFF")), " \t\r\n")))
	return strings.HasPrefix(head, "<!doctype html") || strings.HasPrefix(head, "<html")
}

func firstLine(text string) string {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			return line
		}
	}
	return ""
}

// paragraphs are a text's lines without the space around and within them, and
// without more than one empty line between them.
func paragraphs(text string) string {
	var b strings.Builder
	empty := true
	for line := range strings.Lines(text) {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" && empty {
			continue
		}
		empty = line == ""
		b.WriteString(line)
		b.WriteByte('\n')
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}
