package main

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path"
	"path/filepath"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// importFiles reads and validates all files that are imported whole before
// anything is written; records are read while they are written.
func importFiles(cmd *cobra.Command, db string, o importOptions, names []string) (err error) {
	boundMemory(cmd.Context(), importGCPercent, slog.New(slog.DiscardHandler))
	var files []*inputFile
	var inputs []*input
	defer func() {
		for _, in := range inputs {
			err = errors.Join(err, in.Close())
		}
		for _, file := range files {
			err = errors.Join(err, file.Close())
		}
	}()
	out := newRejects(cmd.ErrOrStderr(), o.rejects)
	var mistakes []error
	for _, name := range names {
		file, openErr := openFile(cmd.InOrStdin(), name, o.format)
		if openErr != nil {
			mistakes = append(mistakes, openErr)
			continue
		}
		files = append(files, file)
		for _, text := range file.texts {
			in, openErr := open(text, o, out)
			if openErr == nil {
				inputs = append(inputs, in)
				openErr = in.prepare(o)
			}
			mistakes = append(mistakes, openErr)
		}
	}
	if err := errors.Join(mistakes...); err != nil {
		return err
	}
	if o.dryRun && isNewFile(db) {
		return tryInNew(cmd, o, inputs, out)
	}
	return withStore(cmd.Context(), db, store.Options{KeepSchema: o.dryRun}, func(st *store.Store) error {
		return importInputs(cmd, st, o, inputs, out)
	})
}

// tryInNew imports into a database of its own, that is then thrown away, so
// that a dry run makes no file.
func tryInNew(cmd *cobra.Command, o importOptions, inputs []*input, out *rejects) error {
	dir, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		return fmt.Errorf("make a folder for the dry run: %w", err)
	}
	defer os.RemoveAll(dir)
	return withStore(cmd.Context(), filepath.Join(dir, "dry-run.db"), store.Options{}, func(st *store.Store) error {
		return importInputs(cmd, st, o, inputs, out)
	})
}

func importInputs(cmd *cobra.Command, st *store.Store, o importOptions, inputs []*input, out *rejects) error {
	for _, in := range inputs {
		run := in.importRecords
		if in.doc != nil {
			run = in.importDocument
		}
		if err := run(cmd, st, o, out); err != nil {
			return errors.Join(err, out.close())
		}
	}
	for _, t := range o.texts {
		if err := t.handOver(cmd, st, o); err != nil {
			return errors.Join(err, out.close())
		}
	}
	return out.close()
}

// input is a text to import.
type input struct {
	name string
	size int64 // 0 where it is not known
	text *intake.Text
	doc  *timeline.Document // where the text is imported whole
}

// open opens a text, and finds out its format.
func open(packed convert.Packed, o importOptions, out *rejects) (*input, error) {
	in := &input{name: packed.Name, size: packed.Size}
	if packed.Name = path.Base(filepath.ToSlash(in.name)); in.name == "-" {
		packed.Name = ""
	}
	var err error
	in.text, err = intake.Open(packed, convert.Clues{Format: o.format, Name: in.name}, o.read)
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok {
		return nil, fmt.Errorf("cannot tell the format of %s: %w; %s", shown(in.name), unknown, nextFor(unknown))
	}
	if other, ok := errors.AsType[*convert.OtherFormatError](err); ok {
		return nil, fmt.Errorf("%s: %w: --format %s", shown(in.name), other, other.Is)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", shown(in.name), err)
	}
	in.text.Input.Note = func(text string) { out.note(shown(in.name), text) }
	return in, nil
}

// nextFor is what to do about a text whose format cannot be told.
func nextFor(unknown *convert.FormatError) string {
	switch {
	case unknown.Empty:
		return "an import needs a text"
	case unknown.Several:
		return "say which it is, as in --format " + unknown.Formats[0]
	}
	return "say which it is (--format), or, of an article, write a first story file with dateline draft"
}

// prepare reads and validates what is imported whole.
func (in *input) prepare(o importOptions) error {
	if in.text.Reader.ReadWhole == nil {
		return nil
	}
	if o.story != "" {
		return fmt.Errorf("%s is a %s, which names its story: leave --story out", in.name, in.text.Reader.Title)
	}
	var err error
	switch in.doc, err = in.text.Reader.ReadWhole(in.text.Input); {
	case err == nil:
		return nil
	case timeline.CodeOf(err) == timeline.InvalidRecord:
		return inFile(in.name, err)
	}
	return fmt.Errorf("cannot read %s: %w", in.name, err)
}

func (in *input) importDocument(cmd *cobra.Command, st *store.Store, o importOptions, _ *rejects) error {
	report, err := st.Update(cmd.Context(), o.writes(), func(tx *store.Tx) error { return tx.Import(in.doc) })
	if err != nil {
		return inFile(in.name, err)
	}
	if err := printReport(cmd.OutOrStdout(), in.name+": "+in.doc.Story.ID, report, 0, o.dryRun, false); err != nil {
		return err
	}
	if err := printWarnings(cmd.ErrOrStderr(), in.name, report); err != nil {
		return err
	}
	return printKept(cmd.OutOrStdout(), in.name, report.Kept)
}

func (in *input) importRecords(cmd *cobra.Command, st *store.Store, o importOptions, out *rejects) error {
	before := out.count
	reject := func(e timeline.Entry, why error) error {
		e.File = in.name
		return out.add(e, why)
	}
	bar := newProgress(cmd.ErrOrStderr(), in.name, in.size)
	text := in.text.Input
	text.Text = io.TeeReader(text.Text, bar)
	var guessed *convert.Mapping
	text.Mapped = func(m *convert.Mapping) { guessed = m }
	report, err := st.Load(cmd.Context(), convert.Accepted(in.text.Reader.Entries(text), reject), store.LoadOptions{UpdateOptions: o.writes(), Story: o.story, Overwrite: o.overwrite, Reject: reject})
	bar.finish()
	if err != nil {
		err = inFile(in.name, err)
	}
	if o.dryRun && o.read.Mapping == nil && guessed != nil {
		err = errors.Join(err, printMapping(cmd.OutOrStdout(), in.name, guessed))
	}
	if report == nil || err != nil && !report.Changed() {
		return err
	}
	return errors.Join(err, printReport(cmd.OutOrStdout(), in.name, report, out.count-before, o.dryRun, in.text.Reader.Foreign), printWarnings(cmd.ErrOrStderr(), in.name, report))
}

func (in *input) Close() error {
	return in.text.Close()
}
