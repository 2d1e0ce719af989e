package evidence

import (
	"cmp"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Margin is a sentence of a source's text with what a document makes of it.
type Margin struct {
	Sentence
	Line       int      // of the text, from 0 on: what stands in one line is a paragraph
	Events     []string // the ids of those that cite a word of it, or whose quotes do, each once
	NotFactual bool     // the source says so of a word of it
	Covered    bool     // at least half of it is cited or not factual, as Verify counts
}

// Margins are the sentences of a source's text, with what the events of a document
// and the source itself say of each. A citation that the text contradicts counts for
// nothing, and neither does one of the source alone.
func Margins(doc *timeline.Document, source string, t *Text) []Margin {
	m := margins{text: t, source: source, list: inLines(t.text)}
	for i := range doc.Events {
		e := &doc.Events[i]
		m.cite(e.ID, e.Citations)
		for _, q := range e.Quotes {
			m.cite(e.ID, q.Citations)
		}
	}
	for i := range doc.Sources {
		if s := &doc.Sources[i]; s.ID == source {
			m.each(s.NotFactual, func(at *Margin) { at.NotFactual = true })
		}
	}
	i := 0
	t.eachSentence(m.spans, func(_ Sentence, covered bool) {
		m.list[i].Covered = covered
		i++
	})
	return m.list
}

type margins struct {
	text   *Text
	source string
	list   []Margin
	spans  []cited
}

func inLines(text string) []Margin {
	var list []Margin
	line, at := 0, 0
	runes := []rune(text)
	for _, s := range Sentences(text) {
		for ; at < s.Start; at++ {
			if isLineBreak(runes[at]) {
				line++
			}
		}
		list = append(list, Margin{Sentence: s, Line: line})
	}
	return list
}

func (m *margins) cite(event string, citations []timeline.Citation) {
	m.each(citations, func(at *Margin) {
		if !slices.Contains(at.Events, event) {
			at.Events = append(at.Events, event)
		}
	})
}

// each visits the sentences that citations of the source have a word of.
func (m *margins) each(citations []timeline.Citation, visit func(at *Margin)) {
	for _, ct := range citations {
		if ct.Source != m.source {
			continue
		}
		found, contradiction := m.text.Resolve(ct)
		if contradiction != nil || !found.Placed() {
			continue
		}
		m.spans = append(m.spans, cited{start: found.Start, end: found.End})
		first, _ := slices.BinarySearchFunc(m.list, found.Start, func(at Margin, start int) int { return cmp.Compare(at.End, start+1) })
		for i := first; i < len(m.list) && m.list[i].Start < found.End; i++ {
			visit(&m.list[i])
		}
	}
}
