package store

import (
	"fmt"
)

// checkLog checks that the log has neither gap nor double, goes forward in time, and says of
// every record what the record says.
func (i *inspection) checkLog() error {
	var count, first, last, seq, public int64
	if err := scanOne(i.db.Raw("SELECT count(*), coalesce(min(seq), 1), coalesce(max(seq), 0) FROM changes"), &count, &first, &last); err != nil {
		return fmt.Errorf("read the log: %w", err)
	}
	if err := scanOne(i.db.Raw("SELECT seq, public_seq FROM meta"), &seq, &public); err != nil {
		return fmt.Errorf("read the last change: %w", err)
	}
	if first != 1 || count != last {
		if err := i.gaps(first, last, count); err != nil {
			return err
		}
	}
	if seq < last {
		err := i.mend("the log", fmt.Sprintf("ends at %d, and the last change is said to be %d", last, seq), func() error {
			return i.exec("write the last change", "UPDATE meta SET seq = ?", last)
		})
		if err != nil {
			return err
		}
		seq = last
	}
	if seq > last {
		if err := i.wrong("the log", "ends at %d, and the last change is %d", last, seq); err != nil {
			return err
		}
	}
	if public > seq {
		err := i.mend("the log", fmt.Sprintf("the last public change is said to be %d, and the last of all is %d", public, seq), func() error {
			return i.exec("write the last change", "UPDATE meta SET public_seq = ?", seq)
		})
		if err != nil {
			return err
		}
	}
	back := "SELECT seq FROM (SELECT seq, at, lag(at) OVER (ORDER BY seq) AS before FROM changes) c WHERE at < before ORDER BY seq LIMIT ?"
	at, err := i.ints("read the log", back, maxListed)
	if err != nil {
		return err
	}
	for _, n := range at {
		if err := i.wrong("the log", "change %d is older than the one before it", n); err != nil {
			return err
		}
	}
	for _, r := range resources {
		if err := i.logged(r.schema()); err != nil {
			return err
		}
	}
	return nil
}

// maxListed bounds how many findings of one kind are listed that no record is told of by.
const maxListed = 100

func (i *inspection) gaps(first, last, count int64) error {
	if first != 1 {
		if err := i.wrong("the log", "begins with change %d, and not with 1", first); err != nil {
			return err
		}
	}
	const after = "SELECT c.seq FROM changes c WHERE c.seq < ? AND NOT EXISTS (SELECT 1 FROM changes d WHERE d.seq = c.seq + 1) ORDER BY c.seq LIMIT ?"
	gaps, err := i.ints("read the log", after, last, maxListed)
	if err != nil {
		return err
	}
	for _, n := range gaps {
		if err := i.wrong("the log", "after change %d there is none: of %d to %d, %d are there", n, first, last, count); err != nil {
			return err
		}
	}
	return nil
}

// logged checks the records of a resource against the last entry of each, and the
// entries against the records.
func (i *inspection) logged(s *schema) error {
	type row struct {
		N, Revision, Logged, Seq, Since int64
		ID, LoggedID                    string
	}
	const last = "(SELECT max(seq) FROM changes WHERE entity = ? AND n = d.n)"
	err := eachBatch(i, "SELECT d.n, d.id, d.revision, d.since, coalesce(c.seq, 0) AS seq, coalesce(c.revision, 0) AS logged, coalesce(c.id, '') AS logged_id FROM "+s.table+" d LEFT JOIN changes c ON c.seq = "+last+
		" WHERE d.n > ? ORDER BY d.n LIMIT ?", []any{s.resource}, func(r row) (int64, error) {
		where := s.resource + " " + r.ID
		switch {
		case r.Seq == 0:
			return r.N, i.wrong(where, "is not in the log")
		case r.Logged != r.Revision:
			return r.N, i.wrong(where, "has revision %d, and its last entry in the log, change %d, has %d", r.Revision, r.Seq, r.Logged)
		case r.LoggedID != r.ID:
			return r.N, i.wrong(where, "is called %q in the log, by change %d", r.LoggedID, r.Seq)
		}
		return r.N, nil
	})
	if err != nil {
		return err
	}
	lost, err := i.ints("read the log", "SELECT c.seq FROM changes c WHERE c.entity = ? AND NOT EXISTS (SELECT 1 FROM "+s.table+" d WHERE d.n = c.n) ORDER BY c.seq LIMIT ?", s.resource, maxListed)
	if err != nil {
		return err
	}
	for _, seq := range lost {
		if err := i.wrong("the log", "change %d is of a record of %s that is not there", seq, s.table); err != nil {
			return err
		}
	}
	return i.versions(s)
}

// versions checks that the versions of each record follow one another without a gap,
// from its first entry in the log up to the present.
func (i *inspection) versions(s *schema) error {
	const end = "9223372036854775807"
	ever := "(SELECT n, since, until FROM " + s.table + "_past UNION ALL SELECT n, since, " + end + " FROM " + s.table + ")"
	for _, statement := range []string{
		"SELECT DISTINCT n FROM (SELECT n, until, lead(since) OVER (PARTITION BY n ORDER BY until) AS next FROM " + ever + " v) w WHERE until < " + end + " AND coalesce(next, -1) <> until ORDER BY n LIMIT ?",
		"SELECT n FROM " + ever + " v GROUP BY n HAVING min(since) <> (SELECT coalesce(min(c.seq), 0) FROM changes c WHERE c.entity = '" + s.resource + "' AND c.n = v.n) ORDER BY n LIMIT ?",
	} {
		broken, err := i.ints("read the past of "+s.table, statement, maxListed)
		if err != nil {
			return err
		}
		for _, n := range broken {
			if err := i.wrong(fmt.Sprintf("record %d of %s", n, s.table), "its versions of the past do not follow one another from its first entry in the log on: one is missing, or there is one too many"); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkHidden checks that the log shows nobody changes of what is private.
func (i *inspection) checkHidden() error {
	for _, r := range resources {
		s, hidden := r.schema(), "d.public = 0"
		if s.dated {
			hidden = "d.state >= 2"
		}
		private := "entity = ? AND public = 1 AND n IN (SELECT d.n FROM " + s.table + " d WHERE " + hidden + ")"
		var leaks int64
		if err := scanOne(i.db.Raw("SELECT count(*) FROM changes WHERE "+private, s.resource), &leaks); err != nil {
			return fmt.Errorf("read the log: %w", err)
		}
		if leaks > 0 {
			err := i.mend("the log", fmt.Sprintf("changes of private records of %s are public: %d", s.table, leaks), func() error {
				return i.exec("hide changes", "UPDATE changes SET public = 0 WHERE "+private, s.resource)
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// eachBatch calls fn with the rows of a statement, a bounded number at a time: it
// ends in the number after which to begin and a limit, which fn's last answer and
// batch become.
func eachBatch[T any](i *inspection, statement string, args []any, fn func(T) (int64, error)) error {
	for after := int64(-1); ; {
		if err := i.ctx.Err(); err != nil {
			return err
		}
		var rows []T
		if err := i.db.Raw(statement, append(append([]any{}, args...), after, batch)...).Scan(&rows).Error; err != nil {
			return fmt.Errorf("read records: %w", err)
		}
		for _, r := range rows {
			n, err := fn(r)
			if err != nil {
				return err
			}
			after = n
		}
		if len(rows) < batch {
			return nil
		}
	}
}
