package store

import (
	"encoding/json"
	"slices"

	"example.org/dateline/internal/timeline"
)

// nameList is a list query on records that are kept by name, in the order of
// their folded names.
type nameList struct {
	schema *schema
	conds  []cond // on "d"
	search timeline.Search
	picked bool // by their ids, by which they are looked up
	never  bool
}

// ids adds the conditions on the records' own ids. One that was merged is found by
// either id.
func (l *nameList) ids(v *View, clauses []timeline.Clause, numbers func(ids []string) ([]int64, error)) error {
	for _, c := range clauses {
		if !c.Exclude {
			ids, err := v.ledIDs(l.schema, c.Values)
			if err != nil {
				return err
			}
			l.conds = append(l.conds, in("d.id", ids, false))
			continue
		}
		ns, err := numbers(c.Values)
		if err != nil {
			return err
		}
		if len(ns) > 0 {
			l.conds = append(l.conds, in("d.n", ns, true)) // which every index has
		}
	}
	l.picked = l.picked || picks(clauses)
	return nil
}

// where adds a condition on a column for each clause.
func (l *nameList) where(column string, clauses []timeline.Clause) {
	for _, c := range clauses {
		l.conds = append(l.conds, in("d."+column, c.Values, c.Exclude))
	}
}

// linked adds, for each clause, the condition that the record is linked to one
// of the ids named, whose numbers are looked up. exists is the start of a subquery that ends in a column.
func (l *nameList) linked(clauses []timeline.Clause, numbers func(ids []string) ([]int64, error), exists cond, column string) error {
	for _, c := range clauses {
		ns, err := numbers(c.Values)
		if err != nil {
			return err
		}
		if len(ns) == 0 {
			l.never = l.never || !c.Exclude
			continue
		}
		held := in(column, ns, false)
		held.sql, held.args = exists.sql+held.sql+")", slices.Concat(exists.args, held.args)
		if c.Exclude {
			held.sql = "NOT " + held.sql
		}
		l.conds = append(l.conds, held)
	}
	return nil
}

// listByName runs it: a page of documents, its successor's position and the total
// when asked.
func (v *View) listByName(l *nameList, p timeline.Paging, after *Position) (List, error) {
	out := List{}
	if p.Count {
		out.Total = new(int)
	}
	if l.never {
		return out, nil
	}
	public := "d.public"
	if l.picked {
		public = v.dialect.unindexed(public)
	}
	conds := append([]cond{v.publicBy(public), {sql: "d.retracted = 0"}}, l.conds...)
	if !l.search.IsZero() {
		found := v.matching(l.schema, match{terms: l.search.Terms, typed: true})
		conds = append(conds, cond{v.dialect.unindexed("d.n") + " IN (" + found.sql + ")", found.args})
	}
	if p.Count {
		c := and(conds)
		if err := scanOne(v.raw("SELECT count(*) FROM "+l.schema.from()+" d WHERE "+c.sql, c.args...), out.Total); err != nil {
			return out, translate(err, "count "+l.schema.table)
		}
	}
	if after != nil {
		conds = append(conds, cond{"(d.sort_name, d.n) > (?, ?)", []any{after.Text, after.N}})
	}
	c := and(conds)
	var keys []struct {
		K string
		N int64
	}
	statement := "SELECT d.sort_name AS k, d.n AS n FROM " + l.schema.from() + " d WHERE " + c.sql + " ORDER BY d.sort_name, d.n LIMIT ?"
	if err := v.raw(statement, append(c.args, p.Limit+1)...).Scan(&keys).Error; err != nil {
		return out, translate(err, "list "+l.schema.table)
	}
	if len(keys) > p.Limit {
		keys = keys[:p.Limit]
		last := keys[len(keys)-1]
		out.Next = &Position{Text: last.K, N: last.N}
	}
	ns := make([]int64, len(keys))
	for i, k := range keys {
		ns[i] = k.N
	}
	var err error
	out.Records, err = v.fetch(l.schema, ns)
	return out, err
}

// existsIn begins a subquery on a link table that joins the listed record.
func existsIn(table, column string) cond {
	return cond{sql: "EXISTS (SELECT 1 FROM {" + table + "} x WHERE x." + column + " = d.n AND "}
}

// listed runs a list query of a resource, as of the moment of its page.
func listed[Q any](v *View, q Q, p timeline.Paging, after *Position, selecting func(*View, Q) (*nameList, error)) (List, error) {
	v, err := v.at(p.AsOf)
	if err != nil {
		return List{}, err
	}
	l, err := selecting(v, q)
	if err != nil {
		return List{}, err
	}
	return v.listByName(l, p, after)
}

// eachNamed walks through a list query of a resource, as of a moment.
func eachNamed[Q any](v *View, q Q, asOf *timeline.Moment, selecting func(*View, Q) (*nameList, error), fn func(doc json.RawMessage) error) error {
	v, err := v.at(asOf)
	if err != nil {
		return err
	}
	l, err := selecting(v, q)
	if err != nil {
		return err
	}
	return walk(func(after *Position) (List, error) {
		return v.listByName(l, timeline.Paging{Limit: batch}, after)
	}, fn)
}
