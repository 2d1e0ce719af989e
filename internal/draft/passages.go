package draft

import (
	"cmp"
	"slices"

	"example.org/dateline/internal/evidence"
)

// passage is a run of sentences that makes one event.
type passage struct {
	span        Span
	first, last int // sentences
	dates       []Date
	quotations  []Quotation
	names       []Name
	stamp       *Date // at the head of its entry
}

// passages are the runs of sentences that say when something was or have
// somebody's words: a sentence each, and several where a quotation or a date goes
// over them, or where one goes on with the words of the one before.
func (d *Draft) passages() []passage {
	var list []passage
	add := func(first, last int, carried bool) *passage {
		if n := len(list) - 1; n >= 0 && (first <= list[n].last || carried && first == list[n].last+1) {
			list[n].last = max(list[n].last, last)
			return &list[n]
		}
		list = append(list, passage{first: first, last: last})
		return &list[len(list)-1]
	}
	dates, stamps := d.Dates, []Date{}
	dates = slices.DeleteFunc(slices.Clone(dates), func(f Date) bool {
		if f.Stamp {
			stamps = append(stamps, f)
		}
		return f.Stamp
	})
	for i, j := 0, 0; i < len(dates) || j < len(d.Quotations); {
		if j == len(d.Quotations) || i < len(dates) && dates[i].Start < d.Quotations[j].Start {
			first, last := d.sentencesOf(dates[i].Span)
			p := add(first, last, false)
			p.dates = append(p.dates, dates[i])
			i++
			continue
		}
		q := d.Quotations[j]
		first, last := d.sentencesOf(q.Span)
		p := add(first, last, q.Speaker != nil && q.Speaker.Carried)
		p.quotations = append(p.quotations, q)
		j++
	}
	for i := range list {
		d.complete(&list[i], stamps)
	}
	return list
}

// sentencesOf are the first and the last sentence that a span touches.
func (d *Draft) sentencesOf(s Span) (first, last int) {
	at := func(offset int) int {
		i, found := slices.BinarySearchFunc(d.Sentences, offset, func(s Span, at int) int { return cmp.Compare(s.Start, at) })
		if !found {
			i--
		}
		return max(i, 0)
	}
	return at(s.Start), at(s.End - 1)
}

func (d *Draft) complete(p *passage, stamps []Date) {
	start, end := d.Sentences[p.first].Start, d.Sentences[p.last].End
	words := d.between(start, end)
	p.span = Span{Start: start, End: end, Exact: words, SHA256: evidence.Digest(words)}
	from, _ := slices.BinarySearchFunc(d.Names, start, func(n Name, at int) int { return cmp.Compare(n.Start, at) })
	for _, n := range d.Names[from:] {
		if n.Start >= end {
			break
		}
		p.names = append(p.names, n)
	}
	for i := range stamps {
		if stamps[i].Start <= start {
			p.stamp = &stamps[i]
		}
	}
}

// between is the text from one code point to before another.
func (d *Draft) between(start, end int) string {
	return string(d.runes[start:end])
}
