package page

import (
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"time"

	"example.org/dateline/internal/timeline"
)

// HistoryInput is what the history of a record is made from.
type HistoryInput struct {
	EditFrame
	Entity, ID string
	Called     string           // what the record is called now
	Tongue     Tongue           // of that
	Retracted  bool             // it stays as it is
	States     []HistoryState   // the newest first
	Before     *HistoryState    // the one before these; nil where there is none
	Names      Names            // what others are called
	Chosen     int              // the revision to which somebody asked to go back; 0 for none
	Reason     string           // as they filled it in
	Faults     []timeline.Fault // why that is not possible, in English
	Seen       int              // the revision that the record has now
}

// HistoryState is a record as a revision left it.
type HistoryState struct {
	timeline.Change
	Doc []byte // nil where the reader may not see it
}

// History is the page of what became of a record.
type History struct {
	HistoryInput
	Revisions []HistoryRevision
	Earlier   string // the address of what was before these; empty where there is nothing
	Latest    string // and of the newest; empty where these are
}

// HistoryRevision is a revision as the page shows it.
type HistoryRevision struct {
	timeline.Change
	When, Stamp string
	Differences []Difference
	Back        bool   // the record may be brought back to it
	Reason      string // that was filled in for that
	Asked       bool   // somebody asked for it, and it was not possible
	Why         string // the revision was made
}

// NewHistory makes it. The error says which state cannot be read.
func NewHistory(in HistoryInput) (*History, error) {
	p := &History{HistoryInput: in}
	l := in.Language
	p.Title = l.fill("history.title", "title", in.Called)
	path := "/edit/history/" + in.Entity + "/" + in.ID
	if len(in.States) > 0 && in.States[0].Revision < in.Seen {
		p.Latest = p.Link(path)
	}
	if in.Before != nil {
		p.Earlier = p.Link(path + "?before=" + strconv.Itoa(in.States[len(in.States)-1].Revision))
	}
	for i, s := range in.States {
		r := HistoryRevision{Change: s.Change, When: l.minuteOf(s.At), Stamp: s.At.UTC().Format(time.RFC3339), Why: s.Reason,
			Back: s.Doc != nil && !in.Retracted && s.Revision != in.Seen && !isTombstone(in.Entity, s.Doc)}
		if r.Asked = in.Chosen == s.Revision; r.Asked {
			r.Reason = in.Reason
		}
		before := in.before(i)
		if s.Doc != nil {
			var err error
			if r.Differences, err = l.Differences(in.Entity, before, s.Doc, in.Names); err != nil {
				return nil, err
			}
		}
		p.Revisions = append(p.Revisions, r)
	}
	return p, nil
}

// before is the document before a state; nil where there is none.
func (in *HistoryInput) before(i int) []byte {
	switch {
	case i+1 < len(in.States):
		return in.States[i+1].Doc
	case in.Before != nil:
		return in.Before.Doc
	}
	return nil
}

// isTombstone tells whether a state is that of a record that was taken back.
func isTombstone(resource string, doc []byte) bool {
	r, err := timeline.StoredRecord(resource, doc)
	return err != nil || r.Retraction() != nil
}

// Mentioned are the ids of the records that the page names, by their resource. The error
// is that of NewHistory.
func (in HistoryInput) Mentioned() (map[string][]string, error) {
	ids := map[string][]string{}
	in.Names = func(resource, id string) string {
		if !slices.Contains(ids[resource], id) {
			ids[resource] = append(ids[resource], id)
		}
		return ""
	}
	_, err := NewHistory(in)
	return ids, err
}

// TitleOf is what a stored document is called, and the language of that.
func TitleOf(doc []byte, id string) (string, Tongue) {
	var record struct{ Title, Name, Text, Language string }
	_ = json.Unmarshal(doc, &record) // a record without these has an id
	for _, title := range []string{record.Title, record.Name, record.Text} {
		if title != "" {
			return firstSentences(title, 120), TongueOf(record.Language)
		}
	}
	return id, Tongue{Dir: "auto"}
}

// Render writes it.
func (p *History) Render(w io.Writer) error { return render(w, "history", p.Language, p) }
