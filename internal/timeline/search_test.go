package timeline_test

import (
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

func words(list ...string) timeline.Term { return timeline.Term{Words: list} }

func not(t timeline.Term) timeline.Term { t.Exclude = true; return t }

func exact(t timeline.Term) timeline.Term { t.Exact = true; return t }

func prefix(t timeline.Term) timeline.Term { t.Prefix = true; return t }

func TestParseSearch(t *testing.T) {
	t.Parallel()
	tests := []struct {
		q    string
		want []timeline.Term
	}{
		{"peace", []timeline.Term{words("peace")}},
		{"  Peace\ttalks\n", []timeline.Term{words("Peace"), words("talks")}},
		{`"white house" clash`, []timeline.Term{exact(words("white", "house")), words("clash")}},
		{"talks -war", []timeline.Term{words("talks"), not(words("war"))}},
		{`talks -"white house"`, []timeline.Term{words("talks"), not(exact(words("white", "house")))}},
		{"negot*", []timeline.Term{prefix(words("negot"))}},
		{"a -negot*", []timeline.Term{words("a"), not(prefix(words("negot")))}},
		{`"white ho*"`, []timeline.Term{prefix(exact(words("white", "ho")))}},
		{`"white ho"*`, []timeline.Term{prefix(exact(words("white", "ho")))}},
		{"US-Ukraine", []timeline.Term{words("US", "Ukraine")}},
		{"U.S.", []timeline.Term{words("U", "S")}},
		{"F-16", []timeline.Term{words("F", "16")}},
		// Apostrophes of every kind are one, and part no word; elision does.
		{"Zelensky's Кам’янець O`Brien", []timeline.Term{words("Zelenskyʼs"), words("Камʼянець"), words("OʼBrien")}},
		{"'rock' ‘n’ delegations' ʻokina", []timeline.Term{words("rock"), words("n"), words("delegations"), words("okina")}},
		{"l'accord d’Artagnan QU'IL dell'accordo", []timeline.Term{words("l", "accord"), words("d", "Artagnan"), words("QU", "IL"), words("dell", "accordo")}},
		{"a''b l''accord", []timeline.Term{words("a", "b"), words("l", "accord")}},
		{"soft\u00adhyphen \ufeffmark a\u200bb\u2060c \u00ad", []timeline.Term{words("softhyphen"), words("mark"), words("abc")}},
		{"e\u0301te\u0301", []timeline.Term{words("e\u0301te\u0301")}},
		{"a - b", []timeline.Term{words("a"), words("b")}},
		{"a -", []timeline.Term{words("a")}},
		{"a --b", []timeline.Term{words("a"), not(words("b"))}},
		{"a * b", []timeline.Term{words("a"), words("b")}},
		{`a"b"`, []timeline.Term{words("a"), exact(words("b"))}},
		{`"one"`, []timeline.Term{exact(words("one"))}},
		{`a ""`, []timeline.Term{words("a")}},
		{`a "-"`, []timeline.Term{words("a")}},
		{"cost OR NEAR(a b) AND col:x", []timeline.Term{words("cost"), words("OR"), words("NEAR", "a"), words("b"), words("AND"), words("col", "x")}},
		{"foo*bar", []timeline.Term{words("foo", "bar")}},
		{"'; DROP TABLE events; --", []timeline.Term{words("DROP"), words("TABLE"), words("events")}},
		// Written without spaces: characters that must stand next to each other.
		{"和平谈判", []timeline.Term{words("和", "平", "谈", "判")}},
		{"中*", []timeline.Term{prefix(words("中"))}},
		{"คน", []timeline.Term{words("ค", "น")}},
		{"Япо́ния日本2025年", []timeline.Term{words("Япо́ния", "日", "本", "2025", "年")}},
		{"서울 회담", []timeline.Term{words("서울"), words("회담")}},
		{"שלום", []timeline.Term{words("שלום")}},
	}
	for _, tt := range tests {
		s, err := timeline.ParseSearch(tt.q)
		if err != nil {
			t.Errorf("%q: %v", tt.q, err)
			continue
		}
		if !reflect.DeepEqual(s.Terms, tt.want) {
			t.Errorf("%q: %+v, want %+v", tt.q, s.Terms, tt.want)
		}
		if again, err := timeline.ParseSearch(s.Text); err != nil || !reflect.DeepEqual(again, s) {
			t.Errorf("%q: its canonical form %q is read as %+v, %v", tt.q, s.Text, again, err)
		}
	}
	for q, message := range map[string]string{
		"":                               "has no word to look for",
		"-war":                           "has no word to look for",
		"!?;":                            "has no word to look for",
		`"`:                              "a phrase is not closed",
		`peace "white house`:             "a phrase is not closed",
		"x*":                             `has the prefix "x*"; a prefix has at least 2 letters`,
		`"white h*"`:                     `has the prefix "h*"`,
		strings.Repeat("a ", 21):         "has more than 20 terms",
		"a " + strings.Repeat("-b ", 20): "has more than 20 terms",
	} {
		if s, err := timeline.ParseSearch(q); err == nil || !strings.Contains(err.Error(), message) {
			t.Errorf("%q: %+v, %v, want %q", q, s, err, message)
		}
	}
}

func FuzzParseSearch(f *testing.F) {
	for _, seed := range []string{`a "b c" -d e*`, `-"x y"*`, "中文*", "a\u0301 -- \"\" *", "\xff\u200d"} {
		f.Add(seed, "a b c")
	}
	f.Fuzz(func(t *testing.T, q, text string) {
		s, err := timeline.ParseSearch(q)
		if err != nil {
			return
		}
		for _, term := range s.Terms {
			if len(term.Words) == 0 {
				t.Fatalf("%q: a term without words", q)
			}
		}
		if again, err := timeline.ParseSearch(s.Text); err != nil || !reflect.DeepEqual(again, s) {
			t.Fatalf("%q: %+v, then %+v, %v", q, s, again, err)
		}
		sn, found := timeline.FindSnippet("title", text, s, lower)
		if found != (len(sn.Matches) > 0) {
			t.Fatalf("%q in %q: found %v with %d matches", q, text, found, len(sn.Matches))
		}
		length := utf8.RuneCountInString(sn.Text)
		for i, m := range sn.Matches {
			if m.Start < 0 || m.End <= m.Start || m.End > length || (i > 0 && m.Start < sn.Matches[i-1].End) {
				t.Fatalf("%q in %q: matches %v of %q", q, text, sn.Matches, sn.Text)
			}
		}
	})
}

// lower is a sameness under which only case and a final s make no difference.
var lower = timeline.Sameness{Fold: strings.ToLower, FormOf: func(word, wanted string) bool {
	return strings.TrimSuffix(word, "s") == strings.TrimSuffix(wanted, "s")
}}

// Forms of a word are marked where the word alone was wanted, and no hidden sign
// hides a word.
func TestSnippetsOfForms(t *testing.T) {
	t.Parallel()
	text := "The delegation's word: dele\u00adgations, delegation and Кам'янець"
	for q, want := range map[string][]string{
		"delegations":      {"dele\u00adgations", "delegation"},
		`"delegations"`:    {"dele\u00adgations"},
		"delegation’s":     {"delegation's"},
		"delegations*":     {"dele\u00adgations"},
		"камʼянець":        {"Кам'янець"},
		`"delegation and"`: {"delegation and"},
	} {
		s, err := timeline.ParseSearch(q)
		if err != nil {
			t.Fatal(err)
		}
		sn, _ := timeline.FindSnippet("title", text, s, lower)
		var matched []string
		for _, m := range sn.Matches {
			matched = append(matched, string([]rune(sn.Text)[m.Start:m.End]))
		}
		if !reflect.DeepEqual(matched, want) {
			t.Errorf("%s: %q, want %q", q, matched, want)
		}
	}
}

func TestFindSnippet(t *testing.T) {
	t.Parallel()
	s, err := timeline.ParseSearch(`"white house" clash negot* -zelensky`)
	if err != nil {
		t.Fatal(err)
	}
	text := "Zelensky: the White House clash, a white flag, négociations and negotiations"
	sn, found := timeline.FindSnippet("summary", text, s, lower)
	var matched []string
	for _, m := range sn.Matches {
		matched = append(matched, string([]rune(sn.Text)[m.Start:m.End]))
	}
	if want := []string{"White House", "clash", "negotiations"}; !found || sn.Text != text || !reflect.DeepEqual(matched, want) {
		t.Errorf("%+v: %q, want %q", sn, matched, want)
	}
	long := strings.Repeat("filler ", 100) + "the White House " + strings.Repeat("more ", 100)
	sn, found = timeline.FindSnippet("summary", long, s, lower)
	if n := utf8.RuneCountInString(sn.Text); !found || n > 300 || !strings.HasPrefix(sn.Text, "…") || !strings.HasSuffix(sn.Text, "…") || len(sn.Matches) != 1 ||
		string([]rune(sn.Text)[sn.Matches[0].Start:sn.Matches[0].End]) != "White House" {
		t.Errorf("%+v", sn)
	}
	if _, found := timeline.FindSnippet("title", "nothing here", s, lower); found {
		t.Error("found nothing")
	}
}

func TestSuggest(t *testing.T) {
	t.Parallel()
	names := []string{"actor", "role", "type", "status", "story", "near", "order", "updated_since", "candidate-venue"}
	for word, want := range map[string][]string{
		"aktor": {"actor"}, "actors": {"actor"}, "tpye": {"type"}, "STATUS": {"status"}, "stat": {"status"}, "updated": {"updated_since"}, "xyzzy": nil, "": nil, "storyy": {"story"},
		"oder": {"order"}, strings.Repeat("a", 5000): nil, "candidate-menu": {"candidate-venue"},
	} {
		if got := timeline.Suggest(word, names); !reflect.DeepEqual(got, want) {
			t.Errorf("%.20q: %v, want %v", word, got, want)
		}
	}
	if got := timeline.Suggest("abcd", []string{"abcx", "abcy", "abcz", "abcw", "abc"}); !reflect.DeepEqual(got, []string{"abcx", "abcy", "abcz"}) {
		t.Errorf("%v: at most three, in the order given among equals", got)
	}
}
