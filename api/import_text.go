package api

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"sync"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// importing is an import at work.
type importing struct {
	store  *store.Store
	author store.Author
	values url.Values
	clues  convert.Clues
	read   convert.ReadOptions
	most   int64 // bytes of a text, unpacked

	mu     sync.Mutex // for what reject and note write: lines are read while others are written
	answer imported
}

// readOptions takes what the parameters say of a body in a foreign format.
func (in *importing) readOptions() error {
	in.read = convert.ReadOptions{DayOrder: in.values.Get("day_order"), Encoding: in.values.Get("encoding")}
	if e := in.read.Encoding; e != "" && !convert.IsEncoding(e) {
		return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "encoding", Message: fmt.Sprintf("There is no encoding %q; an example is windows-1252.", timeline.Clip(e, 40))}
	}
	return nil
}

// run imports a body: as it comes where it is in a format of ours, and otherwise once
// it is kept in a file, since its digest is to be known, or it is packed.
func (in *importing) run(ctx context.Context, body io.Reader) error {
	buffered := bufio.NewReaderSize(body, 64<<10)
	head, err := buffered.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !convert.IsPacked(head) {
		reader, text, err := in.readerOf(buffered, in.clues)
		if err != nil {
			return err
		}
		if !reader.Foreign {
			return in.text(ctx, reader, convert.Input{Text: text})
		}
		return in.kept(ctx, text)
	}
	return in.kept(ctx, buffered)
}

// kept imports the texts of a body that it first copies to a file.
func (in *importing) kept(ctx context.Context, body io.Reader) error {
	file, err := os.CreateTemp("", "dateline-import-")
	if err != nil {
		return fmt.Errorf("keep the body: %w", err)
	}
	defer func() {
		_ = file.Close()
		_ = os.Remove(file.Name())
	}()
	size, err := io.Copy(file, body)
	if err != nil {
		return err
	}
	name := in.values.Get("file")
	texts, err := convert.Unpack(name, file, size)
	if err != nil {
		return unreadable("", err)
	}
	for _, packed := range texts {
		if err := in.packed(ctx, packed, len(texts) > 1 || packed.Name != name); err != nil {
			return err
		}
	}
	return nil
}

// packed imports one text of a kept body. inside tells that it came in another.
func (in *importing) packed(ctx context.Context, packed convert.Packed, inside bool) error {
	open := func() (io.ReadCloser, error) {
		from, err := packed.Open()
		if err != nil {
			return nil, err
		}
		return &unpacked{ReadCloser: from, left: in.most}, nil
	}
	from, err := open()
	if err != nil {
		return unreadable(packed.Name, err)
	}
	defer from.Close()
	clues := in.clues
	if clues.Name = packed.Name; inside {
		clues.Media = ""
	}
	reader, text, err := in.readerOf(from, clues)
	if err != nil {
		return unreadable(packed.Name, err)
	}
	input := convert.Input{Text: text, Name: packed.Name}
	again, err := open()
	if err != nil {
		return unreadable(packed.Name, err)
	}
	defer again.Close()
	if input.File, err = convert.FileSource(packed.Name, again); err != nil { // also where it is not cited: a damaged text is found before anything is written
		return unreadable(packed.Name, err)
	}
	return in.text(ctx, reader, input)
}

// unpacked is a text that a small body may hold, up to a bound.
type unpacked struct {
	io.ReadCloser
	left int64
}

func (u *unpacked) Read(p []byte) (int, error) {
	n, err := u.ReadCloser.Read(p)
	if u.left -= int64(n); u.left < 0 {
		return n, &timeline.Error{Code: timeline.InvalidRecord, Message: "Unpacked, the text is larger than a body may be: send it in parts."}
	}
	return n, err
}

// unreadable is the error of a text that cannot be unpacked or read. An error of ours
// stays as it is.
func unreadable(name string, err error) error {
	if err == nil {
		return nil
	}
	if _, ours := errors.AsType[*timeline.Error](err); ours || !convert.IsDamage(err) {
		return err
	}
	if name != "" {
		name = " " + name
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The text%s cannot be read: %v.", name, err)}
}

// readerOf finds out the format of a text.
func (in *importing) readerOf(text io.Reader, clues convert.Clues) (convert.Reader, io.Reader, error) {
	text, err := convert.InUTF8(text, in.read.Encoding)
	if err != nil {
		return convert.Reader{}, nil, err
	}
	reader, text, err := convert.ReaderOf(text, clues)
	if unknown, ok := errors.AsType[*convert.FormatError](err); ok {
		err = &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The format of the body cannot be told: %s. Say which it is, as in format=%s.", err, unknown.Formats[0])}
	} else if other, ok := errors.AsType[*convert.OtherFormatError](err); ok {
		err = &timeline.Error{Code: timeline.InvalidRecord, Message: fmt.Sprintf("The body is in another format: %s. Say format=%s, or leave format out.", err, other.Is)}
	}
	return reader, text, err
}

// text imports one text.
func (in *importing) text(ctx context.Context, reader convert.Reader, text convert.Input) error {
	text.ReadOptions, text.Note = in.read, in.note
	read := in.records
	if reader.ReadWhole != nil {
		read = in.whole
	}
	report, err := read(ctx, reader, text)
	if err != nil {
		return err
	}
	in.add(report)
	return nil
}

// add puts what became of a text into the answer.
func (in *importing) add(report *store.Report) {
	for _, part := range []struct{ to, from map[string]int }{{in.answer.Created, report.Created}, {in.answer.Updated, report.Updated}, {in.answer.Unchanged, report.Unchanged}, {in.answer.Retracted, report.Retracted}} {
		for what, n := range part.from {
			part.to[what] += n
		}
	}
	in.answer.Kept = append(in.answer.Kept, report.Kept...)
	in.answer.Warned += report.Warned
	in.answer.Warnings = append(in.answer.Warnings, report.Warnings[:min(len(report.Warnings), timeline.MaxWarnings-len(in.answer.Warnings))]...)
}

// options say how the import is written.
func (in *importing) options() store.UpdateOptions {
	return store.UpdateOptions{Author: in.author, DryRun: in.answer.DryRun}
}

// whole imports a document.
func (in *importing) whole(ctx context.Context, reader convert.Reader, text convert.Input) (*store.Report, error) {
	if in.values.Has("story") {
		return nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: "story", Message: fmt.Sprintf("A %s names its story: leave the parameter story out.", reader.Title)}
	}
	doc, err := reader.ReadWhole(text)
	if err != nil {
		return nil, err
	}
	return in.store.Update(ctx, in.options(), func(tx *store.Tx) error { return tx.Import(doc) })
}

// records imports records as they come.
func (in *importing) records(ctx context.Context, reader convert.Reader, text convert.Input) (*store.Report, error) {
	atomic := in.values.Get("atomic") == "true"
	refuse := func(e timeline.Entry, why error) error {
		if atomic {
			return atLine(e.Line, why)
		}
		in.reject(text.Name, reader.Name, e, why)
		return nil
	}
	opts := store.LoadOptions{UpdateOptions: in.options(), Story: in.values.Get("story"), Overwrite: in.values.Get("overwrite") == "true", Atomic: atomic, Reject: refuse}
	return in.store.Load(ctx, convert.Accepted(reader.Entries(text), refuse), opts)
}

// maxRaw is how much of a rejected line an answer repeats, in bytes.
const maxRaw = 10_000

func (in *importing) reject(file, format string, e timeline.Entry, why error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.answer.Rejected++
	if len(in.answer.Rejects) >= shownRejects {
		return
	}
	r := reject{File: file, Format: format, Header: httpserver.Clip(e.Header, maxRaw), Line: e.Line, Column: 1, Reason: timeline.Reason(why), Raw: httpserver.Clip(string(e.Raw), maxRaw)}
	if te, ok := errors.AsType[*timeline.Error](why); ok && len(te.Faults) > 0 {
		r.Column = max(1, te.Faults[0].Column)
	}
	in.answer.Rejects = append(in.answer.Rejects, r)
}

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
