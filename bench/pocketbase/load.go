package main

import (
	"bufio"
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"github.com/pocketbase/dbx"
)

// line is a line of the file: an event, an actor, or what is not loaded.
type line struct {
	Entity       string          `json:"entity"`
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Kind         string          `json:"kind"`
	Story        string          `json:"story"`
	Title        string          `json:"title"`
	Summary      string          `json:"summary"`
	Type         string          `json:"type"`
	Status       string          `json:"status"`
	Verification string          `json:"verification"`
	Date         json.RawMessage `json:"date"`
	Actors       []struct {
		ID   string `json:"id"`
		Role string `json:"role"`
	} `json:"actors"`
	Quotes      []quote         `json:"quotes"`
	Places      json.RawMessage `json:"places"`
	Topics      json.RawMessage `json:"topics"`
	Citations   json.RawMessage `json:"citations"`
	ExternalIDs json.RawMessage `json:"external_ids"`
}

type quote struct {
	ID        string          `json:"id"`
	Speaker   string          `json:"speaker"`
	Text      string          `json:"text"`
	Language  string          `json:"language"`
	Kind      string          `json:"kind"`
	About     json.RawMessage `json:"about"`
	Citations json.RawMessage `json:"citations"`
}

const (
	insertActor         = "INSERT INTO actors (id, name, kind) VALUES (?, ?, ?)"
	insertEvent         = "INSERT INTO events (id, story, title, summary, type, status, verification, date, earliest, latest, actors, roles, places, topics, citations, external_ids) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
	insertDocument      = "INSERT INTO documents (id, document) VALUES (?, ?)"
	insertParticipation = "INSERT INTO participations (id, event, document, actor, earliest, latest) VALUES (?, ?, ?, ?, ?, ?)"
	insertQuote         = "INSERT INTO quotes (id, event, speaker, text, language, kind, about, citations) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)

// load makes the collections of a new database and writes their rows into its tables
// in one transaction, which is the fastest way there is.
func load(ctx context.Context, folder, file string) (err error) {
	app, err := open(folder)
	if err != nil {
		return err
	}
	settings := app.Settings()
	settings.Logs.MaxDays = 0 // no log of requests
	if err := errors.Join(app.Save(settings), define(app)); err != nil {
		return err
	}
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	defer in.Close()
	db, ok := app.NonconcurrentDB().(*dbx.DB)
	if !ok {
		return errors.New("no database to write to")
	}
	tx, err := db.DB().BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	w := writer{ctx: ctx, tx: tx, statements: map[string]*sql.Stmt{}, known: map[string]bool{}}
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() && w.err == nil {
		w.line(lines.Bytes())
	}
	if err := errors.Join(w.err, lines.Err()); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := db.DB().ExecContext(ctx, "ANALYZE"); err != nil {
		return err
	}
	return app.ResetBootstrapState()
}

// writer writes rows, and keeps its first error.
type writer struct {
	ctx        context.Context
	tx         *sql.Tx
	statements map[string]*sql.Stmt
	known      map[string]bool // actors that are there
	parts      int
	err        error
}

func (w *writer) line(text []byte) {
	var l line
	if w.err = json.Unmarshal(text, &l); w.err != nil {
		return
	}
	switch {
	case l.Entity == "actor" && !w.known[l.ID]:
		w.known[l.ID] = true
		w.insert(insertActor, l.ID, l.Name, l.Kind)
	case l.Entity == "event":
		w.event(&l, text)
	}
}

// never is later than any date that is known: what is open ends then. What has no date
// begins before all, as Dateline has it.
const never = "9999"

func (w *writer) event(l *line, text []byte) {
	var date struct{ Earliest, Latest string }
	ids, roles := []string{}, map[string]string{}
	for _, a := range l.Actors {
		ids, roles[a.ID] = append(ids, a.ID), a.Role
	}
	w.err = json.Unmarshal(l.Date, &date)
	date.Latest = cmp.Or(date.Latest, never)
	w.insert(insertEvent,
		l.ID, l.Story, l.Title, l.Summary, l.Type, l.Status, l.Verification, string(l.Date), date.Earliest, date.Latest, w.json(ids), w.json(roles),
		string(l.Places), string(l.Topics), string(l.Citations), string(l.ExternalIDs))
	w.insert(insertDocument, l.ID, string(text))
	for _, id := range ids {
		w.parts++
		w.insert(insertParticipation, fmt.Sprintf("p%d", w.parts), l.ID, l.ID, id, date.Earliest, date.Latest)
	}
	for i := range l.Quotes {
		q := &l.Quotes[i]
		w.insert(insertQuote, q.ID, l.ID, q.Speaker, q.Text, q.Language, q.Kind, string(q.About), string(q.Citations))
	}
}

func (w *writer) json(v any) string {
	text, err := json.Marshal(v)
	if w.err == nil {
		w.err = err
	}
	return string(text)
}

// insert runs a statement, which is prepared when it is first needed.
func (w *writer) insert(statement string, values ...any) {
	if w.err != nil {
		return
	}
	s := w.statements[statement]
	if s == nil {
		if s, w.err = w.tx.PrepareContext(w.ctx, statement); w.err != nil {
			return
		}
		w.statements[statement] = s
	}
	_, w.err = s.ExecContext(w.ctx, values...)
}
