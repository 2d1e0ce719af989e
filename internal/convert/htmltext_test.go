package convert_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

func TestTextOfHTML(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		markup, text string
		links        []string
	}{
		"nothing":           {"", "", nil},
		"plain":             {" One\r\nline.\n\nAnother. ", "One\nline.\n\nAnother.", nil},
		"references":        {"AT&amp;T &lt;b&gt; &eacute; &#8364; &nbsp;x & y &unknown;", "AT&T <b> é € \u00a0x & y &unknown;", nil},
		"paragraphs":        {"<p>One\n  line.</p>\n<p class=\"lead\">Two<br>lines.<p>Three", "One line.\n\nTwo\nlines.\n\nThree", nil},
		"two breaks":        {"a<br/><br />b", "a\n\nb", nil},
		"a list":            {"Here:<ul><li>one</li> <li>two</li></ul>end", "Here:\n\none\ntwo\n\nend", nil},
		"a table":           {"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc", nil},
		"a quotation":       {"<blockquote>Words. <cite>Who</cite></blockquote>", "Words. Who", nil},
		"preformatted":      {"<pre>a\n  b</pre>c", "a\n  b\n\nc", nil},
		"inline":            {"<i>Big</i> Bang<sup>2</sup>", "Big Bang2", nil},
		"lines of its own":  {"* one\n* <b>two</b>\n\n[x](https://example.org/x)", "* one\n* two\n\n[x](https://example.org/x)", nil},
		"scripts":           {"a<script>alert('<p>')</script>b<style>p{}</style><!-- c --><title>d</title>e", "abe", nil},
		"an open script":    {"a<script>alert(1)", "a", nil},
		"no tags":           {"a < b, c <b-c and d, <y>e</y>, 1<2>0", "a < b, c <b-c and d, <y>e</y>, 1<2>0", nil},
		"a tag cut off":     {"<p>a <a href=\"https://example", "a <a href=\"https://example", nil},
		"a link":            {`See <a href=" https://example.org/a?b=1&amp;c=2 ">the <b>page</b></a>.`, "See the page.", []string{"a https://example.org/a?b=1&c=2 the page"}},
		"a link twice":      {`<a href="/x">x</a><a href="/x">y</a>`, "xy", []string{"a /x x"}},
		"links that stay":   {`<a href="/x">x<a href="/y">y`, "xy", []string{"a /x x", "a /y y"}},
		"a link of nothing": {`<a name="x">x</a><a href="">y</a>`, "xy", nil},
		"a dangerous one":   {`<a href="javascript:alert(1)" onclick="x()">x</a>`, "x", []string{"a javascript:alert(1) x"}},
		"pictures":          {`a <img src="https://example.org/p.jpg" alt="A  picture"><iframe src="https://example.org/f">no</iframe> b`, "a  b", []string{"img https://example.org/p.jpg A picture", "iframe https://example.org/f "}},
		"a closed frame":    {`<iframe src="https://example.org/f"/>b`, "b", []string{"iframe https://example.org/f "}},
	} {
		text, links := convert.TextOfHTML(tt.markup)
		if text != tt.text || !slices.Equal(links, tt.links) {
			t.Errorf("%s: %q with %q; want %q with %q", name, text, links, tt.text, tt.links)
		}
	}
}

func FuzzTextOfHTML(f *testing.F) {
	for _, seed := range []string{"<p>a</p>", "<a href=x>b</a>", "<script>", "</pre><pre>a\n\n b", "&#0;&lt;p&gt;", "<br><br>a", "<<a>", "<!--", "<p/", "\xff<i>\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markup string) {
		text, links := convert.TextOfHTML(markup)
		if strings.TrimSpace(text) != text {
			t.Fatalf("white space around %q", text)
		}
		for _, l := range links {
			if l == "" {
				t.Fatal("an empty link")
			}
		}
	})
}
