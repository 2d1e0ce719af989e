package page

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml"
)

// Sample is a request of an operation, written in one language.
type Sample struct{ Language, Name, Text string }

// call is a request that an operation takes, as samples show it.
type call struct {
	method, address string
	headers         [][2]string
	token           bool   // it needs one
	body            any    // a string is sent as it is, anything else as JSON; nil for none
	file            string // or the name of a file that is sent; "" for none
	answer          string // the media type of what comes back
}

// samples are the request in each language: nothing but what comes with the
// language, so that each runs as it stands.
func (c call) samples() []Sample {
	return []Sample{
		{"curl", "curl", c.curl()}, {"javascript", "JavaScript", c.javaScript()},
		{"python", "Python", c.python()}, {"go", "Go", c.goProgram()},
	}
}

// plain reports whether the address says all of the request.
func (c call) plain() bool {
	return c.method == "GET" && !c.token && len(c.headers) == 0 && c.body == nil && c.file == ""
}

func (c call) streams() bool { return c.answer == "text/event-stream" }

// isJSON reports whether the answer is one JSON value.
func (c call) isJSON() bool {
	return c.answer == "application/json" || strings.HasSuffix(c.answer, "+json")
}

func (c call) isText() bool {
	return strings.HasPrefix(c.answer, "text/") || strings.HasSuffix(c.answer, "yaml") || strings.HasSuffix(c.answer, "xml")
}

func (c call) curl() string {
	first := "curl -sS"
	if c.streams() {
		first = "curl -sSN" // as it comes
	}
	if c.method != "GET" {
		first += " -X " + c.method
	}
	lines := []string{first + " " + shellQuoted(c.address)}
	if c.token {
		lines = append(lines, `-H "Authorization: Bearer $DATELINE_TOKEN"`)
	}
	for _, h := range c.headers {
		lines = append(lines, "-H "+shellQuoted(h[0]+": "+h[1]))
	}
	if c.body != nil {
		lines = append(lines, "-d "+shellQuoted(c.bodyText()))
	}
	if c.file != "" {
		lines = append(lines, "--data-binary @"+c.file)
	}
	return strings.Join(lines, " \\\n  ")
}

func (c call) javaScript() string {
	var b strings.Builder
	if c.file != "" {
		b.WriteString("import { readFile } from 'node:fs/promises'\n\n")
	}
	fmt.Fprintf(&b, "const response = await fetch(%s", quoted(c.address))
	if !c.plain() {
		b.WriteString(", {\n")
		fmt.Fprintf(&b, "  method: %s,\n  headers: {\n", quoted(c.method))
		if c.token {
			b.WriteString("    Authorization: `Bearer ${process.env.DATELINE_TOKEN}`,\n")
		}
		for _, h := range c.headers {
			fmt.Fprintf(&b, "    %s: %s,\n", quoted(h[0]), quoted(h[1]))
		}
		b.WriteString("  },\n")
		if text, is := c.body.(string); is {
			fmt.Fprintf(&b, "  body: %s,\n", quoted(text))
		} else if c.body != nil {
			fmt.Fprintf(&b, "  body: JSON.stringify(%s),\n", indented(c.bodyText()))
		}
		if c.file != "" {
			fmt.Fprintf(&b, "  body: await readFile(%s),\n", quoted(c.file))
		}
		b.WriteString("}")
	}
	b.WriteString(")\n")
	switch {
	case c.streams():
		b.WriteString("for await (const part of response.body.pipeThrough(new TextDecoderStream())) console.log(part)")
	case c.isJSON():
		b.WriteString("console.log(await response.json())")
	case c.isText():
		b.WriteString("console.log(await response.text())")
	default:
		b.WriteString("console.log(new Uint8Array(await response.arrayBuffer()))")
	}
	return b.String()
}

func (c call) python() string {
	var b strings.Builder
	_, isString := c.body.(string)
	if c.isJSON() || c.body != nil && !isString {
		b.WriteString("import json\n")
	}
	if c.token {
		b.WriteString("import os\n")
	}
	asked := quoted(c.address)
	if c.plain() {
		b.WriteString("from urllib.request import urlopen\n\n")
	} else {
		b.WriteString("from urllib.request import Request, urlopen\n\n")
		fmt.Fprintf(&b, "request = Request(\n    %s,\n    method=%s,\n    headers={\n", asked, quoted(c.method))
		if c.token {
			b.WriteString("        \"Authorization\": \"Bearer \" + os.environ[\"DATELINE_TOKEN\"],\n")
		}
		for _, h := range c.headers {
			fmt.Fprintf(&b, "        %s: %s,\n", quoted(h[0]), quoted(h[1]))
		}
		b.WriteString("    },\n")
		if isString {
			fmt.Fprintf(&b, "    data=%s.encode(),\n", quoted(c.bodyText()))
		} else if c.body != nil {
			fmt.Fprintf(&b, "    data=json.dumps(%s).encode(),\n", pythonValue(c.body, "    "))
		}
		if c.file != "" {
			fmt.Fprintf(&b, "    data=open(%s, \"rb\").read(),\n", quoted(c.file))
		}
		b.WriteString(")\n")
		asked = "request"
	}
	fmt.Fprintf(&b, "with urlopen(%s) as response:\n", asked)
	switch {
	case c.streams():
		b.WriteString("    for line in response:\n        print(line.decode(), end=\"\")")
	case c.isJSON():
		b.WriteString("    print(json.load(response))")
	case c.isText():
		b.WriteString("    print(response.read().decode())")
	default:
		b.WriteString("    print(response.read())")
	}
	return b.String()
}

func (c call) goProgram() string {
	imports := []string{"io", "log", "net/http", "os"}
	if c.body != nil {
		imports = append(imports, "strings")
	}
	var b strings.Builder
	b.WriteString("package main\n\nimport (\n")
	for _, name := range imports {
		fmt.Fprintf(&b, "\t%q\n", name)
	}
	b.WriteString(")\n\nfunc main() {\n")
	const fatal = "\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n"
	if c.plain() {
		fmt.Fprintf(&b, "\tresponse, err := http.Get(%q)\n"+fatal, c.address)
	} else {
		body := "nil"
		if c.body != nil {
			body = "body"
			fmt.Fprintf(&b, "\tbody := strings.NewReader(%s)\n", goQuoted(c.bodyText()))
		}
		if c.file != "" {
			body = "body"
			fmt.Fprintf(&b, "\tbody, err := os.Open(%q)\n"+fatal, c.file)
		}
		fmt.Fprintf(&b, "\trequest, err := http.NewRequest(%q, %q, %s)\n"+fatal, c.method, c.address, body)
		if c.token {
			b.WriteString("\trequest.Header.Set(\"Authorization\", \"Bearer \"+os.Getenv(\"DATELINE_TOKEN\"))\n")
		}
		for _, h := range c.headers {
			fmt.Fprintf(&b, "\trequest.Header.Set(%q, %s)\n", h[0], goQuoted(h[1]))
		}
		b.WriteString("\tresponse, err := http.DefaultClient.Do(request)\n" + fatal)
	}
	b.WriteString("\tdefer response.Body.Close()\n\tif _, err := io.Copy(os.Stdout, response.Body); err != nil {\n\t\tlog.Print(err)\n\t}\n}")
	return b.String()
}

// bodyText is the body as it is sent, JSON over several lines.
func (c call) bodyText() string { return example(c.body) }

func shellQuoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// goQuoted is a string of Go, raw where that is easier to read.
func goQuoted(text string) string {
	if strings.ContainsAny(text, "\"\n") && strconv.CanBackquote(strings.ReplaceAll(text, "\n", "")) {
		return "`" + text + "`"
	}
	return strconv.Quote(text)
}

// quoted is a string of JSON, which JavaScript and Python read alike.
func quoted(text string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(text); err != nil {
		return strconv.Quote(text)
	}
	return strings.TrimSpace(b.String())
}

// indented is text whose lines after the first stand a step deeper.
func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n  ") }

// pythonValue is a value of JSON as Python writes it.
func pythonValue(v any, indent string) string {
	inner := indent + "    "
	var items []string
	switch v := v.(type) {
	case nil:
		return "None"
	case bool:
		if v {
			return "True"
		}
		return "False"
	case string:
		return quoted(v)
	case []any:
		deep := false
		for _, item := range v {
			_, object := item.(yaml.MapSlice)
			deep = deep || object
			items = append(items, pythonValue(item, inner))
		}
		if deep {
			return "[\n" + inner + strings.Join(items, ",\n"+inner) + ",\n" + indent + "]"
		}
		return "[" + strings.Join(items, ", ") + "]"
	case yaml.MapSlice:
		for _, item := range v {
			items = append(items, inner+quoted(fmt.Sprint(item.Key))+": "+pythonValue(item.Value, inner)+",\n")
		}
		return "{\n" + strings.Join(items, "") + indent + "}"
	}
	return fmt.Sprint(v)
}
