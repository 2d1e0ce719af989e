package edit

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"path"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// mostBrought bounds a file that is imported in a browser, in bytes: it is kept in the
// database while somebody looks at it.
const mostBrought = 100 << 20

// mostBytes is how large a file may be.
func (s *server) mostBytes() int64 {
	if most := s.Config.MaxImport; most > 0 && most < mostBrought {
		return most
	}
	return mostBrought
}

// emptyBring is the form before anything is filled in.
var emptyBring = page.BringForm{Format: convert.Auto, Into: page.IntoNew, Visibility: timeline.Private}

// getBring serves GET /edit/import: the form to import a file.
func (s *server) getBring(c *gin.Context, me store.Session) error {
	return s.showBring(c, me, http.StatusOK, emptyBring, nil)
}

// showBring shows the form with what was filled in, and what is wrong with that.
func (s *server) showBring(c *gin.Context, me store.Session, status int, form page.BringForm, wrong page.Mistakes) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.BringInput{EditFrame: s.editFrame(c, me), BringForm: form, Formats: convert.ImportFormats, Titles: map[string]string{}, Most: s.mostBytes(), Mistakes: wrong}
	for _, r := range convert.Readers {
		in.Titles[r.Name] = r.Title
	}
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		list, err := v.Stories(timeline.StoryQuery{Paging: timeline.Paging{Limit: timeline.MaxLimit}}, nil)
		if err != nil {
			return err
		}
		in.Stories, err = decoded[timeline.Story](list.Records)
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, status, in.Language, page.NewBring(in))
}

// postBring serves POST /edit/import: it keeps a file with what would become of it, and
// leads to the page that shows that.
func (s *server) postBring(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	sent, err := s.bringForm(c)
	defer sent.close()
	if timeline.CodeOf(err) == httpserver.BodyTooLarge {
		return s.showBring(c, me, http.StatusRequestEntityTooLarge, sent.form, page.Mistakes{"file": err.Error() + " The command dateline import takes larger files, or import it in parts."})
	}
	if err != nil {
		return err
	}
	status, wrong := http.StatusUnprocessableEntity, sent.check()
	if len(wrong) == 0 {
		_, size := sent.content()
		err := s.countSent(c, me, size)
		if timeline.CodeOf(err) == timeline.TooManyUploads {
			status, wrong = http.StatusTooManyRequests, page.Mistakes{"file": mistake(err)}
		} else if err != nil {
			return err
		}
	}
	if len(wrong) == 0 {
		err = s.firstLook(c, me, sent)
		if wrong = mistakesOf(err, sent); len(wrong) == 0 {
			return err
		}
	}
	if sent.file.size > 0 && wrong["file"] == "" {
		wrong["file"] = "Choose the file again: browsers do not keep it in a form."
	}
	if err := sent.echo(); err != nil {
		return err
	}
	return s.showBring(c, me, status, sent.form, wrong)
}

// firstLook looks at a file that came, keeps it and leads to its page.
func (s *server) firstLook(c *gin.Context, me store.Session, sent *bringSent) error {
	ctx, done := s.patient(c, lookPatience)
	defer done()
	st := bringState{Name: sent.name(), Form: sent.form}
	if err := s.target(ctx, &st.Form); err != nil {
		return httpserver.Because(ctx, err)
	}
	file, size := sent.content()
	if err := s.bring(ctx, me, &st, file, size, true); err != nil {
		return httpserver.Because(ctx, err)
	}
	text, err := st.text()
	if err != nil {
		return err
	}
	if _, err := file.Seek(0, 0); err != nil {
		return err
	}
	id, err := s.Store.AddUpload(ctx, me.Person.N, text, file)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, brings+"/"+id)
}

// target settles which story a file goes into: the id of a new one, or one that is there.
func (s *server) target(ctx context.Context, f *page.BringForm) error {
	switch f.Into {
	case page.IntoNew:
		_, err := s.Store.Update(ctx, store.UpdateOptions{DryRun: true}, func(tx *store.Tx) (err error) {
			f.Story, err = tx.NewStoryID(f.NewTitle)
			return err
		})
		if timeline.CodeOf(err) == timeline.InvalidRecord {
			return fieldError{"title", err}
		}
		return err
	case page.IntoStory:
		f.NewTitle = ""
		_, err := s.storyOf(ctx, f.Story, store.ViewOptions{Private: true})
		if timeline.CodeOf(err) == timeline.NotFound {
			return fieldError{"story", errors.New("There is no such timeline any more: choose another.")} //nolint:revive,staticcheck // people read it
		}
		return err
	}
	f.Story, f.NewTitle = "", ""
	return nil
}

// storyOf is a story that a reader may see.
func (s *server) storyOf(ctx context.Context, id string, as store.ViewOptions) (story timeline.Story, err error) {
	err = s.Store.View(ctx, as, func(v *store.View) error {
		rec, err := v.Record("story", id)
		if err != nil {
			return err
		}
		return json.Unmarshal(rec.JSON, &story)
	})
	return story, err
}

// check looks at what was filled in, without the file.
func (b *bringSent) check() page.Mistakes {
	wrong := page.Mistakes{}
	f := &b.form
	switch {
	case b.file.size == 0 && b.pasted.size == 0 && b.fileName != "":
		wrong["file"] = "There is nothing in this file: choose the one that has the rows."
	case b.file.size == 0 && b.pasted.size == 0:
		wrong["file"] = "Choose a file, or paste what is in it below."
	case b.file.size > 0 && b.pasted.size > 0:
		wrong["text"] = "Choose a file or paste its text, and not both: leave one of them out."
	}
	if !slices.Contains(convert.ImportFormats, f.Format) {
		wrong["format"] = "Choose one of the formats."
	}
	if !slices.Contains([]string{page.IntoNew, page.IntoStory, page.IntoOwn}, f.Into) {
		wrong["into"] = "Choose where the events go."
	}
	if f.Into == page.IntoNew && f.NewTitle == "" {
		if f.NewTitle = strings.TrimSpace(strings.TrimSuffix(b.fileName, path.Ext(b.fileName))); f.NewTitle == "" {
			wrong["title"] = "Give the new timeline a title, such as Peace talks."
		}
	}
	if f.Into == page.IntoStory && !timeline.IsSlug(f.Story) {
		wrong["story"] = "Choose the timeline that the events go into."
	}
	if !slices.Contains(timeline.Visibilities, f.Visibility) {
		wrong["visibility"] = "Choose who sees a new timeline."
	}
	maps.Copy(wrong, wrongReading(*f))
	return wrong
}

// wrongReading is what is wrong with how a file is to be read.
func wrongReading(f page.BringForm) page.Mistakes {
	wrong := page.Mistakes{}
	if f.Encoding != "" && !convert.IsEncoding(f.Encoding) {
		wrong["encoding"] = "There is no such encoding; examples are windows-1252 and koi8-u."
	}
	if f.DayOrder != "" && !slices.Contains(convert.DayOrders, f.DayOrder) {
		wrong["day_order"] = "Choose one of the orders."
	}
	return wrong
}

// fieldError is one of a field of a form.
type fieldError struct {
	field string
	error
}

func (e fieldError) Unwrap() error { return e.error }

// mistakesOf says which field an error is about, and what would be right; none where it
// is about no field.
func mistakesOf(err error, sent *bringSent) page.Mistakes {
	if e, ok := errors.AsType[fieldError](err); ok {
		return page.Mistakes{e.field: sentence(e.error)}
	}
	where := "file"
	if sent.pasted.size > 0 {
		where = "text"
	}
	if other, ok := errors.AsType[*convert.OtherFormatError](err); ok {
		return page.Mistakes{"format": other.Error() + ": choose " + other.Is + ", or leave the format to the file."}
	}
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok && unknown.Several {
		return page.Mistakes{"format": unknown.Error() + ": choose which of them it is."}
	}
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok {
		return page.Mistakes{where: unknown.Error() + ". Choose its format below, or save it as .csv or .xlsx with a row of column names such as date and title."}
	}
	switch {
	case errors.Is(err, store.ErrNoStory):
		return page.Mistakes{"into": "This file names no timeline of its own: choose a new one, or one that is here."}
	case timeline.CodeOf(err) == timeline.InvalidRecord, timeline.CodeOf(err) == timeline.InvalidParameter:
		return page.Mistakes{where: sentence(err)}
	}
	return nil
}

// shownFaults are how many mistakes of a file are told at once.
const shownFaults = 20

// sentence is what an error says to people, with the lines of its faults.
func sentence(err error) string {
	e, ok := errors.AsType[*timeline.Error](err)
	if !ok {
		return err.Error()
	}
	if len(e.Faults) == 0 {
		return forPages.Replace(e.Message)
	}
	parts := make([]string, 0, shownFaults)
	for _, f := range e.Faults[:min(len(e.Faults), shownFaults)] {
		parts = append(parts, f.String())
	}
	return forPages.Replace(strings.Join(parts, "; "))
}

// forPages takes the options of the command out of what is said of a file: a page has
// fields for them.
var forPages = strings.NewReplacer(". --dry-run shows this as a mapping, which --map takes", "", " (--map)", "", " (--encoding)", "", "as in --encoding ", "such as ", "--day-order", "the order")
