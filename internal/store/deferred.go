package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"gorm.io/gorm"
)

// A load into a database without events would spend most of its time on indexes: each
// of its batches writes to nearly every page of them. So it takes away those that only
// readers need, and makes them at its end, each from sorted rows. What makes them
// again is kept in the table deferred until it is done. Whoever opens the database, or
// is to change an event or quote that is there, runs what is left first: none is
// missing after a load that was cut off. Readers are answered all the while.

// deferrable are the tables whose indexes a load can do without: it only adds to them.
func deferrable() []string {
	var tables []string
	for _, s := range []*schema{&eventSchema, &quoteSchema} {
		tables = append(tables, s.table)
		for _, l := range s.links {
			tables = append(tables, l.name)
		}
	}
	return tables
}

// deferIndexes takes the indexes away that are to be made when a load has ended. It
// does nothing where there are events, or another load has done so. Where that of spans
// is among them the spans that are there, none, are returned.
func (s *Store) deferIndexes(ctx context.Context) (spans *filed, err error) {
	err = s.exclusively(ctx, func(db *gorm.DB) error {
		spans = nil
		for _, any := range []string{"SELECT 1 FROM events LIMIT 1", "SELECT 1 FROM quotes LIMIT 1", "SELECT 1 FROM deferred LIMIT 1"} {
			if there, err := yields(db, any); there || err != nil {
				return err
			}
		}
		for _, table := range deferrable() {
			if err := s.dialect.deferIndexes(db, table); err != nil {
				return fmt.Errorf("take the indexes of %s away: %w", table, err)
			}
		}
		if there, err := yields(db, "SELECT 1 FROM cited_spans LIMIT 1"); there || err != nil {
			return err // sources cite, too
		}
		var seq int64
		if err := scanOne(db.Raw("SELECT seq FROM meta"), &seq); err != nil {
			return fmt.Errorf("read the last change: %w", err)
		}
		spans = newFiled(seq)
		return s.dialect.deferIndexes(db, "cited_spans")
	})
	return spans, err
}

// makeDeferred makes what is deferred, each thing in a transaction of its own: nobody
// waits longer for the lock than one takes. Where nothing is, nor is the lock: a
// database that cannot be written is opened all the same.
func (s *Store) makeDeferred(ctx context.Context) error {
	if there, err := yields(s.write.WithContext(ctx), "SELECT 1 FROM deferred LIMIT 1"); !there || err != nil {
		return err
	}
	for done := false; !done; {
		err := s.exclusively(ctx, func(db *gorm.DB) (err error) {
			done, err = makeNext(db)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// makeNext makes one thing that is deferred. done tells that there was none.
func makeNext(db *gorm.DB) (done bool, err error) {
	var name, statement string
	err = scanOne(db.Raw("DELETE FROM deferred WHERE name = (SELECT min(name) FROM deferred) RETURNING name, statement"), &name, &statement)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil
	}
	if err == nil {
		err = db.Exec(statement).Error
	}
	if err != nil {
		return false, fmt.Errorf("make the index %s: %w", name, err)
	}
	return false, nil
}

// needIndexes makes what is deferred before events or quotes are changed that are
// there: each change would look through all of them.
func (tx *Tx) needIndexes() error {
	if tx.indexed {
		return nil
	}
	if there, err := yields(tx.db, "SELECT 1 FROM deferred LIMIT 1"); err != nil || !there {
		tx.indexed = err == nil
		return err
	}
	if err := tx.flush(); err != nil {
		return err
	}
	for !tx.indexed {
		var err error
		if tx.indexed, err = makeNext(tx.db); err != nil {
			return err
		}
	}
	return nil
}

// needIndex makes one index before it is asked for, where it is deferred.
func (tx *Tx) needIndex(name string) error {
	if tx.indexed {
		return nil
	}
	var statement string
	err := scanOne(tx.db.Raw("DELETE FROM deferred WHERE name = ? RETURNING statement", name), &statement)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("make the index %s: %w", name, err)
	}
	return tx.exec("make the index "+name, statement)
}

// yields tells whether a statement yields a row.
func yields(db *gorm.DB, statement string) (bool, error) {
	var one int
	err := scanOne(db.Raw(statement), &one)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// beginBulk prepares for a load of several batches, and endBulk makes the indexes and ends
// that. Only a load that finds no event defers any; see deferIndexes for the spans. Last,
// the database learns what is in the tables now, where its plans depend on that.
func (s *Store) beginBulk(ctx context.Context) (spans *filed, err error) {
	if err := s.dialect.bulk(ctx, s, loadPace); err != nil {
		return nil, err
	}
	return s.deferIndexes(ctx)
}

func (s *Store) endBulk(ctx context.Context) error {
	return errors.Join(s.dialect.bulk(ctx, s, makingPace), s.makeDeferred(ctx), s.dialect.bulk(ctx, s, usualPace), s.dialect.learn(ctx, s))
}

// exclusively runs fn in a transaction that has the lock of writers and is none of theirs:
// no version comes of it.
func (s *Store) exclusively(ctx context.Context, fn func(db *gorm.DB) error) error {
	for {
		began := false
		err := s.transaction(ctx, true, func(db *gorm.DB) error {
			if err := db.Exec("UPDATE meta SET seq = seq").Error; err != nil {
				return fmt.Errorf("take the lock: %w", err)
			}
			began = true
			return fn(db.WithContext(context.WithoutCancel(ctx)))
		})
		if began || ctx.Err() != nil || !isBusy(err) {
			return err
		}
	}
}
