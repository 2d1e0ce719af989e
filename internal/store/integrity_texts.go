package store

import (
	"database/sql"
	"fmt"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

// checkTexts checks the texts of sources against their digests, a text at a time.
func (i *inspection) checkTexts() error {
	sources, err := i.ints("read the texts of sources", "SELECT source FROM source_texts ORDER BY source")
	if err != nil {
		return err
	}
	for _, n := range sources {
		var digest, id string
		var body sql.NullString
		var doc []byte
		if err := scanOne(i.db.Raw("SELECT t.digest, t.body, s.id, s.doc FROM source_texts t JOIN sources s ON s.n = t.source WHERE t.source = ?", n), &digest, &body, &id, &doc); err != nil {
			return fmt.Errorf("read the text of a source: %w", err)
		}
		where := "source " + id
		if body.Valid && evidence.NewText(body.String).Digest() != digest {
			if err := i.wrong(where, "its text has not the digest that is on file, %s: hand the text over again, with `dateline import --text %s=FILE`", digest, id); err != nil {
				return err
			}
			continue
		}
		record, err := timeline.StoredRecord(sourceSchema.resource, doc)
		if err != nil {
			continue // it is told of elsewhere
		}
		if s := record.(*timeline.Source); body.Valid && s.Digest != digest {
			if err := i.wrong(where, "its digest is %q, and that of its text %s", s.Digest, digest); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkSpans checks that the spans that records cite are on file.
func (i *inspection) checkSpans() error {
	for _, s := range []*schema{&sourceSchema, &eventSchema, &quoteSchema} {
		err := i.rowsOf(s.table, []string{"n", "id", "doc"}, func(rows []rowThere) error {
			for _, row := range rows {
				if err := i.spansOf(s, row); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		var strays int64
		which := "resource = '" + s.resource + "' AND NOT EXISTS (SELECT 1 FROM " + s.table + " d WHERE d.n = cited_spans.record)"
		if err := scanOne(i.db.Raw("SELECT count(*) FROM cited_spans WHERE "+which), &strays); err != nil {
			return fmt.Errorf("read cited spans: %w", err)
		}
		if strays == 0 {
			continue
		}
		err = i.mend("cited_spans", fmt.Sprintf("rows of no record of %s: %d", s.table, strays), func() error {
			return i.exec("repair cited_spans", "DELETE FROM cited_spans WHERE "+which)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// spansOf checks that the spans that a record cites are on file. Of which version of the
// source they are, only the write knew: that is not compared.
func (i *inspection) spansOf(s *schema, row rowThere) error {
	record, err := timeline.StoredRecord(s.resource, row.doc)
	if err != nil {
		return nil //nolint:nilerr // it is told of elsewhere
	}
	type span struct {
		source     int64
		start, end int
	}
	wanted := map[span][]any{}
	_, lists := citedBy(record)
	for _, list := range lists {
		for _, ct := range list {
			if !ct.Placed() || ct.Grade == timeline.GradeLost {
				continue
			}
			source, found, err := i.source(ct.Source)
			if err != nil && !ofRecord(err) {
				return err
			}
			if key := (span{source.n, ct.Start, ct.End}); found && wanted[key] == nil {
				wanted[key] = []any{s.resource, row.n, source.n, source.digest, ct.Start, ct.End, ct.SHA256}
			}
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	err = eachRow(i.db.Raw("SELECT source, start_at, end_at FROM cited_spans WHERE resource = ? AND record = ?", s.resource, row.n), func(scan func(...any) error) error {
		var there span
		err := scan(&there.source, &there.start, &there.end)
		delete(wanted, there)
		return err
	})
	if err != nil {
		return fmt.Errorf("read cited spans: %w", err)
	}
	if len(wanted) == 0 {
		return nil
	}
	return i.mend(s.resource+" "+row.id, fmt.Sprintf("spans that it cites are not on file: %d", len(wanted)), func() error {
		for _, values := range wanted {
			i.inserts.add("cited_spans", spanColumns, nil, values)
		}
		return i.flush()
	})
}
