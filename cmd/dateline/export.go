package main

import (
	"bufio"
	"context"
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

// exportFormats are what export writes.
var exportFormats = []string{"story", "story-json"}

func exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a story file",
		Long: `Write a story with all that belongs to it as a story file: YAML, or JSON with
--format story-json. import reads both back without loss, and exporting that
again gives the same bytes. Private stories are exported too.`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	story := cmd.Flags().String("story", "", "the story's id; may be left out where there is only one")
	format := cmd.Flags().String("format", "story", "story (YAML) or story-json")
	output := cmd.Flags().StringP("output", "o", "-", "the file to write; - is standard output")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if !slices.Contains(exportFormats, *format) {
			return usage(cmd, "--format is one of %s, not %q", strings.Join(exportFormats, ", "), *format)
		}
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			id, err := chooseStory(cmd.Context(), st, *story)
			if err != nil {
				return err
			}
			doc, err := st.AnyDocument(cmd.Context(), id)
			if err != nil {
				return err
			}
			write := convert.WriteStoryYAML
			if *format == "story-json" {
				write = convert.WriteStoryJSON
			}
			return writeFile(cmd.OutOrStdout(), *output, func(w io.Writer) error { return write(w, doc) })
		})
	}
	return cmd
}

// chooseStory is the story asked for, or the only one.
func chooseStory(ctx context.Context, st *store.Store, asked string) (string, error) {
	ids, err := st.StoryIDs(ctx)
	if err != nil {
		return "", err
	}
	switch {
	case asked != "" && slices.Contains(ids, asked):
		return asked, nil
	case asked != "":
		return "", fmt.Errorf("there is no story %q%s", asked, hint(timeline.Suggest(asked, ids), ids))
	case len(ids) == 1:
		return ids[0], nil
	case len(ids) == 0:
		return "", fmt.Errorf("the database holds no story: import one with `dateline import FILE`")
	}
	return "", fmt.Errorf("the database holds %d stories: choose one with --story, such as --story %s", len(ids), ids[0])
}

func hint(suggestions, all []string) string {
	switch {
	case len(suggestions) > 0:
		return fmt.Sprintf("; did you mean %q?", suggestions[0])
	case len(all) == 0:
		return ": the database holds none"
	}
	return "; there is " + strings.Join(all[:min(5, len(all))], ", ")
}

// writeFile writes through a temporary file beside the target, so that a
// failure leaves the old file whole.
func writeFile(stdout io.Writer, name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		buffered := bufio.NewWriter(stdout)
		if err := write(buffered); err != nil {
			return err
		}
		return buffered.Flush()
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	buffered := bufio.NewWriter(file)
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Chmod(0o644)
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return nil
}
