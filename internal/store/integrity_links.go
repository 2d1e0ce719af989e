package store

import (
	"fmt"
	"slices"
	"strings"
)

// compareLinks compares the links of some records with those that they ought to have,
// and repairs them.
func (i *inspection) compareLinks(s *schema, owners []int64, ids map[int64]string, expected map[string]map[int64][][]any) error {
	if len(owners) == 0 {
		return nil
	}
	for _, l := range linksOf(s) {
		names, c := l.names(), in(l.owner, owners, false)
		there, err := i.rows("SELECT "+l.columns+" FROM "+l.name+" WHERE "+c.sql, names, c.args...)
		if err != nil {
			return err
		}
		has := map[int64][]string{}
		for _, r := range there {
			owner, _ := r.values[l.owner].(int64)
			values := make([]any, len(names))
			for at, name := range names {
				values[at] = r.values[name]
			}
			has[owner] = append(has[owner], spelled(values))
		}
		for _, owner := range owners {
			if err := i.compareLinksOf(s, l, owner, ids[owner], has[owner], expected[l.name][owner]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (i *inspection) compareLinksOf(s *schema, l linkTable, owner int64, id string, has []string, rows [][]any) error {
	want := make([]string, len(rows))
	for at, row := range rows {
		want[at] = spelled(row)
	}
	slices.Sort(has)
	slices.Sort(want)
	if slices.Equal(has, want) {
		return nil
	}
	missing := slices.DeleteFunc(slices.Clone(want), func(w string) bool { _, found := slices.BinarySearch(has, w); return found })
	extra := slices.DeleteFunc(slices.Clone(has), func(h string) bool { _, found := slices.BinarySearch(want, h); return found })
	what := fmt.Sprintf("its rows in %s are not what its document says: %d missing or otherwise, %d too many", l.name, len(missing), max(0, len(extra)-len(missing)))
	return i.mend(s.resource+" "+id, what, func() error {
		if err := i.exec("repair "+l.name, "DELETE FROM "+l.name+" WHERE "+l.owner+" = ?", owner); err != nil {
			return err
		}
		for _, row := range rows {
			i.inserts.add(l.name, l.names(), nil, row)
		}
		return i.flush()
	})
}

// spelled is a row as one text.
func spelled(values []any) string {
	parts := make([]string, len(values))
	for i, v := range values {
		parts[i] = shownValue(plain(v))
	}
	return strings.Join(parts, "\x00")
}

// strays checks that links belong to records that are there.
func (i *inspection) strays(l linkTable, s *schema) error {
	var count int64
	which := "NOT EXISTS (SELECT 1 FROM " + s.table + " d WHERE d.n = " + l.name + "." + l.owner + ")"
	if err := scanOne(i.db.Raw("SELECT count(*) FROM "+l.name+" WHERE "+which), &count); err != nil {
		return fmt.Errorf("read %s: %w", l.name, err)
	}
	if count == 0 {
		return nil
	}
	return i.mend(l.name, fmt.Sprintf("rows of no record: %d", count), func() error {
		return i.exec("repair "+l.name, "DELETE FROM "+l.name+" WHERE "+which)
	})
}
