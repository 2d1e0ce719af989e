package convert

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"example.org/dateline/internal/timeline"
)

// tlAddressPattern is what media of an event may have for an address.
var tlAddressPattern = regexp.MustCompile("^https?://[^\\s<>\"\\\\^`{|}]+$")

// tlAddress is an address of the web; empty where a text is none. One that leaves its
// scheme to the page is meant for the web's usual one.
func tlAddress(text string) string {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "//") {
		text = "https:" + text
	}
	if len(text) > maxAddress || !tlAddressPattern.MatchString(text) {
		return ""
	}
	return text
}

// tlMediaTypes are those that the widget takes a file for by the end of its name.
var tlMediaTypes = map[string]string{
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".gif": "image/gif", ".svg": "image/svg+xml", ".webp": "image/webp",
	".mp4": "video/mp4", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".m4a": "audio/mp4",
}

// tlMediaType is the type that an address shows by its end, where it is that of a file:
// pages about files of MediaWiki end as the files do.
func tlMediaType(address string) string {
	address, _, _ = strings.Cut(address, "#")
	address, _, _ = strings.Cut(address, "?")
	if strings.Contains(address, "/wiki/") {
		return ""
	}
	return tlMediaTypes[strings.ToLower(path.Ext(address))]
}

// tlMediaOf is what a slide shows, with the words of it that are quoted there; and
// whether its address is none of the web, so that nothing but the origin has it.
func tlMediaOf(slide *timeline.Node) (media *timeline.Media, words string, homeless bool) {
	at := nodeAt(slide, "media")
	given := wordsAt(at, "url")
	if strings.TrimSpace(given) == "" {
		return nil, "", false
	}
	m := timeline.Media{URL: tlAddress(given), Alt: tlWords(at, timeline.MaxSummary, "alt"), Caption: tlWords(at, timeline.MaxSummary, "caption"),
		Credit: tlWords(at, timeline.MaxTitle, "credit"), Thumbnail: tlAddress(wordsAt(at, "thumbnail"))}
	if strings.Contains(given, "<") {
		shown := textOfHTML(given)
		words = shown.text
		for _, l := range shown.links {
			if m.URL == "" {
				m.URL = tlAddress(l.address)
			}
		}
	}
	if m.URL == "" {
		return nil, words, true
	}
	m.Type = tlMediaType(m.URL)
	return &m, words, false
}

// tlWords is a member's HTML as a text in one line, of at most so many characters.
func tlWords(n *timeline.Node, most int, name string) string {
	return timeline.Clip(inOneLine(textOfHTML(wordsAt(n, name)).text), most)
}

// tlLinks are the links in a slide's text, as media: each address once.
func tlLinks(links []htmlLink, known []timeline.Media) []timeline.Media {
	const most = 200
	for _, l := range links {
		address := tlAddress(l.address)
		if address == "" || len(known) >= most || slices.ContainsFunc(known, func(m timeline.Media) bool { return m.URL == address }) {
			continue
		}
		m := timeline.Media{URL: address, Caption: timeline.Clip(l.words, timeline.MaxSummary)}
		if l.element == "img" {
			m = timeline.Media{URL: address, Type: tlMediaType(address), Alt: m.Caption}
		}
		known = append(known, m)
	}
	return known
}

// programs are the elements that run scripts, load others, or change how what is
// behind them is read.
var programs = []string{"script", "style", "object", "embed", "applet", "base", "meta", "link", "form", "svg", "math", "template", "noscript",
	"textarea", "title", "xmp", "plaintext", "noembed", "noframes", "frameset"}

// isHarmless reports whether a piece of HTML can be given to the widget, which shows
// it as it is: it runs no script, and none of its tags is open.
func isHarmless(markup string) bool {
	z := html.NewTokenizer(strings.NewReader(markup))
	for read := 0; ; {
		if z.Next() == html.ErrorToken {
			return read == len(markup)
		}
		read += len(z.Raw())
		t := z.Token()
		if !isTag(t) {
			continue
		}
		if slices.Contains(programs, t.Data) || slices.ContainsFunc(t.Attr, func(a html.Attribute) bool {
			return strings.HasPrefix(a.Key, "on") || a.Key == "srcdoc" || runsAsScript(a.Val)
		}) {
			return false
		}
	}
}

// runsAsScript reports whether an address is a program, or a document that may hold
// one. Browsers pass over white space and control characters in its scheme.
func runsAsScript(address string) bool {
	scheme := strings.ToLower(strings.Map(func(r rune) rune {
		if r <= ' ' || r == 0x7f {
			return -1
		}
		return r
	}, address))
	for _, program := range []string{"javascript:", "vbscript:", "data:text/", "data:application/", "data:image/svg"} {
		if strings.HasPrefix(scheme, program) {
			return true
		}
	}
	return false
}

// areHarmless reports whether nothing in a slide is a program.
func areHarmless(n *timeline.Node) bool {
	switch n.Kind {
	case timeline.String:
		return !runsAsScript(n.Text) && isHarmless(n.Text)
	case timeline.Object:
		return !slices.ContainsFunc(n.Members, func(m timeline.Member) bool { return !areHarmless(m.Value) })
	case timeline.Array:
		return !slices.ContainsFunc(n.Items, func(item *timeline.Node) bool { return !areHarmless(item) })
	}
	return true
}
