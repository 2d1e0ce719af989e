package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"
)

// Finding is something in a database that is not as the program writes it.
type Finding struct {
	Where      string // such as "event lit", or "the log"
	What       string
	Repairable bool // it follows from what is there, so that CheckIntegrity can write it anew
	Repaired   bool // it did
}

func (f Finding) String() string { return f.Where + ": " + f.What }

// CheckIntegrity looks through a whole database, and calls found for whatever is not as
// the program writes it: the file itself, the log and the records that it tells of,
// what is kept beside the documents of records to find them, and what stories hold.
// An error of found ends it and is returned.
//
// With repair it writes anew what follows from the documents: no record says anything
// else then, and no revision is made. Each part is read as it is at one moment; with
// repair it is a write that others wait for. Memory does not grow with the database,
// but for eight bytes a record of the largest resource, a million of them at a time.
func (s *Store) CheckIntegrity(ctx context.Context, repair bool, found func(Finding) error) error {
	if err := s.dialect.checkIntegrity(ctx, s, repair, found); err != nil {
		return err
	}
	for _, part := range []func(*inspection) error{
		(*inspection).checkLog, (*inspection).checkTexts,
		(*inspection).checkNamed, (*inspection).checkHoldings, (*inspection).checkClosures, (*inspection).checkDated, (*inspection).checkTallies,
		(*inspection).checkSpans, (*inspection).checkHidden, (*inspection).checkIndex,
	} {
		if err := damaged(s.inspected(ctx, repair, found, part), found); err != nil {
			return err
		}
	}
	if err := damaged(s.checkMedia(ctx, found), found); err != nil {
		return err
	}
	return damaged(s.dialect.checkReferences(ctx, s, found), found)
}

// damaged tells of an error that comes from what is in the file: other parts may yet
// be looked through.
func damaged(err error, found func(Finding) error) error {
	if isDamaged(err) {
		return found(Finding{Where: "the file", What: err.Error()})
	}
	return err
}

// inspection is one part of a check. Its transaction works out what the program would
// write and never reconciles.
type inspection struct {
	*Tx
	tell   func(Finding) error
	repair bool
	mended bool // something was
}

// errInspected ends the transaction of a part that has written nothing.
var errInspected = errors.New("inspected")

func (s *Store) inspected(ctx context.Context, repair bool, found func(Finding) error, part func(*inspection) error) error {
	if !repair {
		return s.unprepared(ctx, func(db *gorm.DB) error {
			return part(&inspection{Tx: newTx(ctx, db, s.dialect, Author{}, 0, s.now()), tell: found})
		})
	}
	err := s.locked(ctx, 0, false, func(db *gorm.DB, seq int64, now time.Time) (written, error) {
		i := &inspection{Tx: newTx(ctx, db, s.dialect, Author{}, seq, now), tell: found, repair: true}
		if err := part(i); err != nil {
			return written{}, err
		}
		if !i.mended {
			return written{}, errInspected
		}
		var last int64
		err := scanOne(db.Raw("SELECT seq FROM meta"), &last) // which may have been mended
		return written{last, true}, err
	})
	if errors.Is(err, errInspected) {
		return nil
	}
	return err
}

// unprepared runs fn in a transaction that sees no later write, and keeps no statement:
// those that gorm prepares in one stay until it ends, and a check makes millions.
func (s *Store) unprepared(ctx context.Context, fn func(db *gorm.DB) error) error {
	pool, err := s.read.DB()
	if err != nil {
		return err
	}
	tx, err := pool.BeginTx(ctx, s.dialect.snapshot())
	if err != nil {
		return fmt.Errorf("begin to read: %w", err)
	}
	db, err := gorm.Open(s.dialect.within(tx), &gorm.Config{SkipDefaultTransaction: true, Logger: logger.Discard})
	if err == nil {
		err = fn(db.WithContext(ctx))
	}
	return errors.Join(err, tx.Rollback())
}

// wrong tells of what cannot be repaired.
func (i *inspection) wrong(where, format string, args ...any) error {
	return i.tell(Finding{Where: where, What: fmt.Sprintf(format, args...)})
}

// mend tells of what follows from something else, and repairs it by fix when asked to.
func (i *inspection) mend(where, what string, fix func() error) error {
	if i.repair {
		if err := fix(); err != nil {
			return fmt.Errorf("repair %s: %w", where, err)
		}
		i.mended = true
	}
	return i.tell(Finding{Where: where, What: what, Repairable: true, Repaired: i.repair})
}

// forget drops what the transaction remembers where it has become much, so that memory
// does not grow with the database.
func (i *inspection) forget() {
	if i.known.size() > maxKnown {
		texts := i.known.texts
		i.known = newKnown()
		i.known.texts = texts
	}
	if len(i.spoken) > maxKnown {
		clear(i.spoken)
	}
	i.stand = map[recordKey]string{}
}
