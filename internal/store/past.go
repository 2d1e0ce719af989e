package store

import (
	"slices"
	"strings"
	"sync"

	"gorm.io/gorm"
)

// Statements of a view name each table in braces: `SELECT … FROM {events} d`.
// In a view of the present that is the table. In a view of the past it is what
// the table held then: its rows that are old enough, and those of its table of
// the past that were there. So the present never pays for the past.

// raw is a statement on the view. A table in braces that no row of resources knows
// is a mistake in the program: it panics.
func (v *View) raw(statement string, args ...any) *gorm.DB {
	var b strings.Builder
	var then []cond
	var met []string
	for rest := statement; ; {
		head, tail, found := strings.Cut(rest, "{")
		b.WriteString(head)
		if !found {
			break
		}
		table, after, closed := strings.Cut(tail, "}")
		held := heldThen()[table]
		if held == nil || !closed {
			panic("store: no table {" + table + "} in " + statement)
		}
		rest = after
		b.WriteString(table)
		if v.asOf == present {
			continue
		}
		b.WriteString("_then")
		if !slices.Contains(met, table) {
			met = append(met, table)
			c := held(v)
			then = append(then, cond{table + "_then AS NOT MATERIALIZED (" + c.sql + ")", c.args})
		}
	}
	statement = b.String()
	if len(then) > 0 {
		c := joined(then, ", ")
		statement, args = "WITH "+c.sql+" "+statement, slices.Concat(c.args, args)
	}
	return v.db.Raw(statement, args...)
}

// heldThen has, for each table that a view may name, what it held at the view. It is
// put together when first asked for: the schemas are there then.
var heldThen = sync.OnceValue(func() map[string]func(v *View) cond {
	held := map[string]func(v *View) cond{}
	for _, n := range resources {
		s := n.schema()
		held[s.table] = func(v *View) cond { return v.rowsThen(s) }
		for _, l := range s.links {
			held[l.name] = func(v *View) cond { return v.linksThen(s, l) }
		}
		if m := s.membership; m != nil {
			held[m.table] = func(v *View) cond {
				return cond{"SELECT story, " + m.column + ", position FROM " + m.table + " WHERE since <= ?", []any{v.asOf}}
			}
		}
	}
	for _, l := range datedLinks {
		held[l.name] = func(v *View) cond {
			return cond{"SELECT " + l.columns + " FROM " + l.name + " WHERE since <= ? UNION ALL SELECT " + l.columns + " FROM " + l.name + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf, v.asOf}}
		}
	}
	return held
})

// rowsThen is what the table of a resource held.
func (v *View) rowsThen(s *schema) cond {
	past := v.stillVisible(cond{"SELECT " + s.columns + " FROM " + s.table + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf}}, s, "n")
	return cond{"SELECT " + s.columns + " FROM " + s.table + " WHERE " + v.dialect.unindexed("since") + " <= ? UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}
}

// linksThen is what a table held of the links of a resource's records.
func (v *View) linksThen(s *schema, l linkTable) cond {
	past := v.stillVisible(cond{"SELECT " + l.columns + " FROM " + l.name + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf}}, s, l.owner)
	columns := "x." + strings.ReplaceAll(l.columns, ", ", ", x.")
	return cond{"SELECT " + columns + " FROM " + l.name + " x JOIN " + s.table + " o ON o.n = x." + l.owner + " WHERE " + v.dialect.unindexed("o."+l.since) + " <= ? UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}
}

// stillVisible leaves out of a statement on the past what has become private
// since, for those who may not see it now. column holds the record's number.
func (v *View) stillVisible(past cond, s *schema, column string) cond {
	if v.private || v.formerlyPublic {
		return past
	}
	c := v.visible(s, "now")
	return cond{past.sql + " AND " + column + " IN (SELECT now.n FROM " + s.table + " now WHERE " + c.sql + ")", append(past.args, c.args...)}
}

// matching are the numbers of the records of a resource whose words match.
func (v *View) matching(s *schema, m match) cond {
	fts := s.table + "_fts"
	condition, arg := v.dialect.matches(fts, m)
	if v.asOf == present {
		return cond{"SELECT rowid FROM " + fts + " WHERE " + condition, []any{arg}}
	}
	past := s.table + "_past"
	before, _ := v.dialect.matches(past+"_fts", m)
	return cond{"SELECT " + fts + ".rowid FROM " + fts + " JOIN " + s.table + " o ON o.n = " + fts + ".rowid WHERE o.since <= ? AND " + condition +
		" UNION ALL SELECT o.n FROM " + past + "_fts JOIN " + past + " o ON o.v = " + past + "_fts.rowid WHERE o.since <= ? AND o.until > ? AND " + before,
		[]any{v.asOf, arg, v.asOf, v.asOf, arg}}
}
