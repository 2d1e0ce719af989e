package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"mime/multipart"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/pb33f/libopenapi/datamodel/high/base"
	v3 "github.com/pb33f/libopenapi/datamodel/high/v3"
)

// hostile are texts that mean something to one reader or another of what a server
// is sent: a page, a script, a template, SQL, the full-text index, a header, a
// spreadsheet, a calendar, a terminal, a decoder.
var hostile = []string{
	"", " ", "0", "-1", "1e400", "NaN", "9223372036854775808", "-9223372036854775809", "null", "true", "[]", "{}",
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `</title></script><svg/onload=alert(1)>`, `javascript:alert(1)`, `{{.}}{{printf "%s" .}}`, `${7*7}`, `<!--`, `]]>`,
	`' OR '1'='1`, `"; DROP TABLE events; --`, `\`, `%`, `_%_`, `?`, `$1`, `{events}`,
	`"`, `*`, `a AND NOT`, `NEAR(a b, 3)`, `title:a`, `^a`, `(`, `"a" OR`, `-a`, `a* b*`, strings.Repeat("a ", 40),
	"a\r\nSet-Cookie: a=b", "a\nb", "a\x00b", "\x00", "\x1b[2J", "\x7f", "\u202eabc", "\u2028", "\ufeff", "\ufffe", "\xff\xfe", "\xc0\xaf", "\xed\xa0\x80", "e\u0301", "🇺🇦",
	`=1+1`, `+1`, `@SUM(A1)`, "\t=1", `-2+3`, "BEGIN:VEVENT\r\nEND:VEVENT",
	"../../etc/passwd", `..\..\x`, "/etc/passwd", "file:///etc/passwd", "%2e%2e%2f", "%00", "%zz", "//example.com", "CON",
	"9999-12-31", "2025-02-30", "2025-13", "0000", "Y-99999999999", "Y1e99", "2025-03-05/2024", "[..2025,2026..]", "XXXX-XX-XX", "2025-03-05T25:61:61Z", "../..", "2025~?%",
	"-90,-180,90,180", "91,181", "0,0,1e9", "NaN,NaN,NaN", "1,2,3,4,5", ",", ",,,", "!", "!!a", "a,!b", ":", "a:b:c",
	strings.Repeat("a", 129), strings.Repeat("ж", 1001), strings.Repeat(",", 101), strings.Repeat("(", 500), strings.Repeat("<b>", 300),
}

// known are ids that the store has, and some of it alone.
var known = []string{"us-ukraine-peace-talks", "every-field", "full-event", "full-actor", "full-place", "full-source", "full-quote", "full-cause", "full-retracted", "testing", "yermak-waltz-call", "mike-waltz", "geneva", "2025-03", "en", "nope"}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

// request is a request of an operation, as it is sent.
func (a *attacker) request(op operation) []byte {
	r, method := a.random, strings.ToUpper(op.method)
	if r.IntN(40) == 0 {
		method = pick(r, []string{"HEAD", "OPTIONS", "POST", "GET", "PUT", "PATCH", "DELETE", "TRACE", "BREW", "get"})
	}
	target := op.path
	for _, p := range op.parameters("path") {
		value := url.PathEscape(a.value(op, p))
		if value == "" || value == "." || value == ".." {
			value = "nope"
		}
		target = strings.ReplaceAll(target, "{"+p.Name+"}", value)
	}
	var query []string
	for _, p := range op.parameters("query") {
		if required := p.Required != nil && *p.Required; required && r.IntN(8) > 0 || r.IntN(5) == 0 {
			query = append(query, url.QueryEscape(p.Name)+"="+url.QueryEscape(a.value(op, p)))
		}
	}
	if r.IntN(12) == 0 {
		query = append(query, pick(r, []string{"%zz", "a;b", "=", "&&&", "limit=1&limit=2", "nope=1", "%00=1", "q=%ff", "token=a", strings.Repeat("a=b&", 300), strings.Repeat("story=a&", 30)}))
	}
	if len(query) > 0 {
		target += "?" + strings.Join(query, "&")
	}
	header := http.Header{"Host": {"example.com"}, "Sec-Fetch-Site": {"same-origin"}}
	for _, p := range op.parameters("header") {
		if r.IntN(3) == 0 {
			header.Set(p.Name, a.value(op, p))
		}
	}
	a.odd(header)
	a.caller(op, header)
	var body []byte
	if op.get.RequestBody != nil && method != "GET" && method != "HEAD" || r.IntN(200) == 0 {
		var media string
		if media, body = a.body(op); media != "" {
			header.Set("Content-Type", media)
		}
		if header.Get("Content-Length") == "" && header.Get("Transfer-Encoding") == "" {
			header.Set("Content-Length", strconv.Itoa(len(body)))
		}
		if header.Get("If-Match") == "" && r.IntN(8) > 0 {
			header.Set("If-Match", "*")
		}
	}
	var raw bytes.Buffer
	fmt.Fprintf(&raw, "%s %s HTTP/1.1\r\n", method, target)
	for _, name := range slices.Sorted(maps.Keys(header)) {
		fmt.Fprintf(&raw, "%s: %s\r\n", name, header[name][0]) // whatever is in it
	}
	return append(append(raw.Bytes(), "\r\n"...), body...)
}

// caller says who asks: anybody, the holder of a token of each scope, an editor or
// administrator who is signed in, or somebody with what is no secret of ours.
func (a *attacker) caller(op operation, header http.Header) {
	r := a.random
	switch who := r.IntN(8); {
	case strings.HasPrefix(op.path, "/edit"):
		if who > 0 && header.Get("Cookie") == "" {
			header.Set("Cookie", pick(r, a.given["cookie"]))
		}
	case who < 6:
		header.Set("Authorization", a.tokens[min(who, 2)])
	case who == 6:
		header.Set("Authorization", "Bearer "+pick(r, hostile))
	}
}

// odd adds headers that others send, and some that nobody should.
func (a *attacker) odd(header http.Header) {
	r := a.random
	for _, odd := range []struct {
		name   string
		values []string
	}{
		{"Accept", []string{"*/*", "text/html", "application/json;q=0", "text/csv, */*;q=0.1", "a", "/;q=", "application/json;q=2", strings.Repeat("a/b,", 500)}},
		{"Accept-Language", []string{"uk", "ar;q=0.5", "*", "xx-yy-zz", strings.Repeat("en,", 500)}},
		{"Accept-Encoding", []string{"gzip", "zstd", "br;q=1, *;q=0", "gzip;q=x"}},
		{"Range", []string{"bytes=0-0", "bytes=-1", "bytes=5-1", "bytes=0-1,2-3", "lines=1", "bytes=99999999999999999999-"}},
		{"If-None-Match", []string{"*", `W/"a"`, `"`, `"a", "b"`, strings.Repeat(`"a",`, 300)}},
		{"If-Modified-Since", []string{"Mon, 02 Jun 2025 14:05:00 GMT", "x", "2025"}},
		{"If-Match", []string{`"r1"`, `W/"a"`, "*, *", "x", `"999999999999999999999"`}},
		{"Content-Encoding", []string{"gzip", "identity", "x"}},
		{"Idempotency-Key", []string{"a", `"a"`, strings.Repeat("k", 300), "\xff"}},
		{"Last-Event-Id", []string{"1", "-1", "99999999999999999999", "x"}},
		{"Host", []string{"", "a b", "[::1]", "evil.example", "<script>", strings.Repeat("a", 300)}},
		{"X-Forwarded-For", []string{"127.0.0.1", "x"}},
		{"X-Forwarded-Host", []string{"evil.example"}},
		{"X-Forwarded-Proto", []string{"https", "<b>"}},
		{"X-Http-Method-Override", []string{"DELETE"}},
		{"Sec-Fetch-Site", []string{"cross-site", "none", "same-site", "x"}},
		{"Origin", []string{"null", "https://evil.example", "x"}},
		{"Cookie", []string{"a=b", "dateline-session=x", ";;;="}},
		{"Content-Length", []string{"0", "1", "-1", "1, 1", "99999999999999999999", "1000000", "x"}},
		{"Transfer-Encoding", []string{"chunked", "gzip", "chunked, chunked", "identity"}},
		{"Expect", []string{"100-continue", "wonders"}},
		{"Trailer", []string{"Content-Length", "X-A"}},
		{"X Y", []string{"a"}},
		{"Dateline-Seq", []string{"0", "1", "-1", "x", "99999999999999999999"}},
		{"X-Request-Id", []string{"same", "<b>", strings.Repeat("a", 65)}},
	} {
		if r.IntN(25) == 0 {
			header.Set(odd.name, pick(r, odd.values))
		}
	}
}

// value is what a parameter is sent: its example, one of its words, an id that is
// there, or what it should not be.
func (a *attacker) value(op operation, p *v3.Parameter) string {
	r := a.random
	switch n := r.IntN(10); {
	case n < 4 && len(a.given[p.Name]) > 0 && r.IntN(2) == 0:
		return pick(r, a.given[p.Name])
	case n < 4 && p.Example != nil:
		return strings.Join(exampleOf(a.t, p), ",")
	case n < 6:
		if words := enumOf(a.c.parameterSchema(op.path, p.Name)); len(words) > 0 {
			return pick(r, words)
		}
		return pick(r, known)
	case n < 7:
		return pick(r, known)
	case n < 8 && p.Schema != nil:
		if bounds := boundsOf(p.Schema.Schema()); len(bounds) > 0 {
			return pick(r, bounds)
		}
	}
	return pick(r, hostile)
}

// boundsOf are values at the bounds of a schema, and one beyond each.
func boundsOf(schema *base.Schema) []string {
	var list []string
	for _, bound := range []*float64{schema.Minimum, schema.Maximum} {
		if bound != nil {
			list = append(list, fmt.Sprint(int64(*bound)-1), fmt.Sprint(int64(*bound)), fmt.Sprint(int64(*bound)+1))
		}
	}
	if most := schema.MaxLength; most != nil {
		list = append(list, strings.Repeat("a", int(*most)), strings.Repeat("a", int(*most)+1), strings.Repeat("ї", int(*most)))
	}
	if most := schema.MaxItems; most != nil {
		list = append(list, strings.Repeat("a,", int(*most)-1)+"a", strings.Repeat("a,", int(*most))+"a")
	}
	return list
}

// body is one of the media types that an operation takes, and what is sent as it.
func (a *attacker) body(op operation) (media string, body []byte) {
	r := a.random
	content := a.c.follow(op.pointer("requestBody"), "content")
	types, _ := a.c.unresolved(content).(map[string]any)
	if media = "application/octet-stream"; len(types) > 0 {
		media = pick(r, slices.Sorted(maps.Keys(types)))
	}
	value := a.sample(a.c.follow(content, media, "schema"), 0)
	if examples, _ := a.c.unresolved(a.c.follow(content, media, "examples")).(map[string]any); len(examples) > 0 && r.IntN(2) == 0 {
		value = a.example(content, media, pick(r, slices.Sorted(maps.Keys(examples))))
	}
	if r.IntN(3) > 0 {
		value = a.broken(value)
	}
	switch {
	case strings.HasSuffix(media, "json"):
		body, _ = json.Marshal(value) // what is raw and no JSON is sent as nothing
	case media == formMedia:
		body = []byte(a.form(value).Encode())
	case media == "multipart/form-data":
		var text bytes.Buffer
		w := multipart.NewWriter(&text)
		form := a.form(value)
		for _, name := range slices.Sorted(maps.Keys(form)) {
			for _, v := range form[name] {
				if r.IntN(3) == 0 {
					part, _ := w.CreateFormFile(name, pick(r, hostile))
					_, _ = part.Write([]byte(v))
				} else {
					_ = w.WriteField(name, v)
				}
			}
		}
		_ = w.Close()
		media, body = w.FormDataContentType(), text.Bytes()
	default:
		body = []byte(pick(r, files))
	}
	switch r.IntN(12) {
	case 0:
		body = body[:r.IntN(len(body)+1)]
	case 1:
		body = append(body, pick(r, hostile)...)
	case 2:
		body = []byte(pick(r, files))
	case 3:
		media = pick(r, []string{"", "text/plain", "a", "application/json; charset=latin1", "multipart/form-data", "multipart/form-data; boundary=a", media + ";;"})
	}
	return media, body
}

// example is one of the contract's own bodies, or as much of it as there is.
func (a *attacker) example(content, media, name string) any {
	value := a.c.unresolved(a.c.follow(content, media, "examples", name) + "/value")
	text, _ := json.Marshal(value)
	_ = json.Unmarshal(text, &value) // so that it is broken here alone
	return value
}

// files are such as somebody may send: of each format a piece, and what is none.
var files = []string{
	"", "null", "[", "{", `{"id":`, `{"id":"a","id":"b"}`, `[{"a":1}]`, strings.Repeat("[", 20_000), strings.Repeat(`{"a":`, 5000), `{"title":"\ud800"}`, `"\u0000"`, "{}\n{}\n", "\xef\xbb\xbf{}", "{\"a\":1e999999}",
	`{"entity":"event","id":"sent","story":"every-field","type":"call","title":"Sent"}` + "\n", `{"entity":"event"}` + "\n" + `{"entity":"no"}`, `{"entity":1}`,
	"dateline: 1\nstory: {id: sent, title: Sent}\n", "a: &a [*a]\n", "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b]\nd: [*c,*c,*c]\n", "- !!binary x\n", "!!python/object:x {}", "? [a]\n: b",
	"title,date\nA,2025-03-05\n", "title,date\n\"A", "a;b\n=1;2\n", "\x00\x00\x00", "PK\x03\x04", "\x1f\x8b\x08\x00", "\x28\xb5\x2f\xfd", "\x89PNG\r\n\x1a\n", "GIF89a\xff\xff\xff\xff", "RIFF\x00\x00\x00\x00WEBPVP8 ", "PAR1",
	"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20250305\r\nSUMMARY:A\r\nRRULE:FREQ=SECONDLY;COUNT=99999999\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", "BEGIN:VCALENDAR\r\n",
	`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>`, "<rss><channel><item><title>A</title></item></channel></rss>", `{"version":"https://jsonfeed.org/version/1","items":[{}]}`,
	`{"events":[{"start_date":{"year":"2025"},"text":{"headline":"A"}}]}`, "The harbour opened on 5 March 2025.\n", "<html><body><p>The harbour opened on 5 March 2025.</p><script>alert(1)</script>", "\xff\xfeT\x00", strings.Repeat("<div>", 3000),
}

// form are the fields of an object.
func (a *attacker) form(value any) url.Values {
	form := url.Values{}
	object, _ := value.(map[string]any)
	for name, v := range object {
		list, many := v.([]any)
		if !many {
			list = []any{v}
		}
		for _, item := range list {
			text, plain := item.(string)
			if !plain {
				text = fmt.Sprint(item)
			}
			form.Add(name, text)
		}
	}
	return form
}

// sample is a value of the schema at a pointer.
func (a *attacker) sample(pointer string, depth int) any {
	r := a.random
	pointer = a.c.referred(pointer)
	schema, _ := a.c.unresolved(pointer).(map[string]any)
	if words, ok := schema["enum"].([]any); ok {
		return pick(r, words)
	}
	if v, ok := schema["const"]; ok {
		return v
	}
	if v, ok := schema["example"]; ok && r.IntN(2) == 0 {
		return v
	}
	for _, either := range []string{"anyOf", "oneOf"} {
		if choices, ok := schema[either].([]any); ok {
			return a.sample(fmt.Sprintf("%s/%s/%d", pointer, either, r.IntN(len(choices))), depth)
		}
	}
	object := map[string]any{}
	if parts, ok := schema["allOf"].([]any); ok {
		for i := range parts {
			part, _ := a.sample(fmt.Sprintf("%s/allOf/%d", pointer, i), depth).(map[string]any)
			maps.Copy(object, part)
		}
	}
	kind := fmt.Sprint(schema["type"])
	switch {
	case schema["properties"] != nil || strings.Contains(kind, "object") || len(object) > 0:
		properties, _ := schema["properties"].(map[string]any)
		required, _ := schema["required"].([]any)
		for _, name := range slices.Sorted(maps.Keys(properties)) {
			if slices.Contains(required, any(name)) || depth < 4 && r.IntN(3) == 0 {
				object[name] = a.sample(pointer+"/properties/"+escapeStep(name), depth+1)
			}
		}
		return object
	case strings.Contains(kind, "array"):
		list := []any{}
		for range r.IntN(3) {
			list = append(list, a.sample(pointer+"/items", depth+1))
		}
		return list
	case strings.Contains(kind, "integer"), strings.Contains(kind, "number"):
		return pick(r, []any{0, 1, 2, 4, -1, 10, 1.5, 1e12})
	case strings.Contains(kind, "boolean"):
		return r.IntN(2) == 0
	case r.IntN(3) > 0:
		return pick(r, known)
	}
	return pick(r, []any{"2025-03-05", "A title", "https://example.org/", strings.Repeat("a", 64), "sent"})
}

// broken is a value in which one thing is another.
func (a *attacker) broken(value any) any {
	r := a.random
	if r.IntN(3) > 0 {
		switch v := value.(type) {
		case map[string]any:
			if names := slices.Sorted(maps.Keys(v)); len(names) > 0 {
				name := pick(r, names)
				v[name] = a.broken(v[name])
				return v
			}
		case []any:
			if len(v) > 0 {
				at := r.IntN(len(v))
				v[at] = a.broken(v[at])
				return v
			}
		}
	}
	return pick(r, []any{
		nil, 0, -1, 1e300, json.Number("1e999"), json.Number("123456789012345678901234567890"), true, "", []any{}, map[string]any{}, []any{nil}, map[string]any{"": nil}, map[string]any{"nope": 1},
		json.RawMessage(`"\ud800"`), json.RawMessage(`"\u0000"`), json.RawMessage(strings.Repeat("[", 500) + strings.Repeat("]", 500)), pick(r, hostile), pick(r, hostile), pick(r, hostile), strings.Repeat("long ", 3000),
	})
}
