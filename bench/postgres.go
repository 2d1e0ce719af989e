package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
)

// onPostgres is the name of the peer that is Dateline on PostgreSQL.
const onPostgres = "PostgreSQL"

var postgresVersion = regexp.MustCompile(`postgres \(PostgreSQL\) ([0-9.]+)`)

// withPostgres starts a shell beside a PostgreSQL whose files are kept in a folder. $0 of
// the script is Dateline, $1 and so on are what follows.
func (d *data) withPostgres(log, folder, script string, args ...string) (*process, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	all := append([]string{"DATELINE_POSTGRES_DATA=" + folder, d.o.postgres, "sh", "-c", script, d.o.dateline}, args...)
	return spawn(filepath.Join(d.o.scratch, log), "env", all...)
}

// postgresIsThere tells whether a PostgreSQL with the events is kept, or soon made.
func (d *data) postgresIsThere() bool {
	if d.events <= spare {
		return true
	}
	_, err := os.Stat(d.path("postgres", ".json"))
	return err == nil
}

// fillPostgres imports the events into a PostgreSQL whose files are kept, when they have
// not been, and returns how that went. A schema that is older by now is migrated by the
// server that is started on it.
func (d *data) fillPostgres(ctx context.Context, version string) (stamp, error) {
	folder := d.path("postgres", "")
	holds, err := d.holds("postgres")
	if err != nil {
		return stamp{}, err
	}
	return d.keep(folder, holds, version, nil, func() (i imported, err error) {
		file, err := d.lines("news", d.events)
		if err != nil {
			return i, err
		}
		progress("%d events: importing into PostgreSQL", d.events)
		seconds := filepath.Join(d.o.scratch, "seconds")
		p, err := d.withPostgres("postgres-import.log", folder, `begun=$(date +%s.%N) && "$0" import --db "$DATELINE_TEST_POSTGRES" --format ndjson "$1" &&
			echo "$begun $(date +%s.%N)" >"$2" && "$DATELINE_TEST_POSTGRES_BIN/psql" --quiet "$DATELINE_TEST_POSTGRES" -c 'VACUUM ANALYZE'`, file, seconds)
		if err != nil {
			return i, err
		}
		if err := p.wait(ctx); err != nil {
			return i, err
		}
		text, err := os.ReadFile(seconds)
		if err != nil {
			return i, err
		}
		var from, to float64
		if _, err := fmt.Sscan(string(text), &from, &to); err != nil {
			return i, err
		}
		i.Seconds = to - from
		return i, nil
	})
}

// startPostgres starts a Dateline that makes every answer anew, on a PostgreSQL that has
// the events, and returns how these were imported.
func (d *data) startPostgres(ctx context.Context, version string) (*server, stamp, error) {
	s, err := d.fillPostgres(ctx, version)
	if err != nil {
		return nil, s, err
	}
	p, err := d.withPostgres("postgres.log", d.path("postgres", ""), `"$DATELINE_TEST_POSTGRES_BIN/postgres" --version >&2; exec "$0" serve --addr 127.0.0.1:0 --db "$DATELINE_TEST_POSTGRES" --no-sample --cache-memory 0`)
	if err != nil {
		return nil, s, err
	}
	addr, err := p.address(ctx)
	if err == nil {
		_, err = p.said(ctx, indexed)
	}
	if err != nil {
		return nil, s, errors.Join(err, p.stop())
	}
	return &server{p, addr}, s, nil
}
