package page

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"example.org/dateline/internal/datewords"
	"example.org/dateline/web/locales"
)

// Language is one of those that the pages speak. It does not change, and is
// safe for use by several goroutines.
type Language struct {
	Tag       string // BCP 47
	Name      string // in itself
	Direction string // ltr or rtl
	dates     *datewords.Locale
	texts     map[string]string
	counted   map[string]map[string]string // texts that depend on a number, by plural category
}

// RTL reports whether the language is written from right to left.
func (l *Language) RTL() bool { return l.Direction == "rtl" }

var load = sync.OnceValues(readLanguages)

// Languages are all there are, the default first.
func Languages() []*Language {
	all, err := load()
	if err != nil {
		panic(err) // the files are part of the program
	}
	return all
}

// LanguageOf is the language with a tag, or with the tag's first part.
func LanguageOf(tag string) (*Language, bool) {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	for _, l := range Languages() {
		if l.Tag == primary {
			return l, true
		}
	}
	return nil, false
}

// Tags are the languages' tags.
func Tags() []string {
	var tags []string
	for _, l := range Languages() {
		tags = append(tags, l.Tag)
	}
	return tags
}

// Accepted is the language that an Accept-Language header likes best (RFC
// 9110, section 12.5.4), the default when it likes none that there is.
func Accepted(header string) *Language {
	best, quality := Languages()[0], 0.0
	for element := range strings.SplitSeq(header, ",") {
		tag, rest, _ := strings.Cut(element, ";")
		q := 1.0
		if name, value, ok := strings.Cut(strings.TrimSpace(rest), "="); ok && strings.EqualFold(name, "q") {
			n, err := strconv.ParseFloat(value, 64)
			if err != nil || !(n >= 0 && n <= 1) {
				continue
			}
			q = n
		}
		if l, ok := LanguageOf(strings.TrimSpace(tag)); ok && q > quality {
			best, quality = l, q
		}
	}
	return best
}

func readLanguages() ([]*Language, error) {
	names, err := fs.Glob(locales.Files, "*.json")
	if err != nil {
		return nil, err
	}
	var all []*Language
	for _, name := range names {
		text, err := fs.ReadFile(locales.Files, name)
		if err != nil {
			return nil, err
		}
		l, err := readLanguage(strings.TrimSuffix(path.Base(name), ".json"), text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if l.Tag == "en" {
			all = slices.Insert(all, 0, l)
		} else {
			all = append(all, l)
		}
	}
	return all, nil
}

func readLanguage(tag string, text []byte) (*Language, error) {
	var tree map[string]any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	l := &Language{Tag: tag, texts: map[string]string{}, counted: map[string]map[string]string{}}
	if err := l.add("", tree); err != nil {
		return nil, err
	}
	words, ok := datewords.For(tag)
	if !ok {
		return nil, fmt.Errorf("%s has no words for dates", tag)
	}
	l.dates = words
	l.Name, l.Direction = l.texts["language.name"], l.texts["language.direction"]
	return l, nil
}

// add flattens the file: dates.between, dates.months.0, page.events.one.
func (l *Language) add(key string, value any) error {
	switch value := value.(type) {
	case string:
		l.texts[key] = value
		return nil
	case []any:
		for i, item := range value {
			if err := l.add(key+"."+strconv.Itoa(i), item); err != nil {
				return err
			}
		}
		return nil
	case map[string]any:
		if _, plural := value["other"].(string); plural && categoriesOnly(value) {
			l.counted[key] = map[string]string{}
			for category, text := range value {
				l.counted[key][category] = fmt.Sprint(text)
			}
			return nil
		}
		for name, item := range value {
			if err := l.add(strings.TrimPrefix(key+"."+name, "."), item); err != nil {
				return err
			}
		}
		return nil
	}
	return fmt.Errorf("%s is neither a text, a list nor an object", key)
}

func categoriesOnly(value map[string]any) bool {
	for name := range value {
		if !slices.Contains(pluralCategories, name) {
			return false
		}
	}
	return len(value) > 0
}

// text is the text of a key that must be there.
func (l *Language) text(key string) string {
	s, ok := l.texts[key]
	if !ok {
		panic("page: no text " + key + " in " + l.Tag)
	}
	return s
}

// fill puts values, given as names and values in turn, into a text.
func (l *Language) fill(key string, values ...string) string {
	return fill(l.text(key), values...)
}

func fill(text string, values ...string) string {
	if len(values) == 0 {
		return text
	}
	pairs := make([]string, len(values))
	for i, v := range values {
		if i%2 == 0 {
			v = "{" + v + "}"
		}
		pairs[i] = v
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// count is a text that depends on a number, with the number and other values.
func (l *Language) count(key string, n int, values ...string) string {
	forms, ok := l.counted[key]
	if !ok {
		panic("page: no text " + key + " with plurals in " + l.Tag)
	}
	form, ok := forms[plural(l.Tag, n)]
	if !ok {
		form = forms["other"]
	}
	return fill(form, append(values, "n", l.number(int64(n)))...)
}

// word is a closed word of a record in the language, or the slug with spaces
// where the vocabulary is open and does not have it.
func (l *Language) word(group, slug string) string {
	if s, ok := l.texts["vocabulary."+group+"."+slug]; ok {
		return s
	}
	return strings.ReplaceAll(slug, "-", " ")
}

// number writes a whole number with its thousands set apart.
func (l *Language) number(n int64) string { return l.dates.Number(n) }

// capital begins a text with a capital, where the script has them.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if r == utf8.RuneError {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
