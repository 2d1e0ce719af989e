package edit

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	foundToMerge = 20   // records that are offered to merge into
	mostTried    = 2000 // events of a record whose merge is tried before it is shown: others would wait for more
)

// getMerge serves GET /edit/actors/{id}/merge and its like: without into the search for
// the other record, and with it the two side by side, with what would follow.
func (s *server) getMerge(k kindOfRecord, c *gin.Context, me store.Session) error {
	in := page.MergeInput{EditFrame: s.editFrame(c, me), Resource: k.resource, From: page.RecordRow{ID: c.Param("id")}, Search: c.Query(searchParameter)}
	return s.showMerge(k, c, me, http.StatusOK, in, c.Query(intoParameter))
}

// showMerge shows the page of a merge. What is wrong in general is in already.
func (s *server) showMerge(k kindOfRecord, c *gin.Context, me store.Session, status int, in page.MergeInput, into string) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	events := 0
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		from, err := k.record(v, in.From.ID)
		if err != nil {
			return err
		}
		in.Revision = from.Revision
		if in.From, err = rowOf(from.JSON); err != nil {
			return err
		}
		if into == "" {
			return k.search(v, &in)
		}
		other, err := k.record(v, into)
		if timeline.CodeOf(err) == timeline.NotFound && err != nil {
			status, in.Mistake = http.StatusUnprocessableEntity, mistake(err)
			return k.search(v, &in)
		}
		if err != nil {
			return err
		}
		if events, err = k.events(v, in.From.ID); err != nil {
			return err
		}
		return k.compare(&in, from, other)
	})
	if timeline.CodeOf(err) == timeline.InvalidParameter {
		status, in.Mistake, err = http.StatusUnprocessableEntity, mistake(err), nil
	}
	switch {
	case err != nil:
		return httpserver.Because(ctx, err)
	case in.Into != nil && events > mostTried:
		in.Counts = []page.MergeCount{{Entity: "event", N: events}}
	case in.Into != nil:
		err = s.try(c, k, me, &in)
		if code := timeline.CodeOf(err); err != nil && code != timeline.Conflict && code != timeline.InvalidRecord {
			return err
		}
		if err != nil {
			status, in.Mistake, in.Blocked = http.StatusUnprocessableEntity, mergeMistake(err), true
		}
	}
	return s.send(c, status, in.Language, page.NewMerging(in))
}

// events is how many events a filter by a record keeps.
func (k kindOfRecord) events(v *store.View, id string) (int, error) {
	q, by := timeline.NewQuery(), []timeline.Clause{{Values: []string{id}}}
	switch k.resource {
	case "actor":
		q.Actor = by
	case "place":
		q.Place = by
	default:
		q.Source = by
	}
	return v.CountEvents(q)
}

// try tells what would follow from a merge, without writing it.
func (s *server) try(c *gin.Context, k kindOfRecord, me store.Session, in *page.MergeInput) error {
	opts := s.written(me, "")
	opts.DryRun = true
	done, err := s.merge(c, k, opts, in.From.ID, in.Into.ID, 0)
	if err != nil {
		return err
	}
	in.Aliases, in.Filled = done.Aliases, done.Filled
	done.Changed["event"] += done.Changed[timeline.Era]
	for _, entity := range timeline.Resources {
		if n := done.Changed[entity]; n > 0 {
			in.Counts = append(in.Counts, page.MergeCount{Entity: entity, N: n})
		}
	}
	return nil
}

// search finds the records that one may be merged into: those of a search, or those
// that are called like it.
func (k kindOfRecord) search(v *store.View, in *page.MergeInput) error {
	if in.Search == "" {
		return nil
	}
	list, err := k.list(v, in.Search, nil, foundToMerge)
	if err != nil {
		return err
	}
	rows, err := rowsOf(list.Records)
	in.Found = slices.DeleteFunc(rows, func(r page.RecordRow) bool { return r.ID == in.From.ID })
	return err
}

// compare puts two records side by side.
func (k kindOfRecord) compare(in *page.MergeInput, from, other store.Record) error {
	row, err := rowOf(other.JSON)
	if err != nil {
		return err
	}
	in.Into = &row
	sides := [2][]page.RecordField{}
	for i, doc := range []json.RawMessage{from.JSON, other.JSON} {
		r, err := timeline.StoredRecord(k.resource, doc)
		if err != nil {
			return err
		}
		sides[i] = fieldsOf(r)
	}
	for i, f := range sides[0] {
		if f.Value != "" || sides[1][i].Value != "" {
			in.Fields = append(in.Fields, page.MergeField{Name: f.Name, From: f.Value, Into: sides[1][i].Value})
		}
	}
	return nil
}

// merge makes one record out of two, or with a dry run tells what would follow. 0 is
// any revision.
func (s *server) merge(c *gin.Context, k kindOfRecord, opts store.UpdateOptions, id, into string, revision int) (done *store.Merge, err error) {
	ctx, cancel := s.Work(c)
	defer cancel()
	_, err = s.Store.Update(ctx, opts, func(tx *store.Tx) (err error) {
		done, err = tx.Merge(k.resource, id, into, func(now store.Record) error {
			if revision != 0 && now.Revision != revision {
				return overtaken{now}
			}
			return nil
		})
		return err
	})
	return done, httpserver.Because(ctx, err)
}

// mergeMistake is why two records cannot be merged.
func mergeMistake(err error) string {
	if te, ok := errors.AsType[*timeline.Error](err); ok && len(te.Faults) > 0 {
		return te.Faults[0].Message
	}
	return mistake(err)
}

// postMerge serves POST /edit/actors/{id}/merge and its like.
func (s *server) postMerge(k kindOfRecord, c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	values, err := s.form(c)
	if err != nil {
		return err
	}
	id, into, reason := c.Param("id"), values.Get("into"), typedIn(values, "reason")
	in := page.MergeInput{EditFrame: s.editFrame(c, me), Resource: k.resource, From: page.RecordRow{ID: id}, Reason: reason}
	revision, wrong := strconv.Atoi(values.Get("revision"))
	if err = checkReason(reason); err == nil && (wrong != nil || revision < 1) {
		err = &timeline.Error{Code: timeline.InvalidRecord, Message: "The field revision is the number that the page had: open it again."}
	}
	if err == nil {
		_, err = s.merge(c, k, s.written(me, reason), id, into, revision)
	}
	var late overtaken
	switch code := timeline.CodeOf(err); {
	case err == nil:
		return s.see(c, k.path+"/"+into)
	case errors.As(err, &late):
		in.Mistake = "Somebody else has changed it since this page was opened. Look at it again, below."
		return s.showMerge(k, c, me, http.StatusConflict, in, into)
	case code == timeline.InvalidRecord || code == timeline.Conflict:
		in.Mistake = mergeMistake(err)
		if !timeline.IsSlug(into) || into == id {
			into = ""
		}
		return s.showMerge(k, c, me, http.StatusUnprocessableEntity, in, into)
	case code == timeline.NotFound:
		return httpserver.Missing(k.resource, id)
	}
	return err
}
