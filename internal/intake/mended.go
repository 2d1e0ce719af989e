package intake

import (
	"bytes"
	"encoding/json"
	"slices"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Mended is a row that was rejected and then mended.
type Mended struct {
	convert.RejectedLine        // as it was
	Now                  string // what it says now
}

// is tells whether an entry is the row as it was.
func (m Mended) is(e timeline.Entry) bool {
	return m.File == e.File && m.Line == e.Line && m.Raw == string(e.Raw)
}

// mendedFormat is that of rows that were rejected and mended.
const mendedFormat = "rejects"

// mendedEntries are the records of the mended rows: what they cite is a file of these.
func (in *Import) mendedEntries(name string) store.Entries {
	return func(yield func(timeline.Entry, error) bool) {
		var file bytes.Buffer
		enc := json.NewEncoder(&file)
		for _, m := range in.Mended {
			line := m.RejectedLine
			line.Raw, line.RawBase64 = m.Now, ""
			if err := enc.Encode(line); err != nil {
				yield(timeline.Entry{}, err)
				return
			}
		}
		read := in.input(bytes.NewReader(file.Bytes()), name+"."+mendedFormat)
		read.Mapped = nil
		source, err := convert.FileSource(read.Name, bytes.NewReader(file.Bytes()))
		if err != nil {
			yield(timeline.Entry{}, err)
			return
		}
		read.File = source
		reader := convert.Readers[slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == mendedFormat })]
		for e, err := range reader.Entries(read) {
			if !yield(e, err) {
				return
			}
		}
	}
}

// refuse passes a rejected record on: not one that is mended, and one that is, but
// wrong still, as the row of its own file.
func (in *Import) refuse(e timeline.Entry, why error) error {
	if slices.ContainsFunc(in.Mended, func(m Mended) bool { return m.is(e) }) {
		return nil
	}
	if e.Format == mendedFormat && len(in.Mended) > 0 && e.Line > 0 && e.Line <= len(in.Mended) {
		m := in.Mended[e.Line-1]
		e.File, e.Line, e.Format, e.Header, e.Raw = m.File, m.Line, m.Format, m.Header, []byte(m.Now)
	}
	return in.Reject(e, why)
}
