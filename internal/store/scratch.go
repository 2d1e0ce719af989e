package store

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// scratchReaders is how many may read a scratch store at a time.
const scratchReaders = 4

// OpenScratch opens an empty store in memory, whatever the database of others is. It
// is gone when it is closed, or with the program.
func OpenScratch(ctx context.Context) (*Store, error) {
	d, name := memoryDialect{}, rand.Text()
	s := &Store{dialect: d, now: time.Now}
	var err error
	if s.write, err = s.connect(ctx, name, false, d.writers()); err != nil {
		return nil, err
	}
	if err = s.prepare(ctx, Options{}); err == nil {
		s.read, err = s.connect(ctx, name, true, scratchReaders)
	}
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// memoryDialect is SQLite with a database that is in memory and has a name, so that
// several connections of the program share it (https://sqlite.org/src/file/src/memdb.c).
type memoryDialect struct{ sqliteDialect }

func (memoryDialect) file() *databaseFile { return nil }

func (memoryDialect) dialector(name string, readOnly bool, _ *databaseFile) (gorm.Dialector, error) {
	options := sqliteOptions(readOnly)
	options.Set("vfs", "memdb")
	return sqlite.Dialector{DriverName: sqliteDriver, DSN: "file:/" + name + "?" + options.Encode()}, nil
}
