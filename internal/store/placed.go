package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
)

// placed opens the connections of a pool to one SQLite file: to the one that the store
// was opened on, not to another that has its name by now. It would be read like the
// first, and stay open when that is back.
type placed struct {
	driver driver.Driver
	dsn    string
	file   *databaseFile
}

// placedPool is a pool of connections to the file that dsn names, which is to be the one
// that file knows, once it knows one.
func placedPool(dsn string, file *databaseFile) (*sql.DB, error) {
	known, err := sql.Open(sqliteDriver, dsn) // opens nothing: only to find the driver by its name
	if err != nil {
		return nil, err
	}
	defer known.Close()
	return sql.OpenDB(placed{known.Driver(), dsn, file}), nil
}

// Driver is the driver of this build.
func (p placed) Driver() driver.Driver { return p.driver }

// Connect opens a connection. It looks at the file before, since opening one that is not
// there makes it, and after, since it may have been replaced meanwhile. The code of an
// error is Unavailable where the file is another.
func (p placed) Connect(context.Context) (driver.Conn, error) {
	if err := p.file.check(); err != nil {
		return nil, err
	}
	conn, err := p.driver.Open(p.dsn)
	if err != nil {
		return nil, err
	}
	if err := p.file.check(); err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	return conn, nil
}
