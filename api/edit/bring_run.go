package edit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	lookPatience  = 5 * time.Minute  // for looking what a file would do, which keeps other writers waiting
	writePatience = 15 * time.Minute // for importing it; what was written until then stays

	shownEvents  = 50     // of those written, and of those that stay
	shownRejects = 100    // rows that can be mended
	shownNotes   = 100    // what the reader noticed
	mostRow      = 10_000 // bytes of a row that can be mended in a page
)

// bringState is what is kept of a file beside its bytes, between two looks at it.
type bringState struct {
	Name      string
	Form      page.BringForm
	Overwrite bool
	Mended    []intake.Mended
	Rows      []intake.Mended // those that are shown as rejected, by their places in Shown.Rejects
	Shown     page.Brought
}

func (st *bringState) text() (string, error) {
	text, err := json.Marshal(st)
	return string(text), err
}

// patient is a context for what takes longer than other requests, whose client waits.
func (s *server) patient(c *gin.Context, most time.Duration) (context.Context, func()) {
	return context.WithTimeout(c.Request.Context(), most)
}

// bring takes a file into the store, or looks at what that would do, and puts what came
// of it into st. Errors are those of intake.Import.File, and a fieldError of the mapping.
func (s *server) bring(ctx context.Context, me store.Session, st *bringState, file io.ReaderAt, size int64, dry bool) error {
	head := make([]byte, 512)
	n, err := file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if is := convert.Alien(head[:n]); is != "" {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: is}
	}
	b := bringing{state: st, shown: page.Brought{Done: !dry}}
	in := intake.Import{Store: s.Store, Clues: convert.Clues{Format: st.Form.Format}, Story: st.Form.Story, Title: st.Form.NewTitle, Overwrite: st.Overwrite, Most: s.mostBytes(), Mended: st.Mended,
		Reject: b.reject, Note: b.note, Mapped: b.mapped}
	in.Author, in.DryRun, in.Visibility, in.Listed = store.Author{Name: me.Person.Name, Reason: "import of " + st.Name}, dry, st.Form.Visibility, shownEvents
	in.Read.DayOrder, in.Read.Encoding = st.Form.DayOrder, st.Form.Encoding
	if strings.TrimSpace(st.Form.Mapping) != "" {
		if in.Read.Mapping, err = convert.ReadMapping([]byte(st.Form.Mapping)); err != nil {
			return fieldError{"mapping", err}
		}
	}
	report, err := in.File(ctx, st.Name, file, size)
	if _, own := errors.AsType[*intake.StoryError](err); own {
		st.Form.Into, st.Form.Story, in.Story = page.IntoOwn, "", ""
		report, err = in.File(ctx, st.Name, file, size)
	}
	if err != nil {
		return err
	}
	b.add(report)
	st.Shown, st.Rows = b.shown, b.rows
	return nil
}

// bringing is a file at work, and what is to be shown of it.
type bringing struct {
	state *bringState

	mu    sync.Mutex // rows are read while others are written
	shown page.Brought
	rows  []intake.Mended
}

// reject notes a row that cannot be taken. Of a row that was mended, the row as it was
// is known again by what it says now.
func (b *bringing) reject(e timeline.Entry, why error) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.shown.Rejected++
	if len(b.rows) == shownRejects {
		return nil
	}
	line := convert.Rejected(e, why)
	row := intake.Mended{RejectedLine: line, Now: line.Raw}
	for _, m := range b.state.Mended {
		if m.File == line.File && m.Line == line.Line && m.Now == line.Raw {
			row = m
		}
	}
	shown := page.BroughtRow{Key: fmt.Sprintf("row-%d", len(b.rows)), Line: line.Line, Reason: forPages.Replace(line.Reason), Header: strings.TrimSpace(line.Header), Now: row.Now, Long: len(row.Now) > mostRow}
	if line.File != b.state.Name {
		shown.File = line.File
	}
	b.rows = append(b.rows, row)
	b.shown.Rejects = append(b.shown.Rejects, shown)
	return nil
}

func (b *bringing) note(text string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.shown.Notes) < shownNotes {
		b.shown.Notes = append(b.shown.Notes, forPages.Replace(text))
	}
}

func (b *bringing) mapped(m *convert.Mapping) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.shown.Guessed == "" {
		b.shown.Guessed = string(m.YAML())
	}
}

// add puts what became of the records into what is shown.
func (b *bringing) add(r *store.Report) {
	s := &b.shown
	s.Created, s.Updated, s.Unchanged, s.Retracted = r.Created, r.Updated, r.Unchanged, r.Retracted
	s.Kept, s.Warned, s.Warnings = len(r.Kept), r.Warned, r.Warnings
	for _, l := range r.Events() {
		if len(s.Events) == shownEvents {
			break
		}
		s.Events = append(s.Events, page.BroughtEvent{Title: l.Event.Title, Date: l.Event.Date, Status: l.Event.Status, How: l.How, Fields: l.Fields})
	}
}

// mend takes what was typed over rejected rows. It keeps what was mended before, which
// is no reject any more and is in no form.
func (st *bringState) mend(typed func(key string) (string, bool)) {
	for i, row := range st.Rows {
		now, given := typed(st.Shown.Rejects[i].Key)
		now = unbroken(now)
		if !given || st.Shown.Rejects[i].Long || now == unbroken(row.Now) {
			continue
		}
		st.forget(row)
		row.Now = now
		st.Shown.Rejects[i].Now = now
		st.Rows[i] = row
		if now != unbroken(row.Raw) {
			st.Mended = append(st.Mended, row)
		}
	}
}

// forget takes a row out of those that were mended.
func (st *bringState) forget(row intake.Mended) {
	for i, m := range st.Mended {
		if m.File == row.File && m.Line == row.Line && m.Raw == row.Raw {
			st.Mended = append(st.Mended[:i], st.Mended[i+1:]...)
			return
		}
	}
}

// unbroken is a text with the line breaks of Unix: forms send others.
func unbroken(text string) string {
	return strings.TrimRight(strings.ReplaceAll(text, "\r\n", "\n"), "\n")
}
