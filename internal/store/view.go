package store

import (
	"context"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// ViewOptions say what a reader is shown. The zero value is what anybody may
// see of the present.
type ViewOptions struct {
	AsOf    *timeline.Moment // what the database held at a moment; nil for now
	Private bool             // private stories, and what only they hold, are shown too
	Origin  string           // scheme and host that the addresses of pictures kept here begin with; as records have them when empty
}

// View is the data as one reader sees it: as it is or as it was after a change,
// with private stories or without them. No write changes it while it is open.
// It belongs to the function that it was made for.
type View struct {
	ctx     context.Context
	db      *gorm.DB
	dialect dialect
	asOf    int64 // the change after which; present for now
	private bool
	origin  string
	index   *index // in memory, of the present; nil for none

	// past shows all that was public at asOf, also where it is private now.
	formerlyPublic bool
}

const present = -1

// View runs fn on a view of the data that no write changes meanwhile. What fn
// has not read when it returns cannot be read any more; its error is returned.
// A moment that has yet to come is refused with code InvalidParameter.
func (s *Store) View(ctx context.Context, opts ViewOptions, fn func(v *View) error) error {
	return s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		v, err := (&View{ctx: ctx, db: tx, dialect: s.dialect, asOf: present, private: opts.Private, origin: opts.Origin, index: &s.index}).at(opts.AsOf)
		if err != nil {
			return err
		}
		return fn(v)
	}, s.dialect.snapshot())
}

// Context is the one that the view was opened with: when it ends, so does every
// read.
func (v *View) Context() context.Context { return v.ctx }

// at is the view of a moment in the same snapshot; the view itself where there
// is none. A change that has yet to be made is refused: what it will show is
// not known.
func (v *View) at(m *timeline.Moment) (*View, error) {
	if m == nil {
		return v, nil
	}
	then := *v
	if m.At.IsZero() {
		last, err := v.last()
		if err != nil {
			return nil, err
		}
		if m.Seq > last {
			return nil, notYet(timeline.AsOfParameter, last)
		}
		then.asOf = m.Seq
		return &then, nil
	}
	err := scanOne(v.db.Raw("SELECT coalesce(max(seq), 0) FROM changes WHERE at <= ?", m.At.UnixMicro()), &then.asOf)
	return &then, translate(err, "find the change at an instant")
}

// public is the condition that a record kept by name may be seen. d names its
// table.
func (v *View) public(d string) cond { return v.publicBy(d + ".public") }

// publicBy is public for a statement that writes the column public as an expression.
func (v *View) publicBy(column string) cond {
	if v.private {
		return cond{sql: column + " IN (0, 1)"}
	}
	return cond{sql: column + " = 1"}
}

// states is the condition that a dated record may be seen and is in a list. d names
// its table, or one of its links.
func (v *View) states(d string, retracted bool) cond {
	switch {
	case v.private && retracted:
		return cond{d + ".state IN (?, ?, ?, ?)", []any{statePublic, stateRetract, statePrivate, statePrivate + stateRetract}}
	case v.private:
		return cond{d + ".state IN (?, ?)", []any{statePublic, statePrivate}}
	case retracted:
		return cond{d + ".state < ?", []any{statePrivate}}
	}
	return cond{d + ".state = ?", []any{statePublic}}
}

// visible is the condition that a record may be read by its id.
func (v *View) visible(s *schema, d string) cond {
	if s.dated {
		return v.states(d, true)
	}
	return v.public(d)
}
