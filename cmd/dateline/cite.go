package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/timeline"
)

func citeCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   `cite --source [ID=]FILE "words"`,
		Short: "Print the citation for words found in a text",
		Long: `Print the citation for words found in a text, to paste into a story file: their
position in Unicode code points and the SHA-256 of exactly those words. Words
that stand several times give a line each. The id of the source is the name of
its file unless it is given.`,
		Example: `  dateline cite --source us-ukraine-forge-path=article.txt "held a pivotal phone call"`,
	}
	source := cmd.Flags().String("source", "", "the text, as FILE or ID=FILE; - is standard input")
	asJSON := cmd.Flags().Bool("json", false, "print JSON instead of YAML")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(cmd, "give the words to cite, in quotes")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if *source == "" {
			return usage(cmd, "give the text to cite with --source FILE")
		}
		id, file := sourceAndFile(*source)
		if !timeline.IsSlug(id) {
			return usage(cmd, "%q is no source id: give one with --source ID=%s", id, file)
		}
		text, err := readFile(cmd.InOrStdin(), file)
		if err != nil {
			return err
		}
		citations, err := evidence.Cite(id, string(text), strings.Join(args, " "))
		if err != nil {
			return inFile(file, err)
		}
		for _, c := range citations {
			line, err := formatCitation(c, *asJSON)
			if err != nil {
				return err
			}
			if _, err := fmt.Fprintln(cmd.OutOrStdout(), line); err != nil {
				return err
			}
		}
		return nil
	}
	return cmd
}

// sourceAndFile parts ID=FILE; a file alone gives its name as the id.
func sourceAndFile(s string) (id, file string) {
	if id, file, ok := strings.Cut(s, "="); ok && timeline.IsSlug(id) {
		return id, file
	}
	base := filepath.Base(s)
	return strings.ToLower(strings.TrimSuffix(base, filepath.Ext(base))), s
}

func formatCitation(c timeline.Citation, asJSON bool) (string, error) {
	if asJSON {
		line, err := json.Marshal(c)
		return string(line), err
	}
	return convert.CitationYAML(c)
}
