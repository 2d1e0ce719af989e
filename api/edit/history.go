package edit

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	beforeParameter = "before" // the revision before which a page of the history begins
	historyStates   = 20       // revisions on one page
)

// ofRecord is the entity and id of the record that a page is about.
func ofRecord(c *gin.Context) (entity, id string, err error) {
	entity, id = c.Param("entity"), c.Param("id")
	if !slices.Contains(timeline.Resources, entity) || !timeline.IsSlug(id) {
		return "", "", noRecord(entity, id)
	}
	return entity, id, nil
}

func noRecord(entity, id string) error {
	return &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("There is no %s %q.", timeline.Clip(entity, 20), timeline.Clip(id, timeline.MaxID))}
}

// getHistory serves GET /edit/history/{entity}/{id}: what became of a record, revision by
// revision.
func (s *server) getHistory(c *gin.Context, me store.Session) error {
	return s.showHistory(c, me, http.StatusOK, page.HistoryInput{})
}

// showHistory shows the history of a record, with what was filled in.
func (s *server) showHistory(c *gin.Context, me store.Session, status int, in page.HistoryInput) error {
	var err error
	if in.Entity, in.ID, err = ofRecord(c); err != nil {
		return err
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in.EditFrame = s.editFrame(c, me)
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error { return readHistory(v, &in, before(c)) })
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	shown, err := page.NewHistory(in)
	if err != nil {
		return err
	}
	return s.send(c, status, in.Language, shown)
}

// before is the revision before which to begin; 0 where the address names none.
func before(c *gin.Context) int {
	n, err := strconv.Atoi(c.Query(beforeParameter))
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// readHistory reads the states of a record before a revision, and what they name.
func readHistory(v *store.View, in *page.HistoryInput, before int) error {
	now, err := v.Record(in.Entity, in.ID)
	if timeline.CodeOf(err) == timeline.NotFound {
		return noRecord(in.Entity, in.ID)
	}
	if err != nil {
		return err
	}
	record, err := timeline.StoredRecord(in.Entity, now.JSON)
	if err != nil {
		return fmt.Errorf("decode %s %s: %w", in.Entity, in.ID, err)
	}
	in.Called, in.Tongue = page.TitleOf(now.JSON, in.ID)
	in.Retracted, in.Seen = record.Retraction() != nil, now.Revision
	states, err := v.States(in.Entity, in.ID, before, historyStates)
	if err != nil {
		return err
	}
	for i := range states {
		state := page.HistoryState{Change: states[i].Change, Doc: states[i].Doc}
		if i == historyStates {
			in.Before = &state
		} else {
			in.States = append(in.States, state)
		}
	}
	mentioned, err := in.Mentioned()
	if err != nil {
		return err
	}
	called := map[string]map[string]string{}
	for resource, ids := range mentioned {
		if called[resource], err = v.Called(resource, ids); err != nil {
			return err
		}
	}
	in.Names = func(resource, id string) string { return called[resource][id] }
	return nil
}

// postHistory serves POST /edit/history/{entity}/{id}: the record becomes what it was in
// an earlier revision, as a new one.
func (s *server) postHistory(c *gin.Context, me store.Session) error {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return err
	}
	entity, id, err := ofRecord(c)
	if err != nil {
		return err
	}
	values, err := s.form(c)
	if err != nil {
		return err
	}
	in := page.HistoryInput{Reason: strings.TrimSpace(values.Get("reason"))}
	in.Chosen, _ = strconv.Atoi(values.Get("revision"))
	seen, _ := strconv.Atoi(values.Get("seen"))
	err = s.goBack(c, me, in, seen)
	if te := faulty(err); te != nil {
		if in.Faults = te.Faults; len(in.Faults) == 0 {
			in.Faults = []timeline.Fault{{Message: te.Message}}
		}
		return s.showHistory(c, me, http.StatusUnprocessableEntity, in)
	}
	if err != nil {
		return err
	}
	return s.see(c, "/edit/history/"+entity+"/"+id)
}

// faulty is an error that whoever fills in the form can do something about; nil for
// others.
func faulty(err error) *timeline.Error {
	if te, ok := errors.AsType[*timeline.Error](err); ok && (te.Code == timeline.InvalidRecord || te.Code == timeline.Conflict || te.Code == timeline.InvalidParameter) {
		return te
	}
	return nil
}

// goBack writes a record as it was in the revision that was chosen. seen is the revision
// that it had when the page was made.
func (s *server) goBack(c *gin.Context, me store.Session, in page.HistoryInput, seen int) error {
	entity, id := c.Param("entity"), c.Param("id")
	if n := utf8.RuneCountInString(in.Reason); n == 0 || n > maxReason {
		return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "reason", Message: fmt.Sprintf("A reason is 1 to %d characters: say why the record goes back.", maxReason)}
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	var then json.RawMessage
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		states, err := v.States(entity, id, in.Chosen+1, 1)
		if err == nil && len(states) > 0 && states[0].Revision == in.Chosen {
			then = states[0].Doc
		}
		return err
	})
	if timeline.CodeOf(err) == timeline.NotFound {
		return noRecord(entity, id)
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	if then == nil {
		return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "revision", Message: "There is no such revision: choose one of those below."}
	}
	opts := store.UpdateOptions{Author: store.Author{Name: me.Person.Name, Reason: in.Reason}, LockTimeout: s.Config.QueryTimeout}
	_, err = s.Store.Update(ctx, opts, func(tx *store.Tx) error {
		_, err := tx.Edit(entity, id, func(now store.Record) (timeline.Record, error) { return stateToWrite(tx, entity, then, now, seen) })
		return err
	})
	return httpserver.Because(ctx, err)
}

// stateToWrite is an earlier state of a record as an author would write it now.
func stateToWrite(tx *store.Tx, entity string, then []byte, now store.Record, seen int) (timeline.Record, error) {
	if now.Revision != seen {
		return nil, &timeline.Error{Code: timeline.Conflict, Message: fmt.Sprintf("The record has been changed since the page was made, and is at revision %d now: look at what changed, and choose again.", now.Revision)}
	}
	stored, err := timeline.StoredRecord(entity, then)
	if err != nil {
		return nil, fmt.Errorf("decode a revision: %w", err)
	}
	if stored.Retraction() != nil {
		return nil, &timeline.Error{Code: timeline.Conflict, Message: "The record was retracted in that revision: choose another one."}
	}
	record := stored.Authored()
	if err := timeline.Complete(record); err != nil {
		return nil, tx.Refused(record, err)
	}
	return record, nil
}
