package api

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"sync"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// importing is an import at work, with what it answers.
type importing struct {
	intake intake.Import

	mu     sync.Mutex // for what reject and note write: lines are read while others are written
	answer imported
	wrote  *store.Report // nil where nothing was
}

// intakeOf is how a request asks for a body to be imported.
func (s *server) intakeOf(c *gin.Context, author store.Author, values url.Values) (intake.Import, error) {
	in := intake.Import{Store: s.Store, Clues: cluesOf(values, c.Request.Header), Story: values.Get("story"), Most: s.cfg.MaxImport,
		Overwrite: values.Get("overwrite") == "true", Atomic: values.Get("atomic") == "true"}
	in.Author, in.DryRun = author, values.Get("dry_run") == "true"
	in.Read = convert.ReadOptions{DayOrder: values.Get("day_order"), Encoding: values.Get("encoding")}
	if e := in.Read.Encoding; e != "" && !convert.IsEncoding(e) {
		return in, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "encoding", Message: fmt.Sprintf("There is no encoding %q; an example is windows-1252.", timeline.Clip(e, 40))}
	}
	return in, nil
}

// run imports a body whose file has a name, "" where that is not known.
func (in *importing) run(ctx context.Context, body io.Reader, name string) error {
	in.intake.Note, in.intake.Reject = in.note, in.refuse
	report, err := in.intake.Stream(ctx, body, name)
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The format of the body cannot be told: %s. Say which it is, as in format=%s.", err, unknown.Formats[0])}
	}
	if other, ok := errors.AsType[*convert.OtherFormatError](err); ok {
		return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The body is in another format: %s. Say format=%s, or leave format out.", err, other.Is)}
	}
	if own, ok := errors.AsType[*intake.StoryError](err); ok {
		return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "story", Message: fmt.Sprintf("A %s names its story: leave the parameter story out.", own.Title)}
	}
	if err != nil {
		return err
	}
	in.wrote = report
	for _, part := range []struct{ to, from map[string]int }{{in.answer.Created, report.Created}, {in.answer.Updated, report.Updated}, {in.answer.Unchanged, report.Unchanged}, {in.answer.Retracted, report.Retracted}} {
		maps.Copy(part.to, part.from)
	}
	in.answer.Kept = append(in.answer.Kept, report.Kept...)
	in.answer.Warned, in.answer.Warnings = report.Warned, append(in.answer.Warnings, report.Warnings...)
	return nil
}

// refuse passes a record over, or ends an import that is to be whole.
func (in *importing) refuse(e timeline.Entry, why error) error {
	if in.intake.Atomic {
		return atLine(e.Line, why)
	}
	in.mu.Lock()
	defer in.mu.Unlock()
	in.answer.Rejected++
	if len(in.answer.Rejects) < shownRejects {
		l := convert.Rejected(e, why)
		in.answer.Rejects = append(in.answer.Rejects, reject{File: l.File, Format: l.Format, Header: httpserver.Clip(l.Header, maxRaw), Line: l.Line, Column: l.Column, Reason: l.Reason, Raw: httpserver.Clip(l.Raw, maxRaw)})
	}
	return nil
}

// maxRaw is how much of a rejected line an answer repeats, in bytes.
const maxRaw = 10_000

func (in *importing) note(text string) {
	in.mu.Lock()
	defer in.mu.Unlock()
	if len(in.answer.Notes) < shownNotes {
		in.answer.Notes = append(in.answer.Notes, text)
	}
}

// atLine names the line of what ends an import that is to be whole.
func atLine(line int, why error) error {
	te, ok := errors.AsType[*timeline.Error](why)
	if !ok || line == 0 {
		return why
	}
	same := *te
	same.Message = fmt.Sprintf("Line %d: %s Nothing is written.", line, te.Message)
	same.Faults = slices.Clone(te.Faults)
	for i := range same.Faults {
		same.Faults[i].Line = line
	}
	return &same
}
