package main

import (
	"errors"
	"io"
	"iter"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func (in *input) importNDJSON(cmd *cobra.Command, st *store.Store, o importOptions, out *rejects) error {
	before := out.count
	bar := newProgress(cmd.ErrOrStderr(), in.name, in.size)
	report, err := st.Load(cmd.Context(), entries(io.TeeReader(in.text, bar), func(e timeline.Entry, why error) error { return out.add(in.name, e, why) }),
		store.LoadOptions{Story: o.story, Preview: o.dryRun, Reject: func(e timeline.Entry, why error) error { return out.add(in.name, e, why) }})
	bar.done()
	if err != nil {
		err = inFile(in.name, err)
	}
	if report == nil {
		return err
	}
	return errors.Join(err, printReport(cmd.OutOrStdout(), in.name, report, out.count-before, o.dryRun))
}

// entries are the records of a file of NDJSON. What is no record is rejected,
// and does not end them.
func entries(text io.Reader, reject func(timeline.Entry, error) error) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		for line, err := range convert.ReadNDJSON(text) {
			if timeline.CodeOf(err) == timeline.InvalidRecord && err != nil {
				if err = reject(line.Entry, err); err == nil {
					continue
				}
			}
			if !yield(line.Entry, err) || err != nil {
				return
			}
		}
	}
}
