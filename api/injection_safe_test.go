package api_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"image/png"
	"io"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/http/httpguts"

	"example.org/dateline/internal/convert"
)

// unsafe says what in an answer is more than text, or breaks its format. Whether it fits the
// contract has been looked at.
func unsafe(op operation, target string, rec *httptest.ResponseRecorder) []string {
	var list []string
	for name, values := range rec.Header() {
		for _, v := range values {
			if !httpguts.ValidHeaderFieldValue(v) || strings.Contains(strings.ToLower(v), "<xqz") {
				list = append(list, fmt.Sprintf("the header %s is %q", name, v))
			}
		}
	}
	if rec.Header().Get("X-Content-Type-Options") != "nosniff" {
		list = append(list, "a browser may guess what it is")
	}
	res := rec.Result()
	res.Body = io.NopCloser(bytes.NewReader(rec.Body.Bytes()))
	body, err := decoded(res)
	if err != nil {
		return append(list, err.Error())
	}
	media := mediaOf(res)
	return append(list, unsafeAs(media, target, body)...)
}

func unsafeAs(media, target string, body []byte) []string {
	timelineJS := strings.Contains(target, "timelinejs")
	switch {
	case media == "text/html":
		return unsafeHTML(string(body))
	case media == "application/x-ndjson":
		var list []string
		for line := range bytes.Lines(body) {
			list = append(list, unsafeJSON(line, timelineJS)...)
		}
		return list
	case strings.HasSuffix(media, "json"):
		return unsafeJSON(body, timelineJS)
	case media == "text/csv":
		return unsafeCSV(body, timelineJS)
	case media == "text/calendar":
		return unsafeICS(string(body))
	case strings.HasSuffix(media, "xml"):
		return unsafeXML(body)
	case media == "application/yaml" && strings.Contains(target, "/document"):
		if _, err := convert.ReadStory(body); err != nil {
			return []string{err.Error()}
		}
	case media == "image/png":
		if _, err := png.Decode(bytes.NewReader(body)); err != nil {
			return []string{err.Error()}
		}
	case media == "text/event-stream":
		return unsafeStream(string(body))
	}
	return nil
}

// unsafeHTML looks for elements, attributes and addresses that come from a text.
func unsafeHTML(text string) []string {
	root, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && strings.Contains(n.Data, "xqz") || n.Type == html.CommentNode && strings.Contains(n.Data, "xqz") {
			list = append(list, "there is the element or comment "+n.Data)
		}
		for _, a := range n.Attr {
			address := strings.TrimSpace(strings.ToLower(a.Val))
			leads := slices.Contains([]string{"href", "src", "action", "formaction", "srcset", "poster", "data"}, a.Key)
			if strings.Contains(a.Key, "xqz") || strings.HasPrefix(a.Key, "on") || a.Key == "style" && strings.Contains(a.Val, "xqz") || leads && strings.HasPrefix(address, "javascript:") {
				list = append(list, fmt.Sprintf("<%s> has %s=%q", n.Data, a.Key, a.Val))
			}
		}
		if n.Type == html.ElementNode && n.Data == "script" && n.FirstChild != nil {
			script := n.FirstChild.Data
			if strings.ContainsAny(script, "<>") || !json.Valid([]byte(script)) {
				list = append(list, fmt.Sprintf("a script is %.300s", script))
			}
		}
		if n.Type == html.ElementNode && n.Data == "style" && n.FirstChild != nil && strings.Contains(n.FirstChild.Data, "xqz") {
			list = append(list, "a style is "+n.FirstChild.Data)
		}
	}
	return list
}

// markup are the members of JSON that their readers take for HTML.
var markup = []string{"html", "content_html"}

// slides are those that TimelineJS takes for HTML, behind what they are members of.
var slides = []string{"text/headline", "text/text", "media/caption", "media/credit"}

func unsafeJSON(body []byte, timelineJS bool) []string {
	var value any
	if err := json.Unmarshal(body, &value); err != nil {
		return []string{err.Error()}
	}
	var list []string
	var look func(of, name string, value any)
	look = func(of, name string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for member, value := range value {
				look(name, member, value)
			}
		case []any:
			for _, item := range value {
				look(of, name, item)
			}
		case string:
			if slices.Contains(markup, name) || timelineJS && slices.Contains(slides, of+"/"+name) {
				list = append(list, unsafeHTML(value)...)
			}
		}
	}
	look("", "", value)
	return list
}

// plainNumber are cells that may begin with a sign.
var plainNumber = regexp.MustCompile(`^[-+]?\d[\d.]*(-\d\d)*(T[\d:.]+Z?)?$`)

func unsafeCSV(body []byte, timelineJS bool) []string {
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(body, []byte("\ufeff")))).ReadAll()
	if err != nil {
		return []string{err.Error()}
	}
	var list []string
	for _, row := range rows[1:] {
		for i, cell := range row {
			seen := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
			if seen != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(seen)[0]) && !plainNumber.MatchString(cell) {
				list = append(list, fmt.Sprintf("the cell %s would run: %q", rows[0][i], cell))
			}
			if timelineJS && slices.Contains([]string{"Headline", "Text", "Media Credit", "Media Caption"}, rows[0][i]) {
				list = append(list, unsafeHTML(cell)...)
			}
		}
	}
	return list
}

// calendarLine is a property or the edge of a component of ours.
var calendarLine = regexp.MustCompile(`^(BEGIN:|END:)(VCALENDAR|VEVENT)$|^[A-Z-]+(;[A-Z-]+=("[^"]*"|[^";:,]*))*:`)

func unsafeICS(text string) []string {
	var list []string
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") {
			list = append(list, fmt.Sprintf("the line %q is not folded", line))
		}
	}
	for line := range strings.SplitSeq(strings.TrimSuffix(strings.ReplaceAll(text, "\r\n ", ""), "\r\n"), "\r\n") {
		name, _, _ := strings.Cut(line, ":")
		if !calendarLine.MatchString(line) || strings.HasPrefix(line, "RRULE") || strings.Contains(name, "xqz") || strings.HasPrefix(line, "BEGIN:") && !strings.HasSuffix(line, ":VCALENDAR") && !strings.HasSuffix(line, ":VEVENT") {
			list = append(list, fmt.Sprintf("there is the line %.100q", line))
		}
	}
	return list
}

// unsafeXML looks for elements and attributes, also in what is HTML to a reader of feeds.
func unsafeXML(body []byte) []string {
	var list []string
	var inHTML bool
	for dec := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return list
		}
		if err != nil {
			return append(list, err.Error())
		}
		switch token := token.(type) {
		case xml.StartElement:
			inHTML = token.Name.Local == "html" || slices.ContainsFunc(token.Attr, func(a xml.Attr) bool { return a.Name.Local == "type" && a.Value == "html" })
			if strings.Contains(token.Name.Local, "xqz") || slices.ContainsFunc(token.Attr, func(a xml.Attr) bool {
				return strings.Contains(a.Name.Local, "xqz") || a.Name.Local == "href" && strings.HasPrefix(a.Value, "javascript:")
			}) {
				list = append(list, fmt.Sprintf("there is the element %v", token))
			}
		case xml.CharData:
			if inHTML {
				list = append(list, unsafeHTML(string(token))...)
			}
		case xml.Comment, xml.Directive:
			list = append(list, "there is a comment or directive")
		}
	}
}

func unsafeStream(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		data, is := strings.CutPrefix(line, "data: ")
		if is && !json.Valid([]byte(data)) || !is && !regexp.MustCompile(`^(:.*|(event|id|retry): [\w:.-]+|)$`).MatchString(line) {
			list = append(list, fmt.Sprintf("there is the line %q", line))
		}
	}
	return list
}

// TestUnsafeComplains: what would run is found in each format.
func TestUnsafeComplains(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ media, target, body string }{
		{"text/html", "", `<p title=""><xqz onxqz=1>`},
		{"text/html", "", `<a href=" JavaScript:xqz">a</a>`},
		{"text/html", "", `<script type="application/ld+json">{"a":"<xqz>"}</script>`},
		{"application/json", "/oembed", `{"html":"<iframe onxqz=1>"}`},
		{"application/json", "?format=timelinejs", `{"events":[{"text":{"headline":"<xqz>"}}]}`},
		{"application/x-ndjson", "", "{}\n{\n"},
		{"text/csv", "", "a,b\n1,=xqz\n"},
		{"text/csv", "", "a,b\n1,\" \u200b@xqz\"\n"},
		{"text/csv", "?format=timelinejs-csv", "Headline\n<xqz>\n"},
		{"text/calendar", "", "BEGIN:VCALENDAR\r\nSUMMARY:a\r\nRRULE:FREQ=DAILY\r\nEND:VCALENDAR\r\n"},
		{"text/calendar", "", "SUMMARY:" + strings.Repeat("a", 80) + "\r\n"},
		{"application/atom+xml", "", `<feed><title>a</title><xqz/></feed>`},
		{"application/atom+xml", "", `<feed><content type="html">&lt;xqz&gt;</content></feed>`},
		{"text/event-stream", "", "data: {\n\n"},
	} {
		if got := unsafeAs(tt.media, tt.target, []byte(tt.body)); len(got) == 0 {
			t.Errorf("nothing is wrong with %s %s", tt.media, tt.body)
		}
	}
}
