package main

import (
	"errors"
	"io"

	"github.com/spf13/cobra"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

func (in *input) importNDJSON(cmd *cobra.Command, st *store.Store, o importOptions, out *rejects) error {
	before := out.count
	bar := newProgress(cmd.ErrOrStderr(), in.name, in.size)
	report, err := st.Load(cmd.Context(), convert.Entries(io.TeeReader(in.text, bar), func(e timeline.Entry, why error) error { return out.add(in.name, e, why) }),
		store.LoadOptions{UpdateOptions: o.writes(), Story: o.story, Reject: func(e timeline.Entry, why error) error { return out.add(in.name, e, why) }})
	bar.done()
	if err != nil {
		err = inFile(in.name, err)
	}
	if report == nil {
		return err
	}
	return errors.Join(err, printReport(cmd.OutOrStdout(), in.name, report, out.count-before, o.dryRun))
}
