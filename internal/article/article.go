// Package article reads the text of a news article from the files that people
// have of one: plain text, a web page, Markdown, a Word file. The text is that of a source, as
// citations count it, and one paragraph is one line.
package article

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

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
// of its name: .html and .htm, .md and .markdown, anything else is plain text, in
// UTF-8, or in UTF-16 with a byte order mark.
//
// Of plain text every character stays, for citations count them, but for these:
//
//   - Every way to end a line (CR LF, CR, vertical tab, form feed, U+0085, U+2028 and
//     U+2029) becomes a line feed.
//   - Other control characters than the tab are left out: no record may hold one.
//   - Soft hyphens and byte order marks are left out, at the beginning and within:
//     they say how to set a text, or in which order its bytes come.
//
// So no-break and other spaces stay, and so do joiners, spaces without width and the
// marks that give a direction, which Arabic, Persian and Thai are written with, and
// the replacement character, U+FFFD, which is what became of half a surrogate pair
// elsewhere. What is taken out of another file is set anew: runs of white space
// within a line, no-break spaces too, become one space.
//
// The error is a *timeline.Error with code InvalidRecord. It says what to do with
// what is not read: PDF, OpenDocument and the like, texts and files that are too
// large, other encodings, and NUL, which no text has.
func Read(data []byte, name string) (*Article, error) {
	if len(data) > MaxSize {
		return nil, refuse("the file has %d bytes, and an article at most %d: save the text alone", len(data), MaxSize)
	}
	if what := foreign(data); what != "" {
		return nil, refuse("%s", what)
	}
	a, err := readFile(data, strings.ToLower(filepath.Ext(name)))
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
	if utf8.ValidString(a.Text) { // else its bytes are told of as they came
		a.Text = clean(a.Text)
	}
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

func readFile(data []byte, extension string) (*Article, error) {
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return readWord(data)
	case extension == ".html" || extension == ".htm" || extension == ".xhtml" || isPage(data):
		return readHTML(data)
	case extension == ".md" || extension == ".markdown":
		return readMarkdown(data)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")):
		encoding, _, _ := charset.DetermineEncoding(data, "")
		text, err := encoding.NewDecoder().Bytes(data)
		if err != nil {
			return nil, refuse("the text is no UTF-16, as it begins: save it as UTF-8")
		}
		return &Article{Text: string(text)}, nil
	}
	return &Article{Text: string(data)}, nil
}

// lineEnds are the ways to end a line.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// clean leaves out of a text what is none of it. A NUL stays, to be told of.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u00AD' || r == '\uFEFF' || unicode.IsControl(r) && r != '\n' && r != '\t' && r != 0 {
			return -1
		}
		return r
	}, lineEnds.Replace(text))
}

func refuse(format string, args ...any) error {
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf(format, args...)}
}

// foreign says what to do with a file that is no text.
func foreign(data []byte) string {
	for _, f := range []struct{ begins, what string }{
		{"%PDF-", "a PDF is not read yet: copy its text from the reader and paste it, or save it (`pdftotext FILE.pdf`) as FILE.txt, and give that"},
		{"\xD0\xCF\x11\xE0", "an old Word file (.doc), or one with a password, is not read yet: save it as .docx without a password, or copy its text and paste it"},
		{"{\\rtf", "RTF is not read yet: save it as .docx, or copy its text and paste it"},
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
