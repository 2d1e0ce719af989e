package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// importOptions are the flags of import.
type importOptions struct {
	format, story, rejects string
	dryRun                 bool
}

// writes says how an import is written.
func (o importOptions) writes() store.UpdateOptions {
	return store.UpdateOptions{Author: store.Author{Name: "import"}, DryRun: o.dryRun}
}

func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read story files or records into a database",
		Long: `Read story files (YAML or JSON), or records as NDJSON, into a database, which is
made when it is missing. - is standard input.

A story file is imported whole or not at all; a mistake is named by file, line
and column. Importing it again changes nothing; an edited one gives the edited
records their next revision. Events of the story that the file no longer holds
stay, and are named.

NDJSON has a record a line, as export --format archive and GET /v1/events?format=ndjson
write it. It is imported in batches, in memory that does not grow with the
file. A line that cannot be imported is passed over and named with its reason,
in the --rejects file where there is one; the exit code then is 1. Importing a
file again changes nothing: an import that was cut off is run again.`,
		Example: `  dateline import story.yaml
  dateline import archive.ndjson --rejects rejects.ndjson
  curl -s 'https://timelines.example/v1/events?format=ndjson' | dateline import --format ndjson --story copied -`,
	}
	db := databaseFlag(cmd)
	var o importOptions
	cmd.Flags().StringVar(&o.format, "format", "auto", "the format of the files: "+strings.Join(convert.ImportFormats, ", "))
	cmd.Flags().StringVar(&o.story, "story", "", "the story of records that name none; it is made when it is missing")
	cmd.Flags().StringVar(&o.rejects, "rejects", "", "the file to write rejected lines to, with their reasons; an older one is replaced")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "check the files and say what would change, without writing")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(cmd, "no file named; - is standard input")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		switch {
		case !slices.Contains(convert.ImportFormats, o.format):
			return usage(cmd, "--format is one of %s, not %q", strings.Join(convert.ImportFormats, ", "), o.format)
		case o.story != "" && !timeline.IsSlug(o.story):
			return usage(cmd, "--story takes an id: lower-case letters, digits, dots, dashes and underscores, not %q", o.story)
		case slices.ContainsFunc(args, func(name string) bool { return sameFile(name, o.rejects) }):
			return usage(cmd, "--rejects takes a file of its own, and %s is to be imported", o.rejects)
		}
		return importFiles(cmd, *db, o, args)
	}
	return cmd
}

// sameFile reports whether two names are of one file that is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	return err == nil && otherErr == nil && one.Mode().IsRegular() && os.SameFile(one, other)
}

// importFiles reads and validates all story files before anything is written;
// records are read while they are written.
func importFiles(cmd *cobra.Command, db string, o importOptions, names []string) (err error) {
	var inputs []*input
	defer func() {
		for _, in := range inputs {
			err = errors.Join(err, in.Close())
		}
	}()
	var mistakes []error
	for _, name := range names {
		in, openErr := open(cmd.InOrStdin(), name, o.format)
		if openErr == nil {
			inputs = append(inputs, in)
			openErr = in.prepare(o)
		}
		mistakes = append(mistakes, openErr)
	}
	if err := errors.Join(mistakes...); err != nil {
		return err
	}
	if o.dryRun && isNewFile(db) {
		return tryInNew(cmd, o, inputs)
	}
	return withStore(cmd.Context(), db, store.Options{KeepSchema: o.dryRun}, func(st *store.Store) error {
		return importInputs(cmd, st, o, inputs)
	})
}

// tryInNew imports into a database of its own, that is then thrown away, so
// that a dry run makes no file.
func tryInNew(cmd *cobra.Command, o importOptions, inputs []*input) error {
	dir, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		return fmt.Errorf("make a folder for the dry run: %w", err)
	}
	defer os.RemoveAll(dir)
	return withStore(cmd.Context(), filepath.Join(dir, "dry-run.db"), store.Options{}, func(st *store.Store) error {
		return importInputs(cmd, st, o, inputs)
	})
}

func importInputs(cmd *cobra.Command, st *store.Store, o importOptions, inputs []*input) error {
	out := newRejects(cmd.ErrOrStderr(), o.rejects)
	for _, in := range inputs {
		run := in.importStory
		if in.format == "ndjson" {
			run = in.importNDJSON
		}
		if err := run(cmd, st, o, out); err != nil {
			return errors.Join(err, out.close())
		}
	}
	return out.close()
}

// input is a file to import.
type input struct {
	name   string
	format string // story or ndjson
	size   int64  // 0 where it is not known
	file   io.Closer
	text   *bufio.Reader
	doc    *timeline.Document // of a story file
}

// open opens a file, or standard input for "-".
func open(stdin io.Reader, name, format string) (*input, error) {
	in := &input{name: name, format: format}
	from := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
		}
		info, err := file.Stat()
		if err != nil || info.IsDir() {
			return nil, errors.Join(fmt.Errorf("cannot read %s: it is a folder", name), file.Close())
		}
		from, in.file, in.size = file, file, info.Size()
	}
	in.text = bufio.NewReaderSize(from, 64<<10)
	if format == "auto" {
		in.format = in.guess()
	}
	return in, nil
}

// guess tells NDJSON by the file's name, or by a first line that is a whole
// JSON object and no story file.
func (in *input) guess() string {
	switch strings.ToLower(filepath.Ext(in.name)) {
	case ".ndjson", ".jsonl":
		return "ndjson"
	case ".yaml", ".yml":
		return "story"
	}
	head, _ := in.text.Peek(in.text.Size()) // less at the end of a file
	return convert.GuessImport(head)
}

func (in *input) prepare(o importOptions) error {
	if in.format != "story" {
		return nil
	}
	if o.story != "" {
		return fmt.Errorf("%s is a story file, which names its story: leave --story out", in.name)
	}
	return in.readStory()
}

func (in *input) Close() error {
	if in.file == nil {
		return nil
	}
	return in.file.Close()
}
