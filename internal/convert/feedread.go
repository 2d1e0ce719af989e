package convert

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"

	"example.org/dateline/internal/timeline"
)

// feedReader reads Atom, RSS (0.9 to 2.0) and JSON Feed. Each entry is parsed by
// gofeed, by itself: so one that is broken is rejected alone, each has its line, and
// memory does not grow with the feed.
var feedReader = Reader{
	Name: "feed", Title: "feed (Atom, RSS, JSON Feed)",
	MediaTypes: []string{"application/atom+xml", "application/rss+xml", "application/rdf+xml", "application/feed+json", "application/xml", "text/xml"},
	Extensions: []string{".atom", ".rss", ".rdf", ".xml", ".json"},
	Detect:     detectFeed, Foreign: true, Read: readFeed,
	Alone: func(header, raw string) string {
		if strings.HasPrefix(header, "{") {
			return header + raw + "]}"
		}
		return header + "\n" + raw + "\n"
	},
}

func detectFeed(head []byte) Fit {
	start := bytes.TrimLeft(head, " \t\r\n")
	if bytes.HasPrefix(start, []byte("<")) {
		dec := feedTokens(bytes.NewReader(start))
		for {
			token, err := dec.RawToken()
			if err != nil {
				return Unlike
			}
			if root, ok := token.(xml.StartElement); ok {
				if slices.Contains(feedRoots, strings.ToLower(root.Name.Local)) {
					return Certain
				}
				return Unlike
			}
		}
	}
	object, isJSON := jsonHeadOf(start)
	has := func(name string) bool { return slices.Contains(object.names, name) }
	if isJSON && !bytes.Contains(head, []byte(`"eventDetails"`)) && (has("version") || has("feed_url")) && (has("items") || has("feed_url") || has("home_page_url")) {
		return Certain
	}
	return Unlike
}

var feedRoots = []string{"rss", "rdf", "feed"}

func feedTokens(r io.Reader) *xml.Decoder {
	dec := xml.NewDecoder(r)
	dec.Strict = false
	dec.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // it is UTF-8 already
	return dec
}

// feedRead is the reading of a feed.
type feedRead struct {
	in    Input
	yield func(timeline.Entry, error) bool
	ids   identities
	self  feedSelf
	told  bool
	found bool
}

func readFeed(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		r := &feedRead{in: in, yield: yield}
		text := bufio.NewReaderSize(in.Text, headBytes)
		head, err := text.Peek(headBytes)
		if err != nil && !errors.Is(err, io.EOF) {
			yield(timeline.Entry{Line: 1}, err)
			return
		}
		line := 1
		switch start := bytes.TrimLeft(head, " \t\r\n"); {
		case bytes.HasPrefix(start, []byte("<")):
			line, err = r.xml(inDeclared(text, head, in.Encoding))
		case bytes.HasPrefix(start, []byte("{")):
			line, err = r.json(text)
		default:
			err = errNoFeed
		}
		switch {
		case errors.Is(err, errTaken):
		case err != nil:
			yield(timeline.Entry{Line: max(1, line)}, err)
		case !r.found:
			in.note("there is no entry in it")
		}
	}
}

var errNoFeed = errors.New("it is no feed: expected the element <feed>, <rss> or <rdf:RDF>, or the JSON object of a JSON Feed")

// declaredEncoding is what an XML declaration says of the encoding.
var declaredEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)

// inDeclared is a text as UTF-8: of the encoding that its XML declaration names, unless
// it is UTF-8 as it came, or has been made that. What no XML may hold is a space.
func inDeclared(text io.Reader, head []byte, asked string) io.Reader {
	steps := []transform.Transformer{}
	if m := declaredEncoding.FindSubmatch(head); m != nil && asked == "" && !isSpelledUTF8(head) {
		if name := strings.ToLower(string(m[1])); !strings.HasPrefix(name, "utf") {
			if from, err := encodingNamed(name); err == nil {
				steps = append(steps, from.NewDecoder())
			}
		}
	}
	steps = append(steps, runes.ReplaceIllFormed(), runes.Map(func(c rune) rune {
		if unicode.IsControl(c) && c != '\n' && c != '\t' && c != '\r' || c == 0xFFFE || c == 0xFFFF {
			return ' '
		}
		return c
	}))
	return transform.NewReader(text, transform.Chain(steps...))
}

// isSpelledUTF8 tells of a text with other letters than those of ASCII, all in UTF-8.
func isSpelledUTF8(head []byte) bool {
	for i := 0; i < utf8.UTFMax && len(head) > 0 && !utf8.Valid(head); i++ {
		head = head[:len(head)-1] // which may be cut inside a character
	}
	return utf8.Valid(head) && slices.ContainsFunc(head, func(b byte) bool { return b >= utf8.RuneSelf })
}
