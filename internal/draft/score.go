package draft

import (
	"encoding/json"
	"fmt"
	"strings"
)

// Marks are what a person has marked in a text, to measure a draft by.
type Marks struct {
	Published  string            `json:"published"`
	Language   string            `json:"language"`
	Dates      []MarkedDate      `json:"dates"`
	Quotations []MarkedQuotation `json:"quotations"`
}

// MarkedDate is a date that the text says, as EDTF.
type MarkedDate struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Exact string `json:"exact"`
	EDTF  string `json:"edtf"`
}

// MarkedQuotation is what somebody says; Speaker is empty where the text does not
// tell who, and has a bar between two ways to name one.
type MarkedQuotation struct {
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Exact   string `json:"exact"`
	Speaker string `json:"speaker"`
}

// ReadMarks reads marks in JSON and holds them to their text.
func ReadMarks(data []byte, text string) (*Marks, error) {
	var m Marks
	if err := json.Unmarshal(data, &m); err != nil {
		return nil, err
	}
	runes := []rune(text)
	check := func(start, end int, exact string) error {
		if start < 0 || end > len(runes) || start > end || string(runes[start:end]) != exact {
			return fmt.Errorf("the text does not have %q from %d to %d", exact, start, end)
		}
		return nil
	}
	for _, d := range m.Dates {
		if err := check(d.Start, d.End, d.Exact); err != nil {
			return nil, err
		}
	}
	for _, q := range m.Quotations {
		if err := check(q.Start, q.End, q.Exact); err != nil {
			return nil, err
		}
	}
	return &m, nil
}

// Tally counts what was marked, what a draft has, and what is in both.
type Tally struct {
	Marked, Found, Right int
	Missed, Wrong        []string // of marked, and of found
}

// Recall is the part of what is marked that is found; Precision is the part of what
// is found that is right. Both are 1 where there is nothing.
func (t *Tally) Recall() float64 { return ratio(t.Right, t.Marked) }

// Precision is as Recall says.
func (t *Tally) Precision() float64 { return ratio(t.Right, t.Found) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

// Add adds another text's.
func (t *Tally) Add(o Tally) {
	t.Marked, t.Found, t.Right = t.Marked+o.Marked, t.Found+o.Found, t.Right+o.Right
	t.Missed, t.Wrong = append(t.Missed, o.Missed...), append(t.Wrong, o.Wrong...)
}

// ScoreDates compares dates: one is right where it overlaps a marked one and has
// the same EDTF. A date without one is no finding.
func (m *Marks) ScoreDates(d *Draft) Tally {
	t := Tally{Marked: len(m.Dates)}
	used := make([]bool, len(m.Dates))
	for _, f := range d.Dates {
		if f.EDTF == "" {
			continue
		}
		t.Found++
		right := false
		for i, mark := range m.Dates {
			if !used[i] && mark.Start < f.End && f.Start < mark.End && mark.EDTF == f.EDTF {
				used[i], right = true, true
				t.Right++
				break
			}
		}
		if !right {
			t.Wrong = append(t.Wrong, fmt.Sprintf("%d–%d %q: %s (%s)", f.Start, f.End, f.Exact, f.EDTF, f.Derived))
		}
	}
	for i, mark := range m.Dates {
		if !used[i] {
			t.Missed = append(t.Missed, fmt.Sprintf("%d–%d %q: %s", mark.Start, mark.End, mark.Exact, mark.EDTF))
		}
	}
	return t
}

// ScoreQuotations compares quotations, which are right to the letter or not at all,
// and of those that are, the speakers that are marked.
func (m *Marks) ScoreQuotations(d *Draft) (quotations, speakers Tally) {
	quotations.Marked, quotations.Found = len(m.Quotations), len(d.Quotations)
	marked := map[[2]int]MarkedQuotation{}
	for _, mark := range m.Quotations {
		marked[[2]int{mark.Start, mark.End}] = mark
	}
	for _, q := range d.Quotations {
		at := [2]int{q.Start, q.End}
		mark, right := marked[at]
		if !right {
			quotations.Wrong = append(quotations.Wrong, fmt.Sprintf("%d–%d %q", q.Start, q.End, q.Exact))
			continue
		}
		quotations.Right++
		delete(marked, at)
		speakers.score(mark, q)
	}
	for _, mark := range m.Quotations {
		if _, missed := marked[[2]int{mark.Start, mark.End}]; missed {
			quotations.Missed = append(quotations.Missed, fmt.Sprintf("%d–%d %q", mark.Start, mark.End, mark.Exact))
		}
	}
	return quotations, speakers
}

func (t *Tally) score(mark MarkedQuotation, q Quotation) {
	if mark.Speaker == "" {
		return
	}
	t.Marked++
	if q.Speaker == nil {
		t.Missed = append(t.Missed, fmt.Sprintf("%q: %s", q.Exact, mark.Speaker))
		return
	}
	t.Found++
	for way := range strings.SplitSeq(strings.ToLower(mark.Speaker), "|") {
		if said := strings.ToLower(q.Speaker.Exact); strings.Contains(said, way) || strings.Contains(way, said) {
			t.Right++
			return
		}
	}
	t.Wrong = append(t.Wrong, fmt.Sprintf("%q: %s; it is %s", q.Exact, q.Speaker.Exact, mark.Speaker))
}
