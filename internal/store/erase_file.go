package store

import (
	"context"
	"fmt"
)

// What is erased is in no answer any more. Its bytes may yet lie in the database's files:
// in pages that are free, in parts of the full-text index that have not been merged, in
// SQLite's log. Rewrite is for these.

// Rewrite writes the files of a database anew, without what was deleted or replaced in
// them. It takes as long as a copy, and other writes wait, as do reads in PostgreSQL. It
// fails where another program is at work on a SQLite file; nothing is lost then. Copies
// and backups have what they have.
func (s *Store) Rewrite(ctx context.Context) error { return s.dialect.rewrite(ctx, s) }

// overwrite is for what the transaction deletes, and stays for those after it.
func (sqliteDialect) overwrite(tx *Tx) error {
	return tx.exec("overwrite what is deleted", "PRAGMA secure_delete = ON")
}

// overwrite does nothing: PostgreSQL keeps deleted rows until it vacuums.
func (postgresDialect) overwrite(*Tx) error { return nil }

func (sqliteDialect) rewrite(ctx context.Context, s *Store) error {
	for _, f := range fullTexts() {
		if err := s.write.WithContext(ctx).Exec("INSERT INTO " + f + " (" + f + ") VALUES ('optimize')").Error; err != nil {
			return fmt.Errorf("merge the search index: %w", err)
		}
	}
	if err := s.write.WithContext(ctx).Exec("VACUUM").Error; err != nil {
		return fmt.Errorf("write the file anew: %w", err)
	}
	var busy, frames, moved int
	if err := scanOne(s.write.WithContext(ctx).Raw("PRAGMA wal_checkpoint(TRUNCATE)"), &busy, &frames, &moved); err != nil {
		return fmt.Errorf("empty the log of the file: %w", err)
	}
	if busy != 0 {
		return fmt.Errorf("empty the log of the file: another program reads it: do it again later, or stop the server first")
	}
	return nil
}

func (postgresDialect) rewrite(ctx context.Context, s *Store) error {
	tables := append(fullTexts(), "changes", "source_texts", "imported_rows", "idempotency_keys", "draft_records", "draft_edits", "draft_texts", "uploads", "upload_pieces")
	for _, r := range resources {
		tables = append(tables, r.schema().table, r.schema().table+"_past")
	}
	for _, table := range tables {
		if err := s.write.WithContext(ctx).Exec("VACUUM (FULL, ANALYZE) " + table).Error; err != nil {
			return fmt.Errorf("write %s anew: %w", table, err)
		}
	}
	return nil
}

// fullTexts are the tables of words.
func fullTexts() []string {
	var list []string
	for _, r := range resources {
		list = append(list, r.schema().fts(), r.schema().table+"_past_fts")
	}
	return list
}
