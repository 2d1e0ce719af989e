package main

import (
	"database/sql"

	"github.com/mattn/go-sqlite3"
	"github.com/pocketbase/dbx"
)

// driver is SQLite through cgo, which Dateline has too, so that the programs are compared
// and not their databases. PocketBase's own is in pure Go; DBConnect is its way to another.
const driver = "pocketbase"

// pragmas are those that PocketBase sets itself.
const pragmas = `PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 200000000;
PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -32000;`

func init() {
	sql.Register(driver, &sqlite3.SQLiteDriver{ConnectHook: func(c *sqlite3.SQLiteConn) error {
		_, err := c.Exec(pragmas, nil)
		return err
	}})
	dbx.BuilderFuncMap[driver] = dbx.BuilderFuncMap["sqlite3"] // the dialect of its statements
}

func connect(file string) (*dbx.DB, error) { return dbx.Open(driver, file) }
