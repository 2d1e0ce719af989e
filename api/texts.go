package api

import (
	"bytes"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/evidence"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// textType is that of the texts of sources.
const textType = "text/plain"

// shownLost is how many lost citations an answer tells of.
const shownLost = 1000

// TextReport is what the text of a source did to what is cited of it.
type TextReport struct {
	Digest string         `json:"digest"`
	Length int            `json:"length"`
	Proved int            `json:"proved"`
	Filled int            `json:"filled"`
	Lost   []LostCitation `json:"lost"`
}

// LostCitation is one that the text does not bear out.
type LostCitation struct {
	Entity  string `json:"entity"`
	ID      string `json:"id"`
	Pointer string `json:"pointer"`
	Reason  string `json:"reason"`
}

// getSourceText serves GET /v1/sources/{id}/text, to those who have a token.
func (s *server) getSourceText(c *gin.Context) error {
	if _, _, err := s.allowed(c, store.ScopeRead); err != nil {
		return err
	}
	id := c.Param("id")
	if !timeline.IsSlug(id) {
		return sources().missing(id)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	var text string
	led := false
	err := s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) (err error) {
		if _, err = v.Record("source", id); timeline.CodeOf(err) == timeline.NotFound {
			return sources().missing(id)
		}
		if err == nil {
			led, err = s.ledOn(c, v, "source", id, sources().path(), "/text")
		}
		if err == nil && !led {
			text, err = v.SourceText(id)
		}
		return err
	})
	if err != nil || led {
		return httpserver.Because(ctx, err)
	}
	c.Header("Cache-Control", "no-store")
	return s.Send(c, textType+"; charset=utf-8", func(w *bytes.Buffer) error {
		w.WriteString(text)
		return nil
	})
}

// putSourceText serves PUT /v1/sources/{id}/text.
func (s *server) putSourceText(c *gin.Context) error {
	author, values, err := s.toWrite(c, "reason", "dry_run")
	if err != nil {
		return err
	}
	cond, err := httpserver.Optional(c)
	if err != nil {
		return err
	}
	body, err := s.Body(c, s.cfg.MaxBody, textType)
	if err != nil {
		return err
	}
	raw, err := whole(body)
	if err != nil {
		return err
	}
	text, err := evidence.ReadText(raw)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	opts := store.UpdateOptions{Author: author, LockTimeout: s.cfg.QueryTimeout, DryRun: values.Get("dry_run") == "true"}
	var report *store.TextReport
	written, err := s.Store.Update(ctx, opts, func(tx *store.Tx) (err error) {
		report, err = tx.PutText(c.Param("id"), text, cond.Holds)
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	httpserver.Wrote(c, written)
	s.watch.notify()
	answer := TextReport{report.Digest, report.Length, report.Proved, report.Filled, []LostCitation{}}
	for _, l := range report.Lost[:min(len(report.Lost), shownLost)] {
		answer.Lost = append(answer.Lost, LostCitation{l.Resource, l.ID, l.Pointer, l.Reason})
	}
	c.Header("Cache-Control", "no-store")
	return s.Send(c, jsonType, func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, answer) })
}

// deleteSourceText serves DELETE /v1/sources/{id}/text.
func (s *server) deleteSourceText(c *gin.Context) error {
	author, _, err := s.allowed(c, store.ScopeAdmin, "reason")
	if err != nil {
		return err
	}
	cond, err := httpserver.Optional(c)
	if err != nil {
		return err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	written, err := s.Store.Update(ctx, store.UpdateOptions{Author: author, LockTimeout: s.cfg.QueryTimeout}, func(tx *store.Tx) error {
		return tx.ForgetText(c.Param("id"), cond.Holds)
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	httpserver.Wrote(c, written)
	s.watch.notify()
	c.Header("Cache-Control", "no-store")
	c.Status(http.StatusNoContent)
	c.Writer.WriteHeaderNow()
	return nil
}
