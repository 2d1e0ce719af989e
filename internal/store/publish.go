package store

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"example.org/dateline/internal/threeway"
	"example.org/dateline/internal/timeline"
)

// PublishOptions are what Publish may be told. A dry run reports what would happen.
type PublishOptions struct {
	UpdateOptions
	Seq        int64               // the last edit of the draft that the author has seen: one with others is refused, code Conflict; 0 takes any
	Visibility string              // of the story, where it is new; empty for what the draft says
	Decided    map[DraftField]bool // of fields that others have changed in the record, too: whether the draft's value is taken
}

// DraftField is a field of a record of a draft, by its JSON Pointer; the record
// itself where that is empty.
type DraftField struct{ Entity, ID, Pointer string }

// Publication is what publishing a draft has done, or would do.
type Publication struct {
	Draft     Draft
	Changes   []DraftChange // in the order in which they are written
	Faults    []DraftFault  // why nothing is published
	Conflicts []PublishConflict
	Warnings  []DraftWarning // what is perhaps wrong; known where there is neither fault nor conflict
	Reason    bool           // it changes what anybody may see, and needs a reason
	Report    *Report        // nil where nothing can be published
}

// Ready tells whether nothing stands against publishing.
func (p *Publication) Ready() bool { return len(p.Faults)+len(p.Conflicts) == 0 }

// DraftChange is a record as it is published and as it is to be.
type DraftChange struct {
	Entity, ID string          // as the draft has it
	As         string          // the id that it is published with
	Before     json.RawMessage // nil for a new record
	After      json.RawMessage // nil for one that is to be retracted
	Text       bool            // of a source: the draft has its text, too
}

// DraftFault is a mistake in a record of a draft.
type DraftFault struct {
	DraftField
	Message string
	Typed   string // what was typed there and is not understood; empty for other mistakes
}

// DraftWarning is what is perhaps wrong in a record of a draft.
type DraftWarning struct {
	DraftField
	Message, Hint string
}

// PublishConflict is a record of which the same fields were changed in the draft and
// in what is published since the draft was begun.
type PublishConflict struct {
	Entity, ID string
	Fields     []threeway.Conflict // mine is the draft's
}

// errUnfit ends a transaction in which something stands against publishing.
var errUnfit = errors.New("the draft cannot be published as it is")

// Publish writes every record of a story's draft, once, in one transaction that also
// drops the draft: all or nothing. Records that others have published since the draft
// took them are put together with it field by field. What is new gets a readable id.
//
// Where something stands against it, nothing is written and the publication says
// what; it is no error. A reason that is needed and missing is one, with code
// InvalidParameter, and so is a story without a draft, with code NotFound.
func (s *Store) Publish(ctx context.Context, story string, opts PublishOptions) (*Publication, error) {
	var p *publishing
	report, err := s.Update(ctx, opts.UpdateOptions, func(tx *Tx) (err error) {
		p = &publishing{tx: tx, opts: opts, out: &Publication{}, failed: map[string]bool{}, ids: map[string]string{}}
		if p.out.Draft, err = draftOf(tx.db, story); err != nil {
			return err
		}
		return p.run()
	})
	switch {
	case errors.Is(err, errUnfit):
		return p.out, nil
	case err != nil:
		return nil, err
	}
	p.out.Report = report
	p.warnings(report)
	if !opts.DryRun && !report.Changed() { // nothing differs, and so nothing was kept of the transaction
		err = s.DropDraft(ctx, story)
	}
	return p.out, err
}

// publishing is the publishing of a draft at work.
type publishing struct {
	tx      *Tx
	opts    PublishOptions
	out     *Publication
	pending []*pendingRecord
	texts   map[string]string // source → the text that it is to have
	ids     map[string]string // placeholder → the readable id
	failed  map[string]bool   // ids of records that cannot be written, as the draft has them and as they are to be
}

// pendingRecord is a record of a draft on its way.
type pendingRecord struct {
	DraftRecord
	as     string          // its id when it is published
	before json.RawMessage // as it is published
	record timeline.Record // as it is to be; nil for one that is to be retracted
	public bool            // anybody may see it
	failed bool
}

func (p *publishing) run() error {
	if p.opts.Seq != 0 && p.opts.Seq != p.out.Draft.Seq {
		return &timeline.Error{Code: timeline.Conflict, Message: "The draft has been edited since this page was made: look at it again, and publish it then."}
	}
	for _, step := range []func() error{p.read, p.name, p.decode, p.write, p.retract, p.settle} {
		if err := step(); err != nil {
			return err
		}
	}
	if !p.out.Ready() {
		return errUnfit
	}
	if p.opts.DryRun {
		return nil
	}
	if p.out.Reason && p.opts.Author.Reason == "" {
		return badToken("reason", "Published records change: say why, for the log that everybody may read.")
	}
	return p.tx.exec("drop a draft", "DELETE FROM drafts WHERE n = ?", p.out.Draft.n)
}

// fault notes what is wrong in a record, which is not written.
func (p *publishing) fault(r *pendingRecord, why error) error {
	te, ok := errors.AsType[*timeline.Error](why)
	if !ok || te.Code != timeline.InvalidRecord && te.Code != timeline.Conflict {
		return why
	}
	p.fail(r)
	faults := te.Faults
	if len(faults) == 0 {
		faults = []timeline.Fault{{Message: te.Message}}
	}
	for _, f := range faults {
		p.out.Faults = append(p.out.Faults, DraftFault{DraftField: DraftField{r.Entity, r.ID, f.Pointer}, Message: f.Message})
	}
	return nil
}

// fail notes that a record is not written, so that nothing is said of what names it.
func (p *publishing) fail(r *pendingRecord) {
	r.failed, p.failed[r.ID], p.failed[r.as] = true, true, true
}

// settle does what follows from all that was written, and tells what that shows to be
// wrong.
func (p *publishing) settle() error {
	if !p.out.Ready() {
		return nil
	}
	err := p.tx.reconcile()
	if err == nil || len(p.tx.contested) == 0 {
		return err
	}
	for _, r := range p.pending {
		if r.record == nil {
			continue
		}
		why := p.tx.contested[recordKey{r.Entity, r.as}]
		if e, ok := r.record.(*timeline.Event); ok {
			for i := range e.Quotes {
				why = timeline.Together(why, p.tx.contested[recordKey{quoteSchema.resource, e.Quotes[i].ID}])
			}
		}
		if why == nil {
			continue
		}
		if err := p.fault(r, why); err != nil {
			return err
		}
	}
	if p.out.Ready() {
		return fmt.Errorf("publish a draft: %w", err)
	}
	return nil
}

// warnings are those of the report, each at its record.
func (p *publishing) warnings(report *Report) {
	for _, w := range report.Warnings {
		if w.Line < 1 || w.Line > len(p.pending) {
			continue
		}
		r := p.pending[w.Line-1]
		p.out.Warnings = append(p.out.Warnings, DraftWarning{DraftField{r.Entity, r.ID, w.Pointer}, w.Message, w.Hint})
	}
}
