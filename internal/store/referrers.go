package store

import (
	"errors"
	"fmt"
	"strings"

	"example.org/dateline/internal/timeline"
)

// referrer finds what refers to a record: a statement that yields the ids of
// records of a resource, but of none that is retracted. It is given the record's
// number and id, and its id as the fields that may hold it have it.
type referrer struct{ resource, statement string }

// maxReferrers is how many of those that refer to a record are named.
const maxReferrers = 5

// unreferenced refuses, with code Conflict, to retract a record that others
// refer to, and says which.
func (tx *Tx) unreferenced(s *schema, id string) error {
	st, err := tx.find(s, id)
	if err != nil {
		return err
	}
	args := map[string]any{"n": st.n, "id": id, "limit": maxReferrers + 1}
	for _, field := range []string{"source", "actor", "organization", "parent"} {
		args[field] = fmt.Sprintf(`"%s":"%s"`, field, id)
	}
	var listed []string
	more := false
	for _, r := range s.referrers {
		var ids []string
		if err := tx.db.Raw(r.statement+" ORDER BY 1 LIMIT @limit", args).Scan(&ids).Error; err != nil {
			return fmt.Errorf("find what refers to the %s %s: %w", s.resource, id, err)
		}
		for _, other := range ids {
			if more = more || len(listed) == maxReferrers; more {
				break
			}
			listed = append(listed, fmt.Sprintf("the %s %q", r.resource, other))
		}
	}
	if len(listed) == 0 {
		return nil
	}
	list := strings.Join(listed, ", ")
	if more {
		list += " and others"
	}
	return &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The %s %q is named by %s: change or retract these first.", s.resource, id, list)}
}

// importable refuses an imported record that is retracted while others refer to
// it. pointer is where it stands in what is imported.
func (tx *Tx) importable(r timeline.Record, pointer string) error {
	s := schemaOf(r)
	if r.Retraction() == nil || r.Retraction().Erased || len(s.referrers) == 0 {
		return nil
	}
	if err := tx.flush(); err != nil {
		return err
	}
	st, err := tx.find(s, r.RecordID())
	if err != nil || !st.found {
		return err
	}
	err = tx.unreferenced(s, r.RecordID())
	if te, ok := errors.AsType[*timeline.Error](err); ok && te.Code == timeline.Conflict {
		return refuse(pointer+"/retracted", "%s", te.Message)
	}
	return err
}
