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
			if c := publicLinks()[table]; c != "" && !v.private {
				b.WriteString("_public")
				if !slices.Contains(met, table) {
					met = append(met, table)
					then = append(then, cond{sql: table + "_public AS NOT MATERIALIZED (" + c + ")"})
				}
			}
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
			columns, shown := v.shown(l, "")
			return cond{"SELECT " + columns + " FROM " + l.name + " WHERE since <= ?" + shown + " UNION ALL SELECT " + columns + " FROM " + l.name + "_past WHERE since <= ? AND until > ?" + shown, []any{v.asOf, v.asOf, v.asOf}}
		}
	}
	return held
})

// publicLinks has, for each table of links that may be there by way of something
// private, those that are not.
var publicLinks = sync.OnceValue(func() map[string]string {
	links := map[string]string{}
	anybody := &View{}
	for _, l := range []linkTable{eventActors, eventPlaces, actorAffiliations, placeAncestorsTable} {
		columns, shown := anybody.shown(l, "")
		links[l.name] = "SELECT " + columns + " FROM " + l.name + " WHERE" + strings.TrimPrefix(shown, " AND")
	}
	return links
})

// shown are the columns of links as the reader may see them, and the condition
// that he may, behind AND: none of a link that is there by way of something private
// only, and of its roles those that are there without.
func (v *View) shown(l linkTable, prefix string) (columns, condition string) {
	names := l.names()
	for i, name := range names {
		names[i] = prefix + name
		switch {
		case v.private:
		case name == "all_roles":
			names[i] = prefix + "public_roles AS all_roles"
			condition = " AND " + prefix + "public_roles <> 0"
		case name == "public":
			condition = " AND " + prefix + "public = 1"
		}
	}
	return strings.Join(names, ", "), condition
}

// rowsThen is what the table of a resource held.
func (v *View) rowsThen(s *schema) cond {
	past := v.stillVisible(cond{"SELECT " + s.columns + " FROM " + s.table + "_past WHERE since <= ? AND until > ?", []any{v.asOf, v.asOf}}, s, "n")
	return cond{"SELECT " + s.columns + " FROM " + s.table + " WHERE " + v.dialect.unindexed("since") + " <= ? UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}
}

// linksThen is what a table held of the links of a resource's records.
func (v *View) linksThen(s *schema, l linkTable) cond {
	columns, shown := v.shown(l, "")
	past := v.stillVisible(cond{"SELECT " + columns + " FROM " + l.name + "_past WHERE since <= ? AND until > ?" + shown, []any{v.asOf, v.asOf}}, s, l.owner)
	columns, shown = v.shown(l, "x.")
	return cond{"SELECT " + columns + " FROM " + l.name + " x JOIN " + s.table + " o ON o.n = x." + l.owner + " WHERE " + v.dialect.unindexed("o."+l.since) + " <= ?" + shown + " UNION ALL " + past.sql, append([]any{v.asOf}, past.args...)}
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
