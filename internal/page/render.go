package page

import (
	"embed"
	"html"
	"html/template"
	"io"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

//go:embed templates
var templateFiles embed.FS

// kinds are the pages there are, each with its own templates over the base.
var kinds = []string{
	"story", "home", "problem", "embed", "explore", "docs",
	"bring",
	"copy",
	"desk",
	"devices",
	"discard",
	"doubles",
	"draftlinks",
	"history",
	"intake",
	"invitation",
	"look",
	"merge",
	"pictures",
	"publish",
	"published",
	"record",
	"records",
	"signin",
	"tokens",
	"work",
}

// partials are the templates that pages share.
var partials = []string{
	"templates/base.gohtml",
	"templates/sharing.gohtml",
	"templates/marks.gohtml",
	"templates/strip.gohtml",
	"templates/timeline.gohtml",
	"templates/media.gohtml",
	"templates/histogram.gohtml",
	"templates/edit.gohtml",
	"templates/conflict.gohtml",
	"templates/worksource.gohtml",
	"templates/devicetext.gohtml",
	"templates/workforms.gohtml",
	"templates/eventform.gohtml",
	"templates/suggestions.gohtml",
	"templates/differences.gohtml",
}

// render writes a page.
func render(w io.Writer, kind string, l *Language, view any) error {
	set, err := setOf(kind, l)
	if err != nil {
		return err
	}
	return set.ExecuteTemplate(w, "base", view)
}

// functions are what templates can call. Words are those of the language.
func functions(l *Language) template.FuncMap {
	return template.FuncMap{
		"t":       l.fill,
		"count":   func(key string, n int, values ...string) string { return l.count(key, n, values...) },
		"num":     func(n int) string { return l.number(int64(n)) },
		"word":    l.word,
		"slug":    func(s string) string { return strings.ReplaceAll(s, "-", " ") },
		"cap":     capital,
		"figure":  func(f timeline.Figure) string { return figure(l, f) },
		"asset":   assetPath,
		"escaped": html.EscapeString,
		"code":    codeText,
		"minus":   func(n int, m float64) string { return num(float64(n) - m) },
		"path":    func(s string) bool { return strings.HasPrefix(s, "/") && !strings.HasPrefix(s, "//") },
		"side":    func(side string, lines []Line) diffSide { return diffSide{side, lines} },
		"lanes":   func() []string { return []string{"done", "said", "judged"} },
	}
}

// codeText is code as text of a page. The template's own escaping makes five
// bytes of each quote, and JSON is full of them.
func codeText(s string) template.HTML {
	return template.HTML(strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;").Replace(s)) //nolint:gosec // for text alone, never inside a tag
}

// figure says a number as the source states it, with its range.
func figure(l *Language, f timeline.Figure) string {
	one := func(n *float64) string {
		whole, part, _ := strings.Cut(strconv.FormatFloat(*n, 'f', -1, 64), ".")
		i, err := strconv.ParseInt(whole, 10, 64)
		if err != nil {
			return strconv.FormatFloat(*n, 'g', -1, 64)
		}
		s := l.number(i)
		if part != "" {
			s += l.text("dates.decimal_separator") + part
		}
		return s
	}
	var said string
	if f.Value != nil {
		said = one(f.Value)
	}
	bounds := ""
	switch {
	case f.Low != nil && f.High != nil:
		bounds = l.fill("dates.span", "from", one(f.Low), "to", one(f.High))
	case f.Low != nil:
		bounds = "≥ " + one(f.Low)
	case f.High != nil:
		bounds = "≤ " + one(f.High)
	}
	switch {
	case said == "":
		said = bounds
	case bounds != "":
		said += " (" + bounds + ")"
	}
	if f.Unit != "" {
		said += " " + f.Unit
	}
	return said
}

// Render writes the page of a story.
func (s *Story) Render(w io.Writer) error { return render(w, "story", s.Language, s) }
