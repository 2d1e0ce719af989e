package main

import (
	_ "embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/timeline"
)

// firstStory is the story file that init writes, with its name for the id.
//
//go:embed first-story.yaml
var firstStory string

func initCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "init NAME",
		Short: "Write a story file to start from",
		Long: `Write NAME.yaml, a story file to start from: an event, a quote, a source and
what else a story has, with comments that say what each is. It can be imported
as it is. A file that is there is left alone.`,
		Example: `  dateline init harbour-strike
  dateline import harbour-strike.yaml`,
	}
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "give the story one name, which is its id and that of its file")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		name := strings.TrimSuffix(args[0], ".yaml")
		id := filepath.Base(name)
		if !timeline.IsSlug(id) {
			return usage(cmd, "%q is no id: take lower-case letters a-z, digits, '.', '_' and '-', such as harbour-strike", id)
		}
		file, err := os.OpenFile(name+".yaml", os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, os.ErrExist) {
			return fmt.Errorf("there is a file %s.yaml, which is left alone: choose another name", name)
		}
		if err != nil {
			return fmt.Errorf("cannot write %s.yaml: %w", name, errors.Unwrap(err))
		}
		if _, err = file.WriteString(strings.ReplaceAll(firstStory, "harbour-strike", id)); err == nil {
			err = file.Chmod(0o644) // as the other files that are written
		}
		if closeErr := file.Close(); err == nil {
			err = closeErr
		}
		if err != nil {
			return fmt.Errorf("cannot write %s.yaml: %w", name, err)
		}
		_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s.yaml: change what it says, then `dateline import %s.yaml`\n", name, name)
		return err
	}
	return cmd
}
