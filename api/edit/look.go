package edit

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	beat    = 10 * time.Second // between two signs of life of an import
	goneFor = time.Minute      // without one, after which whoever imports is gone
	// mostMended bounds the form that mends rows, in bytes: percent signs make three of one.
	mostMended = 3 * (shownRejects*mostRow + 1<<20 + mostField)
)

// upload reads a file of somebody's, and what is kept beside it.
func (s *server) upload(ctx context.Context, c *gin.Context, me store.Session) (u store.Upload, st bringState, err error) {
	if err := allowed(me, store.ScopeWrite); err != nil {
		return u, st, err
	}
	if u, err = s.Store.Upload(ctx, me.Person.N, c.Param("upload")); err != nil {
		return u, st, httpserver.Because(ctx, err)
	}
	if err := json.Unmarshal([]byte(u.State), &st); err != nil {
		return u, st, fmt.Errorf("decode what is kept of a file: %w", err)
	}
	return u, st, nil
}

// gone answers for a file that is not kept any more with the form to choose it again.
func (s *server) gone(c *gin.Context, me store.Session, err error) error {
	return s.showBring(c, me, http.StatusNotFound, emptyBring, page.Mistakes{"file": sentence(err)})
}

// getLook serves GET /edit/import/{upload}: what would become of a file, or has become
// of it.
func (s *server) getLook(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	u, st, err := s.upload(ctx, c, me)
	if timeline.CodeOf(err) == timeline.NotFound {
		return s.gone(c, me, err)
	}
	if err != nil {
		return err
	}
	return s.showLook(c, me, http.StatusOK, u, &st, nil, nil)
}

// showLook shows a file, and what is wrong with fields or all of it.
func (s *server) showLook(c *gin.Context, me store.Session, status int, u store.Upload, st *bringState, fields page.Mistakes, wrong error) error {
	in := page.LookInput{EditFrame: s.editFrame(c, me), Brought: st.Shown, BringForm: st.Form, Name: st.Name, Overwrite: st.Overwrite}
	in.Running = !u.BegunAt.IsZero() && time.Since(u.BegunAt) < goneFor
	in.Stopped = !u.BegunAt.IsZero() && !in.Running
	if in.Mistakes = fields; wrong != nil {
		in.Mistake = sentence(wrong)
	}
	if st.Shown.Done && st.Form.Story != "" {
		ctx, cancel := s.Deadline(c)
		defer cancel()
		_, err := s.storyOf(ctx, st.Form.Story, store.ViewOptions{})
		if in.Public = err == nil; err != nil && timeline.CodeOf(err) != timeline.NotFound {
			return httpserver.Because(ctx, err)
		}
	}
	return s.send(c, status, in.Language, page.NewLook(in))
}

// postLook serves POST /edit/import/{upload}: it takes what was mended, and looks again,
// imports or discards.
func (s *server) postLook(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	u, st, err := s.upload(ctx, c, me)
	if timeline.CodeOf(err) == timeline.NotFound {
		return s.gone(c, me, err)
	}
	if err != nil {
		return err
	}
	values, err := s.formOf(c, mostMended)
	if err != nil {
		return err
	}
	do := values.Get("do")
	if do == "discard" {
		if err := s.Store.DropUpload(ctx, u); err != nil {
			return httpserver.Because(ctx, err)
		}
		return s.see(c, home)
	}
	st.mend(func(key string) (string, bool) { return values.Get(key), values.Has(key) })
	if fields := st.read(values); len(fields) > 0 {
		return s.showLook(c, me, http.StatusUnprocessableEntity, u, &st, fields, nil)
	}
	if do == "import" {
		err = s.write(c, me, u, &st)
	} else {
		err = s.lookAgain(c, me, u, &st)
	}
	if wrong, ok := errors.AsType[fieldError](err); ok {
		return s.showLook(c, me, http.StatusUnprocessableEntity, u, &st, page.Mistakes{wrong.field: sentence(wrong.error)}, nil)
	}
	if code := timeline.CodeOf(err); code == timeline.InvalidRecord || code == timeline.InvalidParameter {
		return s.showLook(c, me, http.StatusUnprocessableEntity, u, &st, nil, err)
	}
	if err != nil {
		return err
	}
	return s.see(c, brings+"/"+u.ID)
}

// read takes how the file is to be read, and says what is wrong with that.
func (st *bringState) read(values url.Values) page.Mistakes {
	st.Overwrite = values.Get("overwrite") == "true"
	if m := unbroken(values.Get("mapping")); values.Has("mapping") && (m != unbroken(st.Shown.Guessed) || st.Form.Mapping != "") {
		st.Form.Mapping = m
	}
	for field, to := range map[string]*string{"day_order": &st.Form.DayOrder, "encoding": &st.Form.Encoding} {
		if values.Has(field) {
			*to = strings.TrimSpace(values.Get(field))
		}
	}
	return wrongReading(st.Form)
}

// lookAgain looks what would become of a file now.
func (s *server) lookAgain(c *gin.Context, me store.Session, u store.Upload, st *bringState) error {
	ctx, done := s.patient(c, lookPatience)
	defer done()
	was := st.Shown.Done
	if err := s.bringUpload(ctx, me, u, st, true); err != nil {
		return err
	}
	st.Shown.Done = was && !anew(st.Shown)
	text, err := st.text()
	if err != nil {
		return err
	}
	return httpserver.Because(ctx, s.Store.KeepUpload(ctx, u, text, time.Now().Add(-goneFor)))
}

// anew tells whether there is something to import.
func anew(b page.Brought) bool { return len(b.Created)+len(b.Updated)+len(b.Retracted) > 0 }

// write imports a file, on after its browser is gone. Who comes while it is being
// imported is led to the page that says so.
func (s *server) write(c *gin.Context, me store.Session, u store.Upload, st *bringState) error {
	ctx, done := s.patient(c, writePatience)
	defer done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writePatience)
	defer cancel()
	begun, err := s.Store.BeginUpload(ctx, u, time.Now().Add(-goneFor))
	if err != nil || !begun {
		return err
	}
	stop := s.alive(ctx, u)
	err = s.bringUpload(ctx, me, u, st, false)
	stop()
	text := u.State
	if err == nil {
		if text, err = st.text(); err != nil {
			return err
		}
	}
	if endErr := s.Store.EndUpload(context.WithoutCancel(ctx), u, text); err == nil {
		err = endErr
	}
	return httpserver.Because(ctx, err)
}

// alive gives signs of life of an import, until the function that it returns is called.
func (s *server) alive(ctx context.Context, u store.Upload) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(beat)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case now := <-tick.C:
				_, _ = s.Store.BeginUpload(ctx, u, now.Add(beat)) // the next one may come through
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}

// bringUpload is bring for a file that is kept.
func (s *server) bringUpload(ctx context.Context, me store.Session, u store.Upload, st *bringState, dry bool) error {
	file, err := intake.NewScratch()
	if err != nil {
		return err
	}
	defer file.Close()
	if err := s.Store.CopyUpload(ctx, u, file); err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.bring(ctx, me, st, file, u.Size, dry)
}
