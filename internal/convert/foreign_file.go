package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"iter"

	"example.org/dateline/internal/timeline"
)

// fileSlug is how much of a file's name the id of its source shows.
const fileSlug = 60

// FileSource is the source that a foreign file is: what is imported of it cites it.
// name is the file's, empty where it has none, and text all of it.
func FileSource(name string, text io.Reader) (*timeline.Source, error) {
	sum := sha256.New()
	if _, err := io.Copy(sum, text); err != nil {
		return nil, err
	}
	digest := hex.EncodeToString(sum.Sum(nil))
	title := timeline.Clip(inOneLine(name), timeline.MaxTitle)
	if title == "" {
		title = "a file without a name"
	}
	return &timeline.Source{ID: "file-" + slugOf(name, fileSlug) + "-" + digest[:8], Title: title, Digest: digest}, nil
}

// Entries are the records of a text in a format with Read. Each that a foreign format
// holds cites in.File, at its line where the reader does not say otherwise.
func (r Reader) Entries(in Input) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		for e, err := range r.Read(in) {
			e.File, e.Format = in.Name, r.Name
			if r.Foreign && e.Row != nil && !e.Row.Mention {
				e.Row.From.Source = in.File.ID
				if e.Row.From.Section == "" {
					e.Row.From.Section = fmt.Sprintf("line %d", e.Line)
				}
				e.Row.Parts = append(e.Row.Parts, in.File)
			}
			if !yield(e, err) {
				return
			}
		}
	}
}
