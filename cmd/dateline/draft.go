package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/draft"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func draftCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:   "draft ARTICLE",
		Short: "Make a first story file out of an article",
		Long: `Make a first story file out of an article: an event for each passage that says
when something was or has somebody's words, with its citation, the date in
EDTF, quotes with their likely speaker, and the actors and places that the
database knows by name. Each guess has a comment above it: # confirm: …

ARTICLE is plain text, a web page (.html), Markdown (.md) or a Word file (.docx);
- is standard input.
Relative dates ("on Wednesday") are counted from the day of publication. Nothing
is fetched, and nothing is written into the database. A new story is private
until you have read it.

Citations count characters of the text that was read. Of all but plain text it
was taken out of the file: keep it with --text, for verify and import --text.`,
		Example: `  dateline draft article.txt --published 2025-03-06 -o story.yaml
  dateline draft page.html --text page.txt -o story.yaml
  dateline verify story.yaml --source page=page.txt`,
	}
	var o draftOptions
	flags := cmd.Flags()
	db := databaseFlag(cmd)
	flags.StringVar(&o.published, "published", "", "when the article was published, in EDTF, such as 2025-03-06")
	flags.StringVar(&o.language, "language", "", "the article's language, such as uk; that of the page, or en")
	flags.StringVar(&o.story, "story", "", "the story's id; one of the database is gone on with")
	flags.StringVar(&o.title, "title", "", "the article's title; its first line")
	flags.StringVar(&o.source, "source", "", "the source's id; the name of the file")
	flags.StringVar(&o.publisher, "publisher", "", "who published the article")
	flags.StringVar(&o.url, "url", "", "where the article stands")
	text := flags.String("text", "", "where to write the text that was read")
	output := flags.StringP("output", "o", "-", "the file to write; - is standard output")
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if len(args) != 1 {
			return usage(cmd, "name one article, as a file of text, HTML, Markdown or Word")
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		a, err := o.read(cmd, args[0])
		if err != nil {
			return err
		}
		if isNewFile(*db) {
			if flags.Changed("db") {
				return noDatabase(*db)
			}
		} else if err := withStore(cmd.Context(), *db, store.Options{}, func(st *store.Store) error { return o.know(cmd.Context(), st, a) }); err != nil {
			return err
		}
		file, err := o.file(a, args[0])
		if err != nil {
			return err
		}
		if *text != "" {
			if err := writeFile(cmd.OutOrStdout(), *text, func(w io.Writer) error { _, err := io.WriteString(w, a.Text); return err }); err != nil {
				return err
			}
		} else if a.Taken {
			if _, err := fmt.Fprintf(cmd.ErrOrStderr(), "the citations count in the text that was taken out of %s: keep it with --text FILE\n", shown(args[0])); err != nil {
				return err
			}
		}
		return writeFile(cmd.OutOrStdout(), *output, func(w io.Writer) error { _, err := w.Write(file); return err })
	}
	return cmd
}

// draftOptions are what the flags of draft say, and then what the database knows.
type draftOptions struct {
	published, language, story, title, source, publisher, url string

	setting draft.Setting
}

// read reads the article, and what flags leave out from it.
func (o *draftOptions) read(cmd *cobra.Command, name string) (*article.Article, error) {
	data, err := readFile(cmd.InOrStdin(), name)
	if err != nil {
		return nil, err
	}
	a, err := article.Read(data, name)
	if err != nil {
		return nil, inFile(name, err)
	}
	for _, f := range []struct{ flag, found *string }{{&o.title, &a.Title}, {&o.publisher, &a.Publisher}, {&o.language, &a.Language}, {&o.published, &a.Published}} {
		if *f.flag == "" {
			*f.flag = *f.found
		}
	}
	if o.language == "" {
		o.language = "en"
	}
	if o.published != "" {
		if _, err := edtf.Parse(o.published); err != nil {
			return nil, usage(cmd, "--published takes a date in EDTF, such as 2025-03-06: %s", err)
		}
	}
	if o.source == "" {
		o.source = articleID(name)
	}
	if !timeline.IsSlug(o.source) {
		return nil, usage(cmd, "%q is no source id: give one with --source ID", o.source)
	}
	if o.story == "" {
		o.story = o.source + "-story"
	}
	if !timeline.IsSlug(o.story) {
		return nil, usage(cmd, "%q is no story id: give one with --story ID", o.story)
	}
	o.setting.Story = timeline.Story{ID: o.story, Title: timeline.Clip(o.title, timeline.MaxTitle), Language: o.language, Visibility: "private"}
	o.setting.Source = timeline.Source{ID: o.source, Title: timeline.Clip(o.title, timeline.MaxTitle), Publisher: o.publisher, URL: o.url, Language: o.language}
	if o.published != "" {
		o.setting.Source.Published = &timeline.Date{EDTF: edtf.MustParse(o.published), Basis: "stated"}
	}
	return a, nil
}

// articleID is the id of the article as a source, where none is given.
func articleID(file string) string {
	if file == "-" {
		return "article"
	}
	id := strings.ToLower(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)))
	return strings.ReplaceAll(id, " ", "-")
}

// know takes from the database whom it knows by name, and the story that the
// draft is to go on with.
func (o *draftOptions) know(ctx context.Context, st *store.Store, a *article.Article) error {
	return st.View(ctx, store.ViewOptions{Private: true}, func(v *store.View) error {
		if err := v.EachActor(timeline.ActorQuery{}, into(&o.setting.Actors)); err != nil {
			return err
		}
		if err := v.EachPlace(timeline.PlaceQuery{}, into(&o.setting.Places)); err != nil {
			return err
		}
		var source timeline.Source
		if found, err := recordOf(v, "source", o.source, &source); err != nil {
			return err
		} else if found && source.Digest != "" && source.Digest != evidence.Digest(a.Text) {
			return fmt.Errorf("the database has a source %q with another text: give this one an id of its own with --source ID", o.source)
		} else if found {
			o.setting.Source = source
		}
		if found, err := recordOf(v, "story", o.story, &o.setting.Story); err != nil || !found {
			return err
		}
		doc, err := v.Document(o.story)
		if err != nil {
			return err
		}
		o.setting.Taken = map[string]bool{}
		for _, e := range doc.Events {
			o.setting.Taken[e.ID] = true
		}
		return nil
	})
}

// into adds each document to a list.
func into[T any](list *[]T) func(doc json.RawMessage) error {
	return func(doc json.RawMessage) error {
		var record T
		if err := json.Unmarshal(doc, &record); err != nil {
			return err
		}
		*list = append(*list, record)
		return nil
	}
}

// recordOf reads a record, where there is one.
func recordOf(v *store.View, resource, id string, into any) (found bool, err error) {
	record, err := v.Record(resource, id)
	if timeline.CodeOf(err) == timeline.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, json.Unmarshal(record.JSON, into)
}

// file is the story file, which import takes as it is.
func (o *draftOptions) file(a *article.Article, name string) ([]byte, error) {
	opts := draft.Options{Published: o.published, Language: o.language, Known: draft.KnownOf(o.setting.Actors, o.setting.Places)}
	doc, comments := draft.Read(a.Text, opts).Document(o.setting)
	comments[""] = fmt.Sprintf("A first story file, made from %s. Each guess has a comment that begins with \"confirm\": read it\n"+
		"against the text, mend what is wrong, and take the comment away. What was not found is not here:\n"+
		"  dateline verify THIS.yaml --source %s=TEXT\n"+
		"lists the sentences that no event cites.\n"+
		"Types of events: %s, or a word of your own.\n"+
		"Kinds of actors: %s. Their roles: %s.\n"+
		"Roles of places: %s.", shown(name), o.source, strings.Join(timeline.EventTypes, ", "),
		strings.Join(timeline.ActorKinds, ", "), strings.Join(timeline.ActorRoles, ", "), strings.Join(timeline.PlaceRoles, ", "))
	if o.setting.Taken == nil {
		comments["/story/title"] = "confirm: the title of the article; give the story its own"
		comments["/story/visibility"] = "confirm: public shows it to everybody, once it is imported"
	}
	if o.published != "" && o.published == a.Published {
		comments["/sources/0/published"] = "confirm: as the page says of itself"
	}
	var out bytes.Buffer
	if err := convert.WriteCommentedStoryYAML(&out, doc, comments); err != nil {
		return nil, err
	}
	if _, err := convert.ReadStory(out.Bytes()); err != nil {
		return nil, inFile(name, fmt.Errorf("no story file can be made of it: %w", err))
	}
	return out.Bytes(), nil
}
