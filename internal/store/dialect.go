package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"gorm.io/driver/postgres"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
)

// dialect is all in which the two databases differ.
type dialect interface {
	name() string // also the folder of its migrations
	// dialector connects to a database; each new connection is to be to file.
	dialector(dsn string, readOnly bool, file *databaseFile) (gorm.Dialector, error)
	writers() int
	// file is that of a database that is about to be opened; nil where the server of a
	// database has the files.
	file() *databaseFile
	// failure sorts an error of the database by what it means to who asked.
	failure(err error) failure
	// checkOurs refuses a database that holds another program's tables.
	checkOurs(ctx context.Context, db *gorm.DB) error
	// within is the dialector of a transaction that is open already.
	within(tx *sql.Tx) gorm.Dialector
	// forgetWords is the statement that empties a full-text table.
	forgetWords(f string) string
	// snapshot are the options of a transaction that sees no later write.
	snapshot() *sql.TxOptions
	// checkIntegrity looks through the files of a database as its own program can, and
	// checkReferences whether what rows refer to is there.
	checkIntegrity(ctx context.Context, s *Store, repair bool, found func(Finding) error) error
	checkReferences(ctx context.Context, s *Store, found func(Finding) error) error
	// indexed checks the full-text tables of a resource against its records.
	indexed(i *inspection, r resource) error
	indexedKey(f string) indexKey
	// deferIndexes takes the indexes of a table away that keep nothing unique, and notes
	// in the table deferred what makes them again; bulk has the writer's connection suit what
	// it is for. trust has a connection believe, between transactions, that what rows
	// refer to is there.
	deferIndexes(db *gorm.DB, table string) error
	bulk(ctx context.Context, s *Store, p pace) error
	trust(ctx context.Context, conn *sql.Conn, on bool) error
	// learn takes statistics of what a load has filled, where plans are chosen by these.
	learn(ctx context.Context, s *Store) error
	// insert inserts new rows by the pool of a transaction.
	insert(ctx context.Context, pool gorm.ConnPool, rows lot) error
	// overwrite has the connection of a transaction overwrite what it deletes, where the
	// database can, and rewrite writes all anew that may hold what was deleted before.
	overwrite(tx *Tx) error
	rewrite(ctx context.Context, s *Store) error
	// sizes are how many bytes a database and the write-ahead log beside it have.
	sizes(db *gorm.DB) (database, wal int64, err error)
	// explain says what an operator can do about a failure to connect.
	explain(dsn string, err error) error
	// matches is a condition on the full-text table f, and its argument.
	matches(f string, m match) (condition string, arg any)
	// unindexed spells an expression so that no index is used to look it up.
	// PostgreSQL knows better, from its statistics.
	unindexed(expr string) string
	// figure is what an event's document says of the figure that its one argument
	// names: the sum, min or max of it, exact or as a real number; null where it says nothing.
	figure(doc, of string) string
	// wordColumns are the columns of a full-text table, rowid first, with the placeholders
	// of their values where they are more than question marks. wordValues are a row of it,
	// without the rowid.
	wordColumns(said words) (columns, holders []string)
	wordValues(said words) []any
}

func dialectOf(dsn string) (dialect, error) {
	switch {
	case dsn == "":
		return nil, errors.New("no database named: give --db a file or a postgres:// URL")
	case strings.HasPrefix(dsn, "postgres://"), strings.HasPrefix(dsn, "postgresql://"):
		return postgresDialect{}, nil
	case strings.Contains(dsn, "://"):
		scheme, _, _ := strings.Cut(dsn, "://")
		return nil, fmt.Errorf("a database of the kind %q is not supported: give --db a file or a postgres:// URL", scheme)
	}
	if dsn == ":memory:" {
		return nil, errors.New("a database in memory is not supported: give --db a file or a postgres:// URL")
	}
	return sqliteDialect{}, checkFile(dsn)
}

// checkFile refuses what SQLite would only report as "unable to open database
// file", or would take for an empty database and fill.
func checkFile(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		if dir, err := os.Stat(filepath.Dir(path)); err != nil || !dir.IsDir() {
			return fmt.Errorf("the folder of %s does not exist: create it, or give --db another path", path)
		}
		return nil
	case err != nil:
		return fmt.Errorf("cannot open %s: %w", path, err)
	case info.IsDir():
		return fmt.Errorf("%s is a folder: give --db the path of a file", path)
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not an ordinary file: give --db another path", path)
	}
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", path, errors.Unwrap(err))
	}
	defer file.Close()
	head := make([]byte, 16)
	n, err := io.ReadFull(file, head)
	if n > 0 && string(head[:n]) != "SQLite format 3\x00" {
		return fmt.Errorf("%s is not a SQLite database: give --db another path, or move the file away", path)
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("cannot read %s: %w", path, err)
	}
	return nil
}

// What SQLite keeps of the pages of a file, in KiB, negative as PRAGMA cache_size has it: the writer's
// connection, which writes them again and again, and each that reads. More for those finds more
// pages without a call of the system, which has them in its own memory: a page of events took the
// same CPU time with 16 MB, 8 and 4, and ten connections 170 MB less.
const (
	writerCache = "-16000"
	readerCache = "-4000"
)

type sqliteDialect struct{}

func (sqliteDialect) name() string { return "sqlite" }
func (sqliteDialect) writers() int { return 1 }

// snapshot needs no word: a read transaction in WAL mode is one.
func (sqliteDialect) snapshot() *sql.TxOptions { return nil }

func (sqliteDialect) dialector(path string, readOnly bool, file *databaseFile) (gorm.Dialector, error) {
	pool, err := placedPool("file:"+escapedPath(path)+"?"+sqliteOptions(readOnly).Encode(), file)
	if err != nil {
		return nil, err
	}
	return sqlite.Dialector{Conn: pool}, nil
}

func (sqliteDialect) within(tx *sql.Tx) gorm.Dialector { return sqlite.Dialector{Conn: tx} }

func (sqliteDialect) forgetWords(f string) string {
	return "INSERT INTO " + f + " (" + f + ") VALUES ('delete-all')"
}

// applicationID marks a SQLite file as ours: "DLNE".
const applicationID = 0x444C4E45

// checkOurs lets a database pass that has nothing but the table of versions:
// a first migration was refused or cut off.
func (sqliteDialect) checkOurs(ctx context.Context, db *gorm.DB) error {
	var id, tables int64
	if err := scanOne(db.WithContext(ctx).Raw("PRAGMA application_id"), &id); err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	if err := scanOne(db.WithContext(ctx).Raw("SELECT count(*) FROM sqlite_schema WHERE tbl_name NOT IN ('schema_versions', 'sqlite_sequence')"), &tables); err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	if tables > 0 && id != applicationID {
		return errors.New("the database belongs to another program: give --db another path")
	}
	return nil
}

func (sqliteDialect) explain(path string, err error) error {
	if isBusy(err) {
		return fmt.Errorf("another program has locked the database %s: end it, and start again (%w)", path, err)
	}
	return fmt.Errorf("cannot open the database %s: %w; check that the file and its folder can be read and written: %s", path, err, toOwn(path))
}

// toOwn is what to type so that an account can write a database.
func toOwn(path string) string {
	return fmt.Sprintf("chown \"$USER\" %[1]s %[2]s && chmod u+rwx %[1]s && chmod u+rw %[2]s", filepath.Dir(path), path)
}

func (sqliteDialect) matches(f string, m match) (string, any) {
	return f + " MATCH ?", m.fts5()
}

func (sqliteDialect) unindexed(expr string) string { return "+" + expr }

// figure adds up real numbers: whole ones would end in an error where they overflow.
func (sqliteDialect) figure(doc, of string) string {
	return "(SELECT " + of + "(CAST(json_extract(j.value, '$.value') AS REAL)) FROM json_each(" + doc + ", '$.figures') j WHERE json_extract(j.value, '$.name') = ?)"
}

func (sqliteDialect) wordColumns(said words) (columns, holders []string) {
	return append([]string{"rowid"}, said.columns...), nil
}

func (sqliteDialect) wordValues(said words) []any { return anys(said.texts) }

type postgresDialect struct{}

func (postgresDialect) name() string { return "postgres" }
func (postgresDialect) writers() int { return 4 }

func (postgresDialect) snapshot() *sql.TxOptions {
	return &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead}
}

func (postgresDialect) dialector(dsn string, readOnly bool, _ *databaseFile) (gorm.Dialector, error) {
	if u, err := url.Parse(dsn); err == nil && readOnly {
		q := u.Query()
		q.Set("default_transaction_read_only", "on")
		q.Set("plan_cache_mode", "force_custom_plan") // what suits a name in few events does not suit one in most
		u.RawQuery = q.Encode()
		dsn = u.String()
	}
	return postgres.New(postgres.Config{DSN: dsn}), nil
}

func (postgresDialect) within(tx *sql.Tx) gorm.Dialector {
	return postgres.New(postgres.Config{Conn: tx})
}

func (postgresDialect) forgetWords(f string) string { return "DELETE FROM " + f }

func (postgresDialect) checkOurs(ctx context.Context, db *gorm.DB) error {
	var tables, ours int64
	const count = `SELECT count(*), count(*) FILTER (WHERE table_name = 'schema_versions')
		FROM information_schema.tables WHERE table_schema = current_schema()`
	if err := scanOne(db.WithContext(ctx).Raw(count), &tables, &ours); err != nil {
		return fmt.Errorf("read the database: %w", err)
	}
	if tables > 0 && ours == 0 {
		return errors.New("the database's schema belongs to another program: give --db an empty one")
	}
	return nil
}

func (postgresDialect) explain(dsn string, err error) error {
	where := "the server"
	if u, parseErr := url.Parse(dsn); parseErr == nil {
		where = u.Redacted()
	}
	return fmt.Errorf("cannot reach PostgreSQL at %s: check that it runs and takes these credentials (%w)", where, redact(err, dsn))
}

// redact keeps a password out of an error message.
func redact(err error, dsn string) error {
	u, parseErr := url.Parse(dsn)
	if parseErr != nil || u.User == nil {
		return err
	}
	password, set := u.User.Password()
	if !set || password == "" || !strings.Contains(err.Error(), password) {
		return err
	}
	return errors.New(strings.ReplaceAll(err.Error(), password, "xxxxx"))
}

func (postgresDialect) matches(f string, m match) (string, any) {
	return f + ".terms @@ CAST(? AS tsquery)", m.tsquery()
}

func (postgresDialect) unindexed(expr string) string { return expr }

func (postgresDialect) figure(doc, of string) string {
	return "(SELECT " + of + "(CAST(j.value ->> 'value' AS numeric)) FROM json_array_elements(CAST(" + doc + " AS json) -> 'figures') j WHERE j.value ->> 'name' = ?)"
}

func (postgresDialect) wordColumns(words) (columns, holders []string) {
	return []string{"rowid", "terms"}, []string{"?", "CAST(? AS tsvector)"}
}

func (postgresDialect) wordValues(said words) []any {
	return []any{tsvector(said.columns, said.texts)}
}

// weights are PostgreSQL's names for the columns of full-text tables.
var weights = map[string]string{"title": "A", "names": "B", "summary": "C", "quotes": "D"}

// PostgreSQL's own limits: the last position that a word can have, and the
// bytes of a tsvector, somewhat rounded down.
const (
	maxLexemePosition = 16383
	maxTSVector       = 1_000_000
)

// tsvector spells words with their positions and weights. Between columns a
// gap keeps a phrase from running over. What goes beyond a megabyte of words
// is not found by them.
func tsvector(columns, words []string) string {
	var b strings.Builder
	at, size := 0, 0
	for i, column := range columns {
		for _, w := range strings.Fields(words[i]) {
			if size += len(w) + 4; size > maxTSVector {
				return b.String()
			}
			if at == 0 || at < maxLexemePosition && !strings.HasPrefix(w, stemMark) && !strings.HasPrefix(w, baseMark) {
				at++ // what stands in no phrase needs no place of its own
			}
			b.WriteString(quoteLexeme(w))
			b.WriteByte(':')
			b.WriteString(strconv.Itoa(at))
			b.WriteString(weights[column])
			b.WriteByte(' ')
		}
		at = min(at+10, maxLexemePosition)
	}
	return b.String()
}

func quoteLexeme(w string) string {
	return "'" + strings.NewReplacer(`'`, `''`, `\`, `\\`).Replace(w) + "'"
}
