package page

import (
	"io/fs"
	"regexp"
	"testing"
)

// TestWordsAreAskedForInText: words that stand in a template where it asks for them are
// escaped for text and for attributes in quotes, and for nothing else.
func TestWordsAreAskedForInText(t *testing.T) {
	t.Parallel()
	elsewhere := regexp.MustCompile(`(?i)(?:\b(?:href|src|srcset|action|formaction|style|on[a-z]+|data-[a-z-]*(?:src|url|uri)[a-z-]*)="[^"]*|=|<(?:script|style)\b[^>]*>(?:[^<]|<[^/])*)\{\{-?\s*t "`)
	for _, bad := range []string{`<a href="/{{t "page.stories"}}">`, `<p title={{t "page.stories"}}>`, `<script>let a = {{t "page.stories"}}</script>`, `<b onclick="{{- t "page.stories"}}">`} {
		if !elsewhere.MatchString(bad) {
			t.Errorf("%s is not seen", bad)
		}
	}
	if good := `<script src="{{asset "page.js"}}" defer></script><p title="{{t "page.stories"}}">{{t "page.stories"}}</p>`; elsewhere.MatchString(good) {
		t.Errorf("%s is refused", good)
	}
	files, err := fs.Glob(templateFiles, "templates/*.gohtml")
	if err != nil || len(files) < 20 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(templateFiles, file)
		if err != nil {
			t.Fatal(err)
		}
		if met := elsewhere.Find(text); met != nil {
			t.Errorf("%s asks for words in %s", file, met)
		}
	}
}

// TestSets makes the templates of every page in every language: each is there, and so is
// what it calls, and nothing else.
func TestSets(t *testing.T) {
	t.Parallel()
	for _, l := range Languages() {
		for _, kind := range kinds {
			set, err := setOf(kind, l)
			if err != nil {
				t.Errorf("%s in %s: %v", kind, l.Tag, err)
				continue
			}
			if set.Lookup("base") == nil {
				t.Errorf("%s in %s has no base", kind, l.Tag)
			}
			if again, _ := setOf(kind, l); again != set {
				t.Errorf("%s in %s is made twice", kind, l.Tag)
			}
			if kind == "home" && set.Lookup("field-fault") != nil {
				t.Error("the list of stories has the form of an event")
			}
		}
	}
	if _, err := setOf("nothing", Languages()[0]); err == nil {
		t.Error("there is a page that is not listed")
	}
}
