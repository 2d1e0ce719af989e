package main

import (
	"fmt"
	"os"
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
	dryRun, overwrite      bool
	nice                   int
	read                   convert.ReadOptions
	texts                  []sourceText
}

// writes says how an import is written.
func (o importOptions) writes() store.UpdateOptions {
	return store.UpdateOptions{Author: store.Author{Name: "import"}, DryRun: o.dryRun}
}

func importCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "import FILE…",
		Short: "Read story files or records into a database",
		Long: `Read stories and records into a database, which is made when it is missing. - is
standard input. The formats are:

` + formatList() + `
What format a file has, its beginning tells, or its name; --format decides.

A story file is imported whole or not at all; a mistake is named by file, line
and column. Importing it again changes nothing; an edited one gives the edited
records their next revision. Events of the story that the file no longer holds
stay, and are named.

Records are imported in batches, in memory that does not grow with the file.
One that cannot be imported is passed over and named with its reason, in the
--rejects file where there is one; the exit code then is 3. Mended there, the
file of rejects is itself imported. Importing a file again changes nothing: an
import that was cut off is run again. NDJSON has a record a line, as export
--format archive and GET /v1/events?format=ndjson write it.

Rows of other systems become events of the story that --story names; each cites
its file and line, and is known again by its own id. A row that says something
else than before is the event's next revision, unless the event was edited here
meanwhile: it is rejected then, and --overwrite takes it. docs/importing.md tells
what becomes of each format's fields. A file may be packed by gzip or ZIP.

Of a table (csv, xlsx) the names of the columns tell what is in them. --dry-run
prints what they are taken for, as a mapping that --map takes once it is mended.

--text hands over the text of a source, after all files: it proves what is
cited of the source, gives quoted words their span, and names what it does not
have. It is kept, and shown to nobody without a token.

On Linux others have the processor first while it works, as --nice says, so that
a server that is read meanwhile goes on answering; alone it has all of it.`,
		Example: `  dateline import story.yaml
  dateline import story.yaml --text minutes=minutes.txt
  dateline import archive.ndjson --rejects rejects.ndjson
  dateline import --story clashes 2025.export.CSV.zip --dry-run
  dateline import --story desk --map desk-map.yaml desk.csv desk.xlsx
  curl -s 'https://timelines.example/v1/events?format=ndjson' | dateline import --format ndjson --story copied -`,
		Annotations: map[string]string{interrupted: "interrupted: what is in the database by now stays; run the same import again for the rest"},
	}
	db := databaseFlag(cmd)
	var o importOptions
	cmd.Flags().StringVar(&o.format, "format", convert.Auto, "the format of the files: "+strings.Join(convert.ImportFormats, ", "))
	cmd.Flags().StringVar(&o.story, "story", "", "the story of records that name none; it is made when it is missing")
	cmd.Flags().StringVar(&o.rejects, "rejects", "", "the file to write rejected lines to, with their reasons; an older one is replaced")
	cmd.Flags().BoolVar(&o.overwrite, "overwrite", false, "take rows of other systems that differ, though their events were edited here")
	cmd.Flags().StringVar(&o.read.DayOrder, "day-order", "", "how to read 11/10/16 where the file leaves it open: dmy, mdy or ymd")
	cmd.Flags().StringVar(&o.read.Encoding, "encoding", "", "the encoding of texts that are not UTF-8, such as windows-1252")
	cmd.Flags().IntVar(&o.nice, "nice", 10, "how much others come first on the processor, from 0, not at all, to 19")
	mapping := cmd.Flags().String("map", "", "the file that says which column of a table is what; --dry-run prints such a one")
	profile := cmd.Flags().String("cpu-profile", "", "the file to write a profile to, for go tool pprof: where the time of the import went")
	texts := cmd.Flags().StringArray("text", nil, "a source's id and the file with its text, as ID=FILE; may be repeated")
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "check the files and say what would change, without writing")
	cobra.CheckErr(cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatCompletions(), cobra.ShellCompDirectiveNoFileComp)))
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 && len(*texts) == 0 {
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
		case !slices.Contains([]string{"", convert.DayFirst, convert.MonthFirst, convert.YearFirst}, o.read.DayOrder):
			return usage(cmd, "--day-order is one of dmy, mdy, ymd, not %q", o.read.DayOrder)
		case o.read.Encoding != "" && !convert.IsEncoding(o.read.Encoding):
			return usage(cmd, "--encoding takes the name of a character encoding, such as windows-1252, not %q", o.read.Encoding)
		case o.nice < 0 || o.nice > 19:
			return usage(cmd, "--nice is from 0 to 19, not %d", o.nice)
		case slices.ContainsFunc(args, func(name string) bool { return sameFile(name, o.rejects) }):
			return usage(cmd, "--rejects takes a file of its own, and %s is to be imported", o.rejects)
		}
		if cmd.Context().Value(ownProcess{}) != nil {
			if err := giveWay(o.nice); err != nil {
				return fmt.Errorf("cannot give way to others: %w; --nice 0 does without", err)
			}
		}
		var err error
		if o.read.Mapping, err = readMapping(*mapping); err != nil {
			return err
		}
		if o.texts, err = readSourceTexts(cmd, *texts); err != nil {
			return err
		}
		return profiled(*profile, func() error { return importFiles(cmd, *db, o, args) })
	}
	return cmd
}

// formatList is a line for each format that is read.
func formatList() string {
	var b strings.Builder
	for _, r := range convert.Readers {
		fmt.Fprintf(&b, "  %-8s %s: %s\n", r.Name, r.Title, strings.Join(r.Extensions, ", "))
	}
	return b.String()
}

// formatCompletions are what a shell offers for --format.
func formatCompletions() []cobra.Completion {
	list := []cobra.Completion{cobra.CompletionWithDesc(convert.Auto, "as each file begins or is named")}
	for _, r := range convert.Readers {
		list = append(list, cobra.CompletionWithDesc(r.Name, r.Title))
	}
	return list
}

// sameFile reports whether two names are of one file that is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	other, otherErr := os.Stat(b)
	return err == nil && otherErr == nil && one.Mode().IsRegular() && os.SameFile(one, other)
}
