package evidence

import (
	"fmt"

	"example.org/dateline/internal/timeline"
)

// Report is what Verify found.
type Report struct {
	Citations int // in the document
	Proved    int // citations whose words stand in the text as their digest says
	Unchecked int // citations of sources whose text was not given, or cannot be counted in

	Sentences int         // in the texts given
	Covered   int         // sentences that a record states or the source declares not factual
	Uncovered []Uncovered // the others, in the order of the texts

	Failures []Failure // of whole texts first, then in the order of the document
}

// OK reports whether nothing is wrong and no sentence is left out. What was
// not checked is no failure: see Unchecked.
func (r *Report) OK() bool { return len(r.Failures) == 0 && len(r.Uncovered) == 0 }

// Uncovered is a sentence of a source that no record cites.
type Uncovered struct {
	Source string // its id
	Sentence
}

// String names the sentence's place and its words.
func (u Uncovered) String() string {
	return fmt.Sprintf("%s %d–%d: no record cites %q", u.Source, u.Start, u.End, timeline.Clip(u.Text, 120))
}

// Failure is a record that the source's text does not bear out.
type Failure struct {
	Record     string // such as "event yermak-waltz-call"
	Source     string // the source's id
	Start, End int    // the span cited, in code points, end exclusive; both 0 where the whole text is at fault
	Message    string // what stands there instead, or what is wrong with the span
}

// String is the failure on one line.
func (f Failure) String() string {
	if f.Start == 0 && f.End == 0 {
		return fmt.Sprintf("%s: %s", f.Record, f.Message)
	}
	return fmt.Sprintf("%s, %s %d–%d: %s", f.Record, f.Source, f.Start, f.End, f.Message)
}
