package page

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\{[a-z_]*\}`)

// complaints compares a language with another that it must have the keys and
// placeholders of.
func complaints(l, model *Language) []string {
	var list []string
	for key, text := range model.texts {
		own, ok := l.texts[key]
		if !ok {
			list = append(list, l.Tag+" lacks "+key)
			continue
		}
		want, have := placeholders(text), placeholders(own)
		if !slices.Equal(want, have) {
			list = append(list, l.Tag+" "+key+" has "+strings.Join(have, "")+" and not "+strings.Join(want, ""))
		}
		if strings.TrimSpace(own) == "" && !strings.HasSuffix(key, "separator") {
			list = append(list, l.Tag+" "+key+" is blank")
		}
	}
	for key := range l.texts {
		if _, ok := model.texts[key]; !ok {
			list = append(list, l.Tag+" has "+key+", which "+model.Tag+" lacks")
		}
	}
	for key, forms := range model.counted {
		want := slices.Sorted(slices.Values(pluralsOf[l.Tag]))
		if have := slices.Sorted(maps.Keys(l.counted[key])); !slices.Equal(want, have) {
			list = append(list, l.Tag+" "+key+" has the plurals "+strings.Join(have, ", ")+" and not "+strings.Join(want, ", "))
		}
		for category, text := range l.counted[key] {
			for _, p := range placeholders(text) {
				if !strings.Contains(forms["other"], p) {
					list = append(list, l.Tag+" "+key+"."+category+" has "+p+", which "+model.Tag+" lacks")
				}
			}
			for _, p := range placeholders(forms["other"]) {
				// One and two may be said in a word.
				if p != "{n}" && !strings.Contains(text, p) {
					list = append(list, l.Tag+" "+key+"."+category+" lacks "+p)
				}
			}
		}
	}
	for key := range l.counted {
		if _, ok := model.counted[key]; !ok {
			list = append(list, l.Tag+" has "+key+", which "+model.Tag+" lacks")
		}
	}
	return list
}

// placeholders are the distinct ones of a text.
func placeholders(text string) []string {
	return slices.Compact(slices.Sorted(slices.Values(placeholder.FindAllString(text, -1))))
}

func TestLanguagesSayTheSame(t *testing.T) {
	all := Languages()
	if got := strings.Join(Tags(), " "); got != "en ar es uk zh" {
		t.Fatalf("the languages are %s", got)
	}
	for _, l := range all {
		if pluralsOf[l.Tag] == nil {
			t.Errorf("%s has no plural rules", l.Tag)
		}
		if l.Name == "" || (l.Direction != "ltr" && l.Direction != "rtl") {
			t.Errorf("%s is called %q and written %q", l.Tag, l.Name, l.Direction)
		}
		for _, complaint := range complaints(l, all[0]) {
			t.Error(complaint)
		}
	}
}

func TestLanguagesCheckComplains(t *testing.T) {
	model, err := readLanguage("en", []byte(`{"a": {"x": "{n} of {m}", "y": "y"}, "c": {"one": "{n} event of {m}", "other": "{n} events of {m}"}}`))
	if err != nil {
		t.Fatal(err)
	}
	l, err := readLanguage("es", []byte(`{"a": {"x": "{n}", "z": ""}, "c": {"one": "{n} {k}", "few": "{m}", "other": "{n} {m}"}}`))
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(slices.Sorted(slices.Values(complaints(l, model))), "\n")
	for _, want := range []string{"es a.x has {n} and not {m}{n}", "es lacks a.y", "es has a.z", "es c has the plurals", "es c.one has {k}", "es c.one lacks {m}"} {
		if !strings.Contains(got, want) {
			t.Errorf("the check does not say %q:\n%s", want, got)
		}
	}
}

func TestAcceptLanguage(t *testing.T) {
	for header, want := range map[string]string{
		"":                           "en",
		"uk":                         "uk",
		"uk-UA,uk;q=0.9,en;q=0.8":    "uk",
		"de, ar;q=0.3, es;q=0.5":     "es",
		"de":                         "en",
		"zh-Hans-CN;q=0.7,*;q=0.1":   "zh",
		"es;q=0, ar;q=0.1":           "ar",
		"es;q=2, ar;q=x, uk;q=0.001": "uk",
	} {
		if got := Accepted(header).Tag; got != want {
			t.Errorf("%q is %s, want %s", header, got, want)
		}
	}
}

func TestPlurals(t *testing.T) {
	for tag, want := range map[string]string{
		"en": "other one other other other other other other",
		"uk": "many one few many many one many many",
		"ar": "zero one two few many many other many",
		"zh": "other other other other other other other other",
	} {
		var got []string
		for _, n := range []int{0, 1, 2, 5, 11, 21, 100, 111} {
			got = append(got, plural(tag, n))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%s: %v, want %s", tag, got, want)
		}
	}
}
