package store

import (
	"context"
	"database/sql"
	"errors"

	"gorm.io/gorm"
)

func init() {
	maxValues, windowEvents, partEvents, maxMembers, fewEvents, indexWindow = 6, 9, 4, 20, 20, 2000
	largeLog = 200_000
	batchRecords, manyChanged = 1000, 10
}

// Readers are the store's reading connections, past everything that watches.
func (s *Store) Readers() (*sql.DB, error) { return s.read.DB() }

// Writers are the writing ones.
func (s *Store) Writers() (*sql.DB, error) { return s.write.DB() }

// Holding runs fn while a write transaction is open that has taken a version,
// and then takes it back.
func (s *Store) Holding(ctx context.Context, fn func() error) error {
	return s.write.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		if err := tx.Exec("UPDATE meta SET seq = seq + 1").Error; err != nil {
			return err
		}
		if err := fn(); err != nil {
			return err
		}
		return errNothingToWrite
	})
}

// IsNothing reports whether an error says that Holding has taken all back.
func IsNothing(err error) bool { return errors.Is(err, errNothingToWrite) }

// MigrateDown takes the schema back to a version.
func (s *Store) MigrateDown(ctx context.Context, version int64) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	_, err = provider.DownTo(ctx, version)
	return err
}

// AwaitUses returns when no use of a token or session is being noted.
func (s *Store) AwaitUses() { s.uses.writing.Wait(); s.visits.writing.Wait() }

// Unshortened is how often in a row a large log could not be begun anew.
func (s *Store) Unshortened() int64 { return s.shortened.failed.Load() }

// ShortenPause is how long it is until that is tried again.
var ShortenPause = shortenPause

// ByStatements is the view as it is without an index in memory.
func (v *View) ByStatements() *View {
	plain := *v
	plain.index = nil
	return &plain
}

// DeferIndexes is what a load into a database without events begins with.
func (s *Store) DeferIndexes(ctx context.Context) error {
	_, err := s.deferIndexes(ctx)
	return err
}

// Interval is how finely a spread tells when events were; see spread.
func (sp *Spread) Interval() string { return sp.interval }
