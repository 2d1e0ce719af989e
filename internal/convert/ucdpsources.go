package convert

import (
	"cmp"
	"regexp"
	"strings"

	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// article is one of the accounts in source_article: by whom, when and under which
// headline.
var article = regexp.MustCompile(`^(.+?),(\d{4}-\d{2}-\d{2}),(?s:(.*))$`)

// ucdpSources cites what a row rests on: articles in the form that UCDP has had since
// 2013, an address, or a name with nothing in it that may part two. Other words stay
// in the event's origin.
func ucdpSources(row *namedRow, e *timeline.Event, with *timeline.Row, homed *[]string) {
	cell := row.get("source_article")
	sources, columns := articlesIn(cell)
	switch {
	case len(sources) > 0:
		for column, said := range columns {
			if strings.Join(said, ";") == row.cell(row.header.index(column)) {
				*homed = append(*homed, column)
			}
		}
	case linkedSource(cell, "") != nil:
		sources = []*timeline.Source{linkedSource(cell, "")}
	case cell != "" && !strings.ContainsAny(cell, ",;:\n\r\"") && len(cell) <= timeline.MaxTitle:
		sources = []*timeline.Source{namedSource(inOneLine(cell))}
	default:
		return
	}
	*homed = append(*homed, "source_article")
	for _, s := range sources {
		e.Citations, with.Parts = cite(e.Citations, with.Parts, s)
	}
}

// articlesIn are the articles in a cell, all of which have the form, and what other
// columns say of them apart.
func articlesIn(cell string) (sources []*timeline.Source, columns map[string][]string) {
	columns = map[string][]string{}
	if len(cell) < 2 || cell[0] != '"' || cell[len(cell)-1] != '"' || strings.Count(cell, `";"`) >= maxListed {
		return nil, nil
	}
	for piece := range strings.SplitSeq(cell[1:len(cell)-1], `";"`) {
		m := article.FindStringSubmatch(piece)
		if m == nil {
			return nil, nil
		}
		day, err := edtf.Parse(m[2])
		if err != nil {
			return nil, nil
		}
		office, headline := inOneLine(m[1]), inOneLine(m[3])
		title := headline
		if strings.Trim(headline, ". ") == "" {
			title = office
		}
		if title == "" {
			return nil, nil
		}
		sources = append(sources, &timeline.Source{
			ID:    slugOf(cmp.Or(office, title)+" "+headline, maxLinkSlug) + "-" + digest(office + "\n" + m[2] + "\n" + headline)[:8],
			Title: timeline.Clip(title, timeline.MaxTitle), Publisher: timeline.Clip(office, timeline.MaxTitle),
			Published: &timeline.Date{EDTF: day, Basis: "stated"},
		})
		columns["source_office"] = append(columns["source_office"], m[1])
		columns["source_date"] = append(columns["source_date"], m[2])
		columns["source_headline"] = append(columns["source_headline"], m[3])
	}
	return sources, columns
}
