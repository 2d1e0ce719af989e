package edit

import (
	"cmp"
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// getRecord serves GET /edit/actors/{id} and its like: the form in which a record is
// mended. One that was merged leads on.
func (s *server) getRecord(k kindOfRecord, c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.RecordFormInput{EditFrame: s.editFrame(c, me), Resource: k.resource, ID: c.Param("id")}
	into := ""
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
		now, err := k.record(v, in.ID)
		if err != nil {
			return err
		}
		if into, err = v.MergedInto(k.resource, in.ID); err != nil || into != "" {
			return err
		}
		return k.describe(&in, now)
	})
	switch {
	case err != nil:
		return httpserver.Because(ctx, err)
	case into != "":
		return s.see(c, k.path+"/"+into)
	}
	return s.send(c, http.StatusOK, in.Language, page.NewRecordForm(in))
}

// record is a record by an id out of an address.
func (k kindOfRecord) record(v *store.View, id string) (store.Record, error) {
	if !timeline.IsSlug(id) {
		return store.Record{}, httpserver.Missing(k.resource, id)
	}
	now, err := v.Record(k.resource, id)
	if timeline.CodeOf(err) == timeline.NotFound {
		err = httpserver.Missing(k.resource, id)
	}
	return now, err
}

// describe puts a record as it is into its form.
func (k kindOfRecord) describe(in *page.RecordFormInput, now store.Record) error {
	r, err := timeline.StoredRecord(k.resource, now.JSON)
	if err != nil {
		return err
	}
	in.Revision, in.Fields = now.Revision, fieldsOf(r)
	in.Name = in.Fields[0].Value // name or title
	for i := range in.Fields {
		in.Fields[i].Base = baseOf(in.Fields[i].Value)
	}
	return nil
}

// overtaken is that somebody else has written a record since a form of it was opened.
type overtaken struct{ now store.Record }

func (overtaken) Error() string { return "the record has another revision" }

// postRecord serves POST /edit/actors/{id} and its like: it writes a record as it was
// mended, under the name of who did it.
func (s *server) postRecord(k kindOfRecord, c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	values, err := s.formOf(c, maxRecordForm)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	in := page.RecordFormInput{EditFrame: s.editFrame(c, me), Resource: k.resource, ID: c.Param("id"), Reason: typedIn(values, "reason")}
	in.Revision, _ = strconv.Atoi(values.Get("revision"))
	in.Fields = fieldsOf(timeline.NewRecord(k.resource))
	fill(in.Fields, values)
	in.Name = cmp.Or(in.Fields[0].Value, in.ID)
	err = checkReason(in.Reason)
	for tries := 0; err == nil && tries < 3; tries++ {
		err = s.mend(ctx, k, &in, me)
		var late overtaken
		if !errors.As(err, &late) {
			break
		}
		// What the two have changed in different fields is brought together at once.
		if in.Conflict, err = k.overlap(&in, late.now); in.Conflict {
			return s.send(c, http.StatusConflict, in.Language, page.NewRecordForm(in))
		}
	}
	if te, ok := errors.AsType[*timeline.Error](err); ok && (te.Code == timeline.InvalidRecord || te.Code == timeline.Conflict || te.Code == timeline.InvalidParameter) {
		in.Mistake = faulted(in.Fields, te)
		return s.send(c, http.StatusUnprocessableEntity, in.Language, page.NewRecordForm(in))
	}
	if timeline.CodeOf(err) == timeline.NotFound && err != nil {
		return httpserver.Missing(k.resource, in.ID)
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.see(c, k.path+"/"+in.ID)
}

// mend writes a record with the fields of its form, over the revision that this is about.
func (s *server) mend(ctx context.Context, k kindOfRecord, in *page.RecordFormInput, me store.Session) error {
	_, err := s.Store.Update(ctx, s.written(me, in.Reason), func(tx *store.Tx) error {
		_, err := tx.Edit(k.resource, in.ID, func(now store.Record) (timeline.Record, error) {
			if now.Revision != in.Revision {
				return nil, overtaken{now}
			}
			r, err := timeline.StoredRecord(k.resource, now.JSON)
			if err != nil {
				return nil, err
			}
			next, err := recordWith(r, in.Fields, in.Language)
			if err != nil && next != nil {
				err = tx.Refused(next, err)
			}
			return next, err
		})
		return err
	})
	return err
}

// overlap brings a form together with what somebody else has written since it was
// opened. Fields that only one of the two has changed are theirs or mine; it tells
// whether both have changed any otherwise.
func (k kindOfRecord) overlap(in *page.RecordFormInput, now store.Record) (bool, error) {
	r, err := timeline.StoredRecord(k.resource, now.JSON)
	if err != nil {
		return false, err
	}
	both := false
	for i, theirs := range fieldsOf(r) {
		f := &in.Fields[i]
		switch {
		case theirs.Value == f.Value:
		case baseOf(f.Value) == f.Base:
			f.Value = theirs.Value
		case baseOf(theirs.Value) != f.Base:
			both, f.Differs, f.Theirs = true, true, theirs.Value
		}
		f.Base = baseOf(theirs.Value)
	}
	in.Revision = now.Revision
	return both, nil
}

// checkReason is what must hold of why something is written; it may be left out.
func checkReason(reason string) error {
	if utf8.RuneCountInString(reason) > maxReason || !utf8.ValidString(reason) || strings.ContainsRune(reason, 0) {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: "The reason is text of at most 1,000 characters."}
	}
	return nil
}

// written are the options of a write of somebody who is signed in.
func (s *server) written(me store.Session, reason string) store.UpdateOptions {
	return store.UpdateOptions{Author: store.Author{Name: me.Person.Name, Reason: reason}, LockTimeout: s.Config.QueryTimeout}
}
