package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
)

// database is one that is made for a trial and thrown away after it.
type database struct {
	dsn    string
	folder string // of the server's log, and of the file where it is one
	name   string // on the server of PostgreSQL; empty for a file
}

// newDatabase makes an empty database, without a schema.
func newDatabase(ctx context.Context, o options) (*database, error) {
	folder, err := os.MkdirTemp("", "dateline-endure-")
	if err != nil {
		return nil, err
	}
	d := &database{dsn: filepath.Join(folder, "dateline.db"), folder: folder}
	if o.server == "" {
		return d, nil
	}
	d.name = "endure_" + filepath.Base(folder)[len("dateline-endure-"):]
	if err := postgres(ctx, o, "createdb", d.name); err != nil {
		return nil, err
	}
	at, err := url.Parse(o.server)
	if err != nil {
		return nil, err
	}
	at.Path = "/" + d.name
	d.dsn = at.String()
	return d, nil
}

// drop throws the database away.
func (d *database) drop(ctx context.Context, o options) error {
	var err error
	if d.name != "" {
		err = postgres(ctx, o, "dropdb", "--force", d.name)
	}
	return errors.Join(err, os.RemoveAll(d.folder))
}

// postgres runs one of PostgreSQL's own programs on its server.
func postgres(ctx context.Context, o options, program string, args ...string) error {
	path := filepath.Join(os.Getenv("DATELINE_TEST_POSTGRES_BIN"), program)
	said, err := exec.CommandContext(ctx, path, append([]string{"--maintenance-db=" + o.server}, args...)...).CombinedOutput() //nolint:gosec // on a server of our own
	if err != nil {
		return fmt.Errorf("%s %s: %w: %s", program, args, err, said)
	}
	return nil
}
