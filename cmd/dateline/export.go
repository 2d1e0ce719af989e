package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// storyFormats are the formats that hold a story; the others hold events.
var storyFormats = []string{"story", "story-json"}

// archiveFormat is every record of whole stories, as NDJSON.
const archiveFormat = "archive"

// exportFormats are what export writes.
func exportFormats() []string {
	names := append(slices.Clone(storyFormats), archiveFormat)
	for _, f := range convert.EventFormats {
		names = append(names, f.Name)
	}
	return names
}

func exportCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "export",
		Short: "Write a story file, an archive, or events in another format",
		Long: `Write a story with all that belongs to it as a story file: YAML, or JSON with
--format story-json. import reads both back without loss, and exporting that
again gives the same bytes. A private story is exported when it is named.

--format archive writes all stories, or those named by --story, as NDJSON: every
story, source, actor and place before the events that use them. import reads it
back, and the archive of the database it made has the same bytes.

With any other format, write the public events that the filters keep: all of
them, in order. The filters are those of GET /v1/events, and mean the same.`,
		Example: `  dateline export --story us-ukraine-peace-talks -o story.yaml
  dateline export --format archive -o archive.ndjson
  dateline export --format csv --actor mike-waltz --from 2025-03 -o waltz.csv`,
		Args: noArguments,
	}
	db := databaseFlag(cmd)
	format := cmd.Flags().String("format", "story", strings.Join(exportFormats(), ", "))
	output := cmd.Flags().StringP("output", "o", "-", "the file to write; - is standard output")
	publicURL := cmd.Flags().String("public-url", "", "scheme and host of the server, for the addresses of pictures that it keeps; as records have them when empty")
	filters := filterFlags(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if !slices.Contains(exportFormats(), *format) {
			return usage(cmd, "--format is one of %s, not %q", strings.Join(exportFormats(), ", "), *format)
		}
		if *publicURL != "" && !isOrigin(*publicURL) {
			return usage(cmd, "--public-url is a scheme and host such as https://timelines.example, not %q", *publicURL)
		}
		if isNewFile(*db) {
			return noDatabase(*db)
		}
		values, o := filters(), exportOptions{*format, *output, strings.TrimSuffix(*publicURL, "/")}
		return withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error {
			switch {
			case slices.Contains(storyFormats, *format):
				return exportStory(cmd, st, o, values)
			case *format == archiveFormat:
				return exportArchive(cmd, st, o, values)
			}
			return exportEvents(cmd, st, o, values)
		})
	}
	return cmd
}

// exportOptions are what an export is to be.
type exportOptions struct {
	format, output string
	origin         string // before the addresses of pictures that the server keeps
}

// filterFlags adds a flag for each filter of events, and returns what they are
// set to, as the values of a URL.
func filterFlags(cmd *cobra.Command) func() url.Values {
	names := timeline.FilterParameters()
	lists := map[string]*[]string{}
	for _, name := range names {
		lists[name] = cmd.Flags().StringArray(strings.ReplaceAll(name, "_", "-"), nil, "the filter "+name+" of GET /v1/events")
	}
	return func() url.Values {
		values := url.Values{}
		for name, list := range lists {
			if len(*list) > 0 {
				values[name] = *list
			}
		}
		return values
	}
}

func exportStory(cmd *cobra.Command, st *store.Store, o exportOptions, filters url.Values) error {
	story := filters["story"]
	delete(filters, "story")
	if len(filters) > 0 || len(story) > 1 {
		return usage(cmd, "a story file holds one whole story: of the filters, --story alone goes with --format %s", o.format)
	}
	id, err := chooseStory(cmd.Context(), st, strings.Join(story, ""))
	if err != nil {
		return err
	}
	as := convert.StoryYAML
	if o.format == "story-json" {
		as = convert.StoryJSON
	}
	return withStory(cmd.Context(), st, id, o.origin, func(story convert.WholeStory) error {
		return writeFile(cmd.OutOrStdout(), o.output, func(w io.Writer) error { return as.Write(w, story) })
	})
}

// exportArchive writes the stories asked for, or all of them.
func exportArchive(cmd *cobra.Command, st *store.Store, o exportOptions, filters url.Values) error {
	asked := filters["story"]
	delete(filters, "story")
	if len(filters) > 0 {
		return usage(cmd, "an archive holds whole stories: of the filters, --story alone goes with --format %s", archiveFormat)
	}
	if len(asked) == 0 {
		var err error
		if asked, err = storyIDs(cmd.Context(), st); err != nil {
			return err
		}
	}
	for i, id := range asked {
		var err error
		if asked[i], err = chooseStory(cmd.Context(), st, id); err != nil {
			return err
		}
	}
	return writeFile(cmd.OutOrStdout(), o.output, func(w io.Writer) error {
		return convert.WriteArchiveNDJSON(w, func(yield func(convert.WholeStory, error) bool) {
			for _, id := range asked {
				more := true
				err := withStory(cmd.Context(), st, id, o.origin, func(story convert.WholeStory) error {
					more = yield(story, nil)
					return nil
				})
				if err != nil && more {
					more = yield(convert.WholeStory{}, err)
				}
				if !more {
					return
				}
			}
		})
	})
}

// exportEvents writes the events that filters keep, and says on standard error
// what the format could not carry.
func exportEvents(cmd *cobra.Command, st *store.Store, o exportOptions, filters url.Values) error {
	q, err := timeline.ParseQuery(filters)
	if err != nil {
		return usage(cmd, "%s", strings.TrimSuffix(err.Error(), "."))
	}
	version, err := st.Version(cmd.Context())
	if err != nil {
		return err
	}
	as := convert.EventFormats[slices.IndexFunc(convert.EventFormats, func(f convert.Format[timeline.Event]) bool { return f.Name == o.format })]
	about := convert.About{Title: "Dateline: events", Updated: version.At, Database: st.Identity()}
	if about.Story, err = wholeStoryAsked(cmd.Context(), st, filters); err != nil {
		return err
	}
	if about.Story != nil {
		about.Title = about.Story.Title
	}
	var loss convert.Loss
	err = writeFile(cmd.OutOrStdout(), o.output, func(w io.Writer) (err error) {
		loss, err = as.Write(w, about, convert.Decoded[timeline.Event](func(fn func(doc json.RawMessage) error) error {
			return st.View(cmd.Context(), store.ViewOptions{Origin: o.origin}, func(v *store.View) error { return v.EachEvent(q, fn) })
		}))
		return err
	})
	if err != nil || loss.String() == "" {
		return err
	}
	_, err = fmt.Fprintf(cmd.ErrOrStderr(), "%s cannot carry all of it: %s\n", o.format, loss)
	return err
}

// wholeStoryAsked is the story that filters ask for all of; nil where they ask for
// something else, or for what is not there or private.
func wholeStoryAsked(ctx context.Context, st *store.Store, filters url.Values) (story *timeline.Story, err error) {
	asked := filters["story"]
	if len(filters) != 1 || len(asked) != 1 || !timeline.IsSlug(asked[0]) {
		return nil, nil //nolint:nilnil // there may be none
	}
	err = st.View(ctx, store.ViewOptions{}, func(v *store.View) error {
		found, err := v.Record("story", asked[0])
		if timeline.CodeOf(err) == timeline.NotFound {
			return nil
		}
		if err != nil {
			return err
		}
		record, err := timeline.StoredRecord("story", found.JSON)
		story, _ = record.(*timeline.Story)
		return err
	})
	return story, err
}

// withStory reads a story with all that belongs to it, a private one too: who can
// open the database may read it. Its events are read as fn asks for them. origin is
// that of its pictures; see store.ViewOptions.
func withStory(ctx context.Context, st *store.Store, id, origin string, fn func(story convert.WholeStory) error) error {
	return st.View(ctx, store.ViewOptions{Private: true, Origin: origin}, func(v *store.View) error {
		file, err := v.StoryFile(id)
		if err != nil {
			return err
		}
		return fn(convert.WholeStory{Head: &file.Head, Events: file.Events()})
	})
}

// storyIDs lists every story, private ones too.
func storyIDs(ctx context.Context, st *store.Store) (ids []string, err error) {
	err = st.View(ctx, store.ViewOptions{Private: true}, func(v *store.View) (err error) {
		ids, err = v.StoryIDs()
		return err
	})
	return ids, err
}

// chooseStory is the story asked for, or the only one.
func chooseStory(ctx context.Context, st *store.Store, asked string) (string, error) {
	ids, err := storyIDs(ctx, st)
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
