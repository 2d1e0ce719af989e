package intake

import (
	"bufio"
	"context"
	"errors"
	"io"
	"slices"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Import is how files are taken into a store.
type Import struct {
	Store *store.Store
	store.UpdateOptions

	Clues     convert.Clues // what is known of the format
	Read      convert.ReadOptions
	Story     string // of records that name none; it is made where it is missing, as Title
	Title     string
	Overwrite bool  // a row of a foreign format takes its event, though that was edited here
	Atomic    bool  // each text in one transaction: everything, or nothing
	Most      int64 // bytes of one text, unpacked

	// Mended are rows that were rejected before: each is read as it is now instead of as
	// it was.
	Mended []Mended

	// Reject is told of each record that is passed over, and why. An error of its ends
	// the import. Note and Mapped, if not nil, are those of convert.Input. Texts are read while
	// others are written: the three may be called at the same time.
	Reject func(e timeline.Entry, why error) error
	Note   func(text string)
	Mapped func(m *convert.Mapping)
}

// Stream takes a body: as it comes where it is in a format of ours, and otherwise once
// it is kept in a file, since its digest is to be known, or it is packed. Errors are
// those of File; what was written before one stays, and the report tells of it.
func (in *Import) Stream(ctx context.Context, body io.Reader, name string) (*store.Report, error) {
	buffered := bufio.NewReaderSize(body, 64<<10)
	head, err := buffered.Peek(64 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if convert.IsPacked(head) {
		return in.kept(ctx, buffered, name)
	}
	reader, text, err := recognised(buffered, in.Clues, in.Read)
	if err != nil {
		return nil, err
	}
	if reader.Foreign {
		return in.kept(ctx, text, name)
	}
	total := &store.Report{}
	if reader.ReadWhole != nil {
		return total, in.whole(ctx, total, reader, in.input(text, ""))
	}
	return total, in.records(ctx, total, reader.Entries(in.input(text, "")))
}

// kept takes a body that it first copies to a file.
func (in *Import) kept(ctx context.Context, body io.Reader, name string) (*store.Report, error) {
	file, err := NewScratch()
	if err != nil {
		return nil, err
	}
	defer file.Close()
	size, err := io.Copy(file, body)
	if err != nil {
		return nil, err
	}
	return in.File(ctx, name, file, size)
}

// File takes a file, and what is packed in it. All of it is looked at before anything
// is written. The error is a *convert.FormatError or *convert.OtherFormatError where a
// format cannot be told, and has code InvalidRecord where a text cannot be read or is
// whole and has mistakes.
func (in *Import) File(ctx context.Context, name string, at io.ReaderAt, size int64) (*store.Report, error) {
	packed, err := convert.Unpack(name, at, size)
	if err != nil {
		return nil, unreadable("", err)
	}
	texts := make([]text, 0, len(packed))
	for _, p := range packed {
		t, err := in.look(p, len(packed) > 1 || p.Name != name)
		if err != nil {
			return nil, err
		}
		texts = append(texts, t)
	}
	total := &store.Report{}
	rest := slices.DeleteFunc(slices.Clone(texts), func(t text) bool { return t.reader.ReadWhole != nil })
	for _, t := range texts {
		if t.reader.ReadWhole == nil {
			continue
		}
		err := t.with(in, func(read convert.Input) error { return in.whole(ctx, total, t.reader, read) })
		if err != nil {
			return total, err
		}
	}
	for len(rest) > 0 {
		n := in.together(rest)
		entries := in.entries(rest[:n])
		if rest = rest[n:]; len(rest) == 0 && len(in.Mended) > 0 {
			entries = chained(entries, in.mendedEntries(name))
		}
		if err := in.records(ctx, total, entries); err != nil {
			return total, err
		}
	}
	return total, nil
}

// together is how many of the next texts are loaded as one: all of a foreign format
// whose records belong to a story that is named.
func (in *Import) together(texts []text) int {
	n := 0
	for n < len(texts) && texts[n].reader.Foreign && in.Story != "" {
		n++
	}
	return max(n, 1)
}

// StoryError is the error of a text that is a whole story, for which a story was named.
type StoryError struct {
	Title string // of its format
}

func (e *StoryError) Error() string { return "a " + e.Title + " names its story" }

// whole imports a document.
func (in *Import) whole(ctx context.Context, total *store.Report, reader convert.Reader, text convert.Input) error {
	if in.Story != "" {
		return &StoryError{reader.Title}
	}
	doc, err := reader.ReadWhole(text)
	if err != nil {
		return err
	}
	if in.Visibility != "" {
		doc.Story.Visibility = ""
	}
	report, err := in.Store.Update(ctx, in.UpdateOptions, func(tx *store.Tx) error { return tx.Import(doc) })
	if report != nil {
		total.Add(report)
	}
	return err
}

// records imports records as they come.
func (in *Import) records(ctx context.Context, total *store.Report, entries store.Entries) error {
	opts := store.LoadOptions{UpdateOptions: in.UpdateOptions, Story: in.Story, Title: in.Title, Overwrite: in.Overwrite, Atomic: in.Atomic, Reject: in.refuse}
	if in.Visibility != "" {
		entries = hidden(entries)
	}
	report, err := in.Store.Load(ctx, convert.Accepted(entries, in.refuse), opts)
	if report != nil {
		total.Add(report)
	}
	if d, broken := errors.AsType[*damage](err); broken {
		return unreadable(d.name, d.error)
	}
	return err
}

// hidden are entries whose stories do not say who may see them: that is for who imports
// them to say.
func hidden(entries store.Entries) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		for e, err := range entries {
			if story, ok := e.Record.(*timeline.Story); ok {
				story.Visibility = ""
			}
			if !yield(e, err) {
				return
			}
		}
	}
}

// input is a text as its reader takes it.
func (in *Import) input(from io.Reader, name string) convert.Input {
	return convert.Input{Text: from, Name: name, ReadOptions: in.Read, Note: in.Note, Mapped: in.Mapped}
}
