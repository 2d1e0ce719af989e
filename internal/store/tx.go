package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Tx is a write transaction at work. It belongs to the function that it was made
// for, and is for one goroutine.
type Tx struct {
	ctx        context.Context
	db         *gorm.DB
	behind     *behind // what db writes meanwhile
	dialect    dialect
	author     Author
	began      int64 // the last change before this transaction
	seq        int64 // of the last change in the log, this transaction's included
	now        time.Time
	report     *Report
	visibility string // of new stories that say nothing of it
	showed     bool   // it changes what anybody might see before it
	touched    touched

	inserts  *inserts
	ahead    *ahead // nil where rows are worked out as they come
	lexicon  *lexicon
	numbers  map[string]int64           // table → the number to give out next
	absent   map[string]map[string]bool // table → ids that are known not to be there
	unmerged map[string]map[string]bool // table → ids that are known to be of no record that was merged into another
	known    known
	created  map[*schema]map[int64]bool // the sources, actors and places that are new, and whether they are as they came

	members membership // which story holds what
	cascade cascade    // what follows from changed records in others
	tallies tallies    // what stories come to
	warner  warner     // what is perhaps wrong

	rows    map[rowKey]*importedRow // events of the batch at hand that rows of a foreign file are of
	indexed bool                    // nothing is deferred
	parts   []timeline.Record       // what the row at hand tells of actors, places and sources
	ofRow   bool                    // a row is being written
	wrote   eventVersion            // the event that was put last

	spoken      map[string]string         // event → the language that it has of its own now, as far as it was asked for
	leading     bool                      // a document declares what was merged here
	inDocument  map[string]bool           // ids of the events that a document holds
	orphans     []orphan                  // quotes that their events have no more
	storyLogged map[int64]int64           // story → its last entry in the log, where this transaction made it
	filed       *filed                    // the spans that are there; nil where that is not known
	claims      []claim                   // spans that records cite anew
	early       map[recordKey]citing      // records that cite sources which come later
	contested   map[recordKey]error       // records that claim a span with another digest than is on file
	stand       map[recordKey]string      // where records stand in what is written; empty for what stands alone
	alone       recordKey                 // a quote that is written by itself, and not in its event
	merging     *merging                  // a merge at work on what names a record; nil for other writes
	settling    *settling                 // a text at work on what cites it; nil for other writes
	erasing     map[recordKey]*erasedPart // what is being erased
	decoded     map[int64]*timeline.Event // the events that are being rendered, as they were; nil where none are
}

// known is what a transaction has read of records, so that it need not read them
// again.
type known struct {
	stories map[string]storyRow
	actors  map[string]*knownActor
	places  map[string]*knownPlace
	sources map[string]sourceText
	topics  map[string]int64
	texts   heldTexts

	pictures map[string]bool // whether those that were asked for are kept here

	languages map[int64]string // of stories
	called    map[calledFor]string
}

// eventVersion is a revision of an event.
type eventVersion struct {
	n        int64
	revision int
}

func newKnown() known {
	return known{stories: map[string]storyRow{}, actors: map[string]*knownActor{}, places: map[string]*knownPlace{}, sources: map[string]sourceText{}, topics: map[string]int64{}, pictures: map[string]bool{},
		languages: map[int64]string{}, called: map[calledFor]string{}}
}

// size is how many records it remembers.
func (k known) size() int {
	return len(k.actors) + len(k.places) + len(k.sources) + len(k.topics) + len(k.called) + len(k.pictures)
}

func newTx(ctx context.Context, db *gorm.DB, d dialect, author Author, seq int64, now time.Time) *Tx {
	db, behind := withBehind(db)
	tx := &Tx{ctx: ctx, db: db, behind: behind, dialect: d, author: author, began: seq, seq: seq, now: now, report: newReport(), visibility: timeline.Public, touched: newTouched(), inserts: newInserts(), lexicon: newLexicon(),
		numbers: map[string]int64{}, absent: map[string]map[string]bool{}, unmerged: map[string]map[string]bool{}, known: newKnown(), created: map[*schema]map[int64]bool{}, storyLogged: map[int64]int64{}, stand: map[recordKey]string{}, early: map[recordKey]citing{}, contested: map[recordKey]error{}, spoken: map[string]string{}, rows: map[rowKey]*importedRow{}}
	tx.members, tx.cascade, tx.tallies = newMembership(tx), newCascade(tx), newTallies(tx)
	tx.warner = warner{tx: tx}
	return tx
}

// reconcile does what follows from all that was written: the order matters, as
// each step may give the next one something to do.
func (tx *Tx) reconcile() error {
	for _, step := range []func() error{tx.retractOrphans, tx.cascade.run, tx.members.reconcile, tx.cascade.settlePublished, tx.cascade.run, tx.cascade.visibility, tx.keepEarlySpans, tx.checkSpans, tx.flush, tx.tallies.write, tx.warner.reconcile} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// view is the data as this transaction has left it so far, whole.
func (tx *Tx) view() *View {
	return &View{ctx: tx.ctx, db: tx.db, dialect: tx.dialect, asOf: present, private: true}
}

// retraction is one made now.
func (tx *Tx) retraction() *timeline.Retraction {
	return &timeline.Retraction{Reason: tx.author.Reason, At: tx.now.Format(time.RFC3339Nano), By: tx.author.Name}
}

// numberFor hands out record numbers, in the order in which records come.
func (tx *Tx) numberFor(table string) (int64, error) {
	if tx.numbers[table] == 0 {
		var last int64
		if err := scanOne(tx.db.Raw("SELECT coalesce(max(n), 0) FROM "+table), &last); err != nil {
			return 0, fmt.Errorf("number a record of %s: %w", table, err)
		}
		tx.numbers[table] = last + 1
	}
	n := tx.numbers[table]
	tx.numbers[table]++
	return n, nil
}

// lookUp asks at once which of many ids are there, so that find need not ask for
// those that are not, and which of these were never merged into others.
func (tx *Tx) lookUp(s *schema, ids []string) error {
	absent, unmerged := make(map[string]bool, len(ids)), make(map[string]bool, len(ids))
	merged := "0"
	if s.membership != nil {
		merged = "CASE WHEN retracted = 1 AND replace(doc, '" + mergedMark + "', '') <> doc THEN 1 ELSE 0 END"
	}
	for start := 0; start < len(ids); start += maxValues {
		part := ids[start:min(start+maxValues, len(ids))]
		for _, id := range part {
			absent[id], unmerged[id] = true, true
		}
		c := in("id", part, false)
		var there []struct {
			ID     string
			Merged bool
		}
		if err := tx.db.Raw("SELECT id, "+merged+" = 1 AS merged FROM "+s.table+" WHERE "+c.sql, c.args...).Scan(&there).Error; err != nil {
			return fmt.Errorf("look up %s: %w", s.table, err)
		}
		for _, r := range there {
			delete(absent, r.ID)
			if r.Merged {
				delete(unmerged, r.ID)
			}
		}
	}
	tx.absent[s.table], tx.unmerged[s.table] = absent, unmerged
	return nil
}

func (tx *Tx) exec(doing, statement string, args ...any) error {
	if err := tx.ctx.Err(); err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	if err := tx.db.Exec(statement, args...).Error; err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}

// ints runs a statement that yields numbers.
func (tx *Tx) ints(doing, statement string, args ...any) ([]int64, error) {
	var ns []int64
	if err := tx.db.Raw(statement, args...).Scan(&ns).Error; err != nil {
		return nil, fmt.Errorf("%s: %w", doing, err)
	}
	return ns, nil
}
