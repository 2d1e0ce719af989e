package store

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations/*/*.sql
var migrations embed.FS

// patience is how long a server waits for another one that migrates the same SQLite
// file and comes no step further.
const patience = time.Minute

// migrate brings the schema up to date, or, when it must be kept, reports
// that it is not. Servers that start at the same time may all try. On PostgreSQL
// they take turns, by a lock; on SQLite one step fails for all but the first, and
// is then done, or is waited for while another server is at it.
func (s *Store) migrate(ctx context.Context, keep bool) error {
	provider, err := s.migrations()
	if err != nil {
		return err
	}
	reached, since := int64(-1), time.Now()
	for {
		current, err := s.migrateFrom(ctx, provider, keep)
		switch {
		case err == nil || ctx.Err() != nil:
			return err
		case current > reached:
			reached, since = current, time.Now()
		case !isBusy(err) || time.Since(since) > patience:
			return err
		}
	}
}

// deferredMigration is the one since which there is a table of what is deferred.
const deferredMigration = 26

// migrateFrom brings the schema up to date from the current version, which it
// returns. What a load that was cut off has left is made first, as its statements fit
// the tables that they were noted for.
func (s *Store) migrateFrom(ctx context.Context, provider *goose.Provider, keep bool) (current int64, err error) {
	current, known, err := schemaVersions(ctx, provider)
	if err != nil {
		return current, err
	}
	switch {
	case current == known:
		return current, nil
	case current > known:
		return current, fmt.Errorf("the database has schema %d and this program knows %d: run a newer dateline, or restore a backup made before the upgrade", current, known)
	case current < known && keep:
		return current, fmt.Errorf("the database has schema %d and this program needs %d: run `dateline migrate` first", current, known)
	}
	if current >= deferredMigration {
		if err := s.makeDeferred(ctx); err != nil {
			return current, err
		}
	}
	if _, err := provider.Up(ctx); err != nil {
		return current, fmt.Errorf("migrate the database: %w", err)
	}
	return current, nil
}

// migrations opens the folder of this dialect.
func (s *Store) migrations() (*goose.Provider, error) {
	folder, err := fs.Sub(migrations, "migrations/"+s.dialect.name())
	if err != nil {
		return nil, err
	}
	pool, err := s.write.DB()
	if err != nil {
		return nil, err
	}
	kinds := map[string]goose.Dialect{"sqlite": goose.DialectSQLite3, "postgres": goose.DialectPostgres}
	table, err := database.NewStore(kinds[s.dialect.name()], "schema_versions")
	if err != nil {
		return nil, err
	}
	steps := []*goose.Migration{wordsStep(s.dialect)}
	for _, m := range []struct {
		version     int64
		file        string
		fill, empty func(*boundsFiller) error
	}{
		{boundsMigration, boundsFile, (*boundsFiller).fill, (*boundsFiller).clear},
		{zonesMigration, zonesFile, (*boundsFiller).fillZones, func(*boundsFiller) error { return nil }},
	} {
		script, err := fs.ReadFile(folder, m.file)
		if err != nil {
			return nil, err
		}
		step, err := filled(s.dialect.name(), m.version, m.file, script, m.fill, m.empty)
		if err != nil {
			return nil, err
		}
		steps = append(steps, step)
	}
	options := []goose.ProviderOption{
		goose.WithStore(table), goose.WithDisableGlobalRegistry(true), goose.WithExcludeNames([]string{boundsFile, zonesFile}),
		goose.WithGoMigrations(steps...),
	}
	if s.dialect.name() == "postgres" {
		options = append(options, goose.WithSessionLocker(migrationLock{}))
	}
	return goose.NewProvider(goose.DialectCustom, pool, folder, options...)
}

// migrationLock is held by the one server that migrates a PostgreSQL: steps that
// ran at the same time would wait for each other's tables. It ends with the
// connection, so that a server that was killed leaves none.
type migrationLock struct{}

// migrationLockKey is the number of the advisory lock: "dateline" in letters of
// the telephone, for want of a name.
const migrationLockKey = 32835463

func (migrationLock) SessionLock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", migrationLockKey)
	return err
}

func (migrationLock) SessionUnlock(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(ctx, "SELECT pg_advisory_unlock($1)", migrationLockKey)
	return err
}

// schemaVersions is the version the database has, 0 when it is new, and the
// newest that this program knows.
func schemaVersions(ctx context.Context, provider *goose.Provider) (current, known int64, err error) {
	current, known, err = provider.GetVersions(ctx)
	if err != nil && !errors.Is(err, goose.ErrNoMigrations) {
		return 0, 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return current, known, nil
}

// SchemaVersion is the version of the schema that the database has.
func (s *Store) SchemaVersion(ctx context.Context) (int64, error) {
	provider, err := s.migrations()
	if err != nil {
		return 0, err
	}
	current, _, err := schemaVersions(ctx, provider)
	return current, err
}

// newestSchema is the newest version that this program knows of a dialect's.
func newestSchema(d dialect) (newest int64, err error) {
	newest = wordsMigration // which has no file
	files, err := fs.Glob(migrations, "migrations/"+d.name()+"/*.sql")
	for _, file := range files {
		version, versionErr := goose.NumericComponent(file)
		if versionErr != nil {
			return 0, versionErr
		}
		newest = max(newest, version)
	}
	return newest, err
}
