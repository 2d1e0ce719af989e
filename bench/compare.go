package main

import (
	"fmt"
	"io"
)

// compare prints how the cells of a later run stand to those of an earlier one:
// of both, the share of a static handler, so that a slower hour of the machine
// does not look like a slower program.
func compare(out io.Writer, older, newer string) error {
	before, err := readResults(older)
	if err != nil {
		return err
	}
	after, err := readResults(newer)
	if err != nil {
		return err
	}
	if before.Seed != after.Seed {
		return fmt.Errorf("the runs have the seeds %d and %d: they asked other questions", before.Seed, after.Seed)
	}
	imports := table{{"events", "import, events/s before", "after", "ratio"}}
	t := table{{"events", "what", "conn", "share before", "after", "p50 ms before", "after", "CPU ms before", "after", "ratio"}}
	for _, b := range before.Sizes {
		for _, a := range after.Sizes {
			if a.Events != b.Events {
				continue
			}
			was, is := b.Import.perSecond(b.Events), a.Import.perSecond(a.Events)
			imports.row(fmt.Sprint(a.Events), figure(was), figure(is), times(is, was))
			for _, was := range b.Cells {
				is := a.find(was.Name, was.Connections)
				t.row(fmt.Sprint(a.Events), was.Name, fmt.Sprint(was.Connections),
					percent(was.Dateline.PerSecond, was.Peers["static"].PerSecond), percent(is.Dateline.PerSecond, is.Peers["static"].PerSecond),
					figure(was.Dateline.P50), figure(is.Dateline.P50),
					figure(was.Dateline.CPU), figure(is.Dateline.CPU), times(is.Dateline.CPU, was.Dateline.CPU))
			}
		}
	}
	if err := t.write(out); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(out); err != nil {
		return err
	}
	return imports.write(out)
}
