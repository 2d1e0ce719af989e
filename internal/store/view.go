package store

import (
	"cmp"
	"context"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// view is the data as somebody reads it: as it is or as it was after a change,
// with private stories or without them. Every read asks through one.
//
// Statements name tables as they are now. In a view of the past each of them is
// replaced by what it held then: its rows that are old enough, and those of its
// table of the past that were there.
type view struct {
	ctx     context.Context
	db      *gorm.DB
	dialect dialect
	asOf    int64 // the change after which; present for now
	private bool
	told    bool // a view of the past for all that was public then, also where it is private now
}

const present = -1

// look runs fn on a view that no write changes meanwhile: of the moment that a
// query asks for, or else of the store's.
func (s *Store) look(ctx context.Context, moment *timeline.Moment, fn func(v *view) error) error {
	return s.read.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		v := &view{ctx: ctx, db: tx, dialect: s.dialect, asOf: present, private: s.private}
		if moment = cmp.Or(moment, s.moment); moment != nil {
			if err := v.goTo(*moment); err != nil {
				return err
			}
		}
		return fn(v)
	}, s.dialect.snapshot())
}

// present is a view of the present for a read of one statement.
func (s *Store) present(ctx context.Context) *view {
	return &view{ctx: ctx, db: s.read.WithContext(ctx), dialect: s.dialect, asOf: present, private: s.private}
}

// goTo takes the view to a moment of the log. A change that has yet to be made
// is refused with code InvalidParameter: what it will show is not known.
func (v *view) goTo(m timeline.Moment) error {
	if m.At.IsZero() {
		last, err := v.last()
		if err != nil {
			return err
		}
		if m.Seq > last {
			return notYet(timeline.AsOfParameter, last)
		}
		v.asOf = m.Seq
		return nil
	}
	var asOf int64
	err := scanOne(v.db.Raw("SELECT coalesce(max(seq), 0) FROM changes WHERE at <= ?", m.At.UnixMicro()), &asOf)
	v.asOf = asOf
	return translate(err, "find the change at an instant")
}

// public is the condition that a named record may be seen. d names its table.
func (v *view) public(d string) cond {
	if v.private {
		return cond{sql: d + ".public IN (0, 1)"}
	}
	return cond{sql: d + ".public = 1"}
}

// states is the condition that a dated record may be seen and is in a list.
func (v *view) states(d string, retracted bool) cond {
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

// seen is the condition that a record of a table may be read by its id.
func (v *view) seen(table, d string) cond {
	if table == "events" || table == "quotes" {
		return v.states(d, true)
	}
	return v.public(d)
}

// raw is a statement on the view.
func (v *view) raw(statement string, args ...any) *gorm.DB {
	if v.asOf == present {
		return v.db.Raw(statement, args...)
	}
	var then []cond
	met := map[string]bool{}
	statement = tableNames.ReplaceAllStringFunc(statement, func(named string) string {
		verb, table, _ := strings.Cut(named, " ")
		held, kept := v.then(table)
		if !kept {
			return named
		}
		if !met[table] {
			met[table] = true
			then = append(then, cond{table + "_then AS NOT MATERIALIZED (" + held.sql + ")", held.args})
		}
		return verb + " " + table + "_then"
	})
	statement = strings.ReplaceAll(statement, asNow, "")
	if len(then) > 0 {
		c := joined(then, ", ")
		statement, args = "WITH "+c.sql+" "+statement, slices.Concat(c.args, args)
	}
	return v.db.Raw(statement, args...)
}

// tableNames finds where a statement names a table.
var tableNames = regexp.MustCompile(`\b(?:FROM|JOIN) [a-z_]+`)

// asNow keeps a table's name from being replaced.
const asNow = "/*now*/"

// then is what a table held. What has become private since is left out for
// those who may not see it now.
func (v *view) then(table string) (held cond, kept bool) {
	if columns, ok := versioned[table]; ok {
		past := cond{"SELECT " + columns + " FROM " + table + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf}}
		if c := v.seen(table, "now"); !v.private && !v.told {
			past.sql += " AND n IN (SELECT now.n FROM " + table + " now WHERE " + c.sql + ")"
			past.args = append(past.args, c.args...)
		}
		return cond{"SELECT " + columns + " FROM " + table + " WHERE " + v.dialect.unindexed("since") + " <= ? UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}, true
	}
	for owner, links := range ownedLinks {
		for _, l := range links {
			if l.name != table {
				continue
			}
			past := cond{"SELECT " + l.columns + " FROM " + table + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf}}
			if c := v.seen(owner, "now"); !v.private && !v.told {
				past.sql += " AND " + l.owner + " IN (SELECT now.n FROM " + owner + " now WHERE " + c.sql + ")"
				past.args = append(past.args, c.args...)
			}
			columns := "x." + strings.ReplaceAll(l.columns, ", ", ", x.")
			return cond{"SELECT " + columns + " FROM " + table + " x JOIN " + owner + " o ON o.n = x." + l.owner + " WHERE " + v.dialect.unindexed("o."+l.since) + " <= ? UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}, true
		}
	}
	if l, ok := datedLinks[table]; ok {
		return cond{"SELECT " + l.columns + " FROM " + table + " WHERE since <= ? UNION ALL SELECT " + l.columns + " FROM " + table + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf, v.asOf}}, true
	}
	for _, t := range holdingTables {
		if t.name == table {
			return cond{"SELECT story, " + t.column + ", position FROM " + table + " WHERE since <= ?", []any{v.asOf}}, true
		}
	}
	return cond{}, false
}

// found are the numbers of the records of a table whose words match.
func (v *view) found(table string, m match) cond {
	fts := table + "_fts"
	condition, arg := v.dialect.matches(fts, m)
	if v.asOf == present {
		return cond{"SELECT rowid FROM " + fts + " WHERE " + condition, []any{arg}}
	}
	past := table + "_past"
	before, _ := v.dialect.matches(past+"_fts", m)
	return cond{"SELECT " + fts + ".rowid FROM " + fts + " JOIN " + asNow + table + " o ON o.n = " + fts + ".rowid WHERE o.since <= ? AND " + condition +
		" UNION ALL SELECT o.n FROM " + past + "_fts JOIN " + past + " o ON o.v = " + past + "_fts.rowid WHERE o.since <= ? AND o.until > ? AND " + before,
		[]any{v.asOf, arg, v.asOf, v.asOf, arg}}
}
