package article_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/timeline"
)

const page = `<!DOCTYPE html><html lang="en-GB"><head><title>Tugs move again | The Gazette</title>
<meta property="og:title" content="Tugs move again"><meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2024-09-12T06:30:00+02:00"></head>
<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><script>document.write("never")</script>
<article><h1>Tugs move again</h1>
<p>Tugs moved again in the harbour early on Thursday, after pilots and the port authority settled a dispute that had kept ships
waiting in the bay, for ten days, with crude, grain and containers.</p>
<h2>What was agreed</h2>
<p>“We have a text,” the harbour master said, “that both sides can <b>sign</b>.” It was the first stoppage since 2011, and it cost a good deal,
as economists, traders and shippers agreed.</p>
<p>Tom &amp; Jerry &lt;b&gt; is text. The pilots walked out on September 2, and asked for a third crew, for a new scale, and for an end of night shifts.</p>
</article><footer>Cookies, please, and subscribe to our newsletter</footer></body></html>`

func TestWebPage(t *testing.T) {
	a, err := article.Read([]byte(page), "saved")
	if err != nil {
		t.Fatal(err)
	}
	if a.Title != "Tugs move again" || a.Publisher != "The Gazette" || a.Language != "en-GB" || a.Published != "2024-09-12" || !a.Taken {
		t.Errorf("%+v", a)
	}
	for _, want := range []string{"“We have a text,” the harbour master said, “that both sides can sign.” It was the first", "\nWhat was agreed\n", "Tom & Jerry <b> is text.", "kept ships waiting"} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("no %q in\n%s", want, a.Text)
		}
	}
	for _, other := range []string{"Sport", "never", "newsletter", "\n\n\n", "  "} {
		if strings.Contains(a.Text, other) {
			t.Errorf("%q is in\n%s", other, a.Text)
		}
	}
	if strings.Count(a.Text, "Tugs move again") != 1 || !strings.HasPrefix(a.Text, "Tugs move again\n") {
		t.Errorf("the title is not its first line, once:\n%s", a.Text)
	}
}

func TestEncodingOfAPage(t *testing.T) {
	latin := strings.NewReplacer("“", "\x93", "”", "\x94").Replace(strings.Replace(page, "<head>", `<head><meta charset="windows-1252">`, 1))
	a, err := article.Read([]byte(latin), "page.html")
	if err != nil || !strings.Contains(a.Text, "“We have a text,”") {
		t.Errorf("%v: %+v", err, a)
	}
}

func TestMarkdown(t *testing.T) {
	a, err := article.Read([]byte("---\ntitle: x\n---\n# Tugs *move*\n\nThey moved\non [Thursday](https://gazette.example/) &mdash; “at last”.\n\n- one\n- two\n\n<script>alert(1)</script>\n"), "a.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := "Tugs move\n\nThey moved on Thursday — “at last”.\n\none\ntwo\n"; a.Text != want || a.Title != "Tugs move" || !a.Taken {
		t.Errorf("%q, titled %q", a.Text, a.Title)
	}
}

func TestPlainText(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, in, text string
		taken          bool
	}{
		{"as it is", "A title\n\nWords  of <b>it</b> & *more*.\n", "A title\n\nWords  of <b>it</b> & *more*.\n", false},
		{"byte order mark, CR LF", "\uFEFFA title\r\nWords", "A title\nWords", true},
		{"ends of lines", "A title\rone\vtwo\fthree\u0085four\u2028five\u2029six\r\n\r\n", "A title\none\ntwo\nthree\nfour\nfive\nsix\n\n", true},
		{"control characters", "A title\n\ttab\x07 \x1b[1mbold\x7f\u0092", "A title\n\ttab [1mbold", true},
		{"soft hyphens and marks within", "A title\nhar\u00ADbour\uFEFF", "A title\nharbour", true},
		{"spaces", "A title\n5\u00A0March « a\u202Fb »\u3000c\u200Bd", "A title\n5\u00A0March « a\u202Fb »\u3000c\u200Bd", false},
		{"joiners and directions", "A title\nمی\u200Cخواهم \u2067(عربي)\u2069\u200F \u202Eabc\u202C 👩\u200D🚀", "A title\nمی\u200Cخواهم \u2067(عربي)\u2069\u200F \u202Eabc\u202C 👩\u200D🚀", false},
		{"half of a pair, replaced", "A title\n\uFFFD", "A title\n\uFFFD", false},
		{"UTF-16, little end first", "\xFF\xFEA\x00 \x00t\x00i\x00t\x00l\x00e\x00\r\x00\n\x00\x3D\xD8\x00\xDE\x3D\xD8", "A title\n😀\uFFFD", true},
		{"UTF-16, big end first", "\xFE\xFF\x00A\x00 \x00t\x00i\x00t\x00l\x00e", "A title", true},
	} {
		a, err := article.Read([]byte(c.in), "a.txt")
		if err != nil || a.Text != c.text || a.Title != "A title" || a.Taken != c.taken {
			t.Errorf("%s: %+v, %v", c.name, a, err)
		}
	}
}

// What is taken out of other files has none of that, and one kind of space.
func TestSpaceOfWhatIsTakenOut(t *testing.T) {
	t.Parallel()
	const line = "5\u00A0March,\u2003har\u00ADbour\u0085 \u200Bاحمد\u200Fend"
	long := strings.Repeat(" The pilots asked for a third crew, for a new scale, and for an end of night shifts.", 10)
	const want = "5 March, harbour \u200Bاحمد\u200Fend"
	for name, data := range map[string][]byte{
		"a.html": []byte("<!doctype html><meta charset=utf-8><article><p>" + line + long + "</p></article>"),
		"a.md":   []byte(line + long),
		"a.docx": archive(t, wordParts("<w:p><w:r><w:t>"+line+long+"</w:t></w:r></w:p>")),
	} {
		if a, err := article.Read(data, name); err != nil || a.Text != want+long+"\n" || !a.Taken {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}
}

func TestWhatIsNotRead(t *testing.T) {
	for _, c := range []struct{ data, name, want string }{
		{"%PDF-1.7\n", "a.pdf", "a PDF is not read yet"},
		{"PK\x03\x04", "a.docx", "damaged"},
		{"\xD0\xCF\x11\xE0", "a.doc", "save it as .docx"},
		{"{\\rtf1", "a.rtf", "RTF is not read yet"},
		{"\x89PNG\r\n", "a.txt", "a picture"},
		{"a lone \xED\xA0\xBD surrogate", "a.txt", "not UTF-8, from byte 7 on"},
		{"\xFF\xFEa\x00\x00\x00", "a.txt", "NUL"},
		{"caf\xe9", "a.txt", "not UTF-8, from byte 3 on"},
		{" \n", "a.txt", "empty"},
		{"a\x00b", "a.txt", "NUL"},
		{"<html><body></body></html>", "a.html", "no article in it"},
		{strings.Repeat("a", article.MaxSize+1), "a.txt", "at most 10485760"},
		{strings.Repeat("a", article.MaxText+1), "a.txt", "at most 1048576"},
		{strings.Repeat("two megabytes ", 2<<20/14), "a.md", "at most 1048576"},
	} {
		_, err := article.Read([]byte(c.data), c.name)
		if err == nil || !strings.Contains(err.Error(), c.want) || timeline.CodeOf(err) != timeline.InvalidRecord {
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(page), "a.html")
	f.Add([]byte("# a\n\n> b\n\n```\nc\n```\n<p>"), "a.md")
	f.Add([]byte("a\r\nb"), "a.txt")
	f.Fuzz(func(t *testing.T, data []byte, name string) {
		a, err := article.Read(data, name)
		if err != nil {
			return
		}
		if strings.TrimSpace(a.Text) == "" || strings.ContainsAny(a.Text, "\r\x00\v\u2028\u00AD\uFEFF\u0092") {
			t.Errorf("%q", a.Text)
		}
	})
}
