package main

import (
	"fmt"
	"slices"

	"example.org/dateline/bench/layers"
)

// answerLayers is a table of where the CPU time of main queries goes, in microseconds an
// answer: of one that is made anew in full, of the others their sum by layer.
func answerLayers(s *size) table {
	if len(s.Layers) == 0 {
		return nil
	}
	made := &s.Layers[0]
	head := []string{fmt.Sprintf("%d events, CPU µs an answer", s.Events), "made anew", "share", "in SQLite", "in the system"}
	for _, other := range s.Layers[1:] {
		head = append(head, other.Of)
	}
	t := table{head}
	for i, l := range made.Layers {
		row := append([]string{l.Name}, made.shares(l)...)
		for _, other := range s.Layers[1:] {
			row = append(row, figure(other.each(other.Layers[i].CPU)))
		}
		t.row(row...)
	}
	row := append([]string{"all"}, made.shares(made.total())...)
	for _, other := range s.Layers[1:] {
		row = append(row, figure(other.each(layers.Sum(other.Layers))))
	}
	t.row(row...)
	return t
}

// shares are what one layer takes: the time of an answer or event, its share, and what of
// it was in SQLite and in the system.
func (b *breakdown) shares(l layers.Layer) []string {
	return []string{figure(b.each(l.CPU)), percent(float64(l.CPU), float64(layers.Sum(b.Layers))), figure(b.each(l.SQLite)), figure(b.each(l.System))}
}

// total is all layers as one.
func (b *breakdown) total() layers.Layer {
	all := layers.Layer{Name: "all"}
	for _, l := range b.Layers {
		all.CPU, all.SQLite, all.System = all.CPU+l.CPU, all.SQLite+l.SQLite, all.System+l.System
	}
	return all
}

// layer is that of a name, and one of zeros where none has it.
func (b *breakdown) layer(name string) layers.Layer {
	for _, l := range b.Layers {
		if l.Name == name {
			return l
		}
	}
	return layers.Layer{Name: name}
}

// eventLayers is a table of where the CPU time of imports goes, in microseconds an event.
func eventLayers(s *size) table {
	all := []breakdown{
		{"into a new database", float64(s.Events), s.Import.Layers}, // none where an earlier version has imported it
		{fmt.Sprintf("%d more", s.Added), float64(s.Added), s.Adding.Layers},
	}
	all = slices.DeleteFunc(all, func(b breakdown) bool { return len(b.Layers) == 0 })
	if len(all) == 0 {
		return nil
	}
	head, sums := []string{fmt.Sprintf("%d events, CPU µs an event", s.Events)}, []string{"all"}
	for i := range all {
		head = append(head, all[i].Of, "share", "in SQLite", "in the system")
		sums = append(sums, all[i].shares(all[i].total())...)
	}
	t := table{head}
	for _, l := range all[len(all)-1].Layers { // those of today
		row := []string{l.Name}
		for i := range all {
			row = append(row, all[i].shares(all[i].layer(l.Name))...)
		}
		t.row(row...)
	}
	t.row(sums...)
	return t
}

// leastOfAnswers is a table of what this machine needs at least for an answer, beside what
// Dateline takes.
func leastOfAnswers(s *size) table {
	l := &s.Limits
	if l.Copy == 0 {
		return nil
	}
	main, kept := s.find(mainQuery, 1), s.find(mainKept, 1)
	t := table{{fmt.Sprintf("an answer of %d bytes", main.Bytes), "CPU µs"}}
	t.row("its bytes copied in memory", figure(l.Copy))
	t.row("its documents, from SQLite by a prepared statement", figure(l.Documents))
	t.row("sent by the static handler", figure(1000*main.Peers["static"].CPU))
	t.row("sent by Dateline, kept", figure(1000*kept.Dateline.CPU))
	t.row("sent by Dateline, made anew", figure(1000*main.Dateline.CPU))
	return t
}

// leastOfImports is the same of an import, of each event that is added to a database.
func leastOfImports(s *size) table {
	l := &s.Limits
	if s.Added == 0 || l.Disk == 0 {
		return nil
	}
	added := float64(s.Added)
	t := table{{fmt.Sprintf("an event of %d more", s.Added), "µs"}}
	t.row("its line read and decoded as import does, and nothing else, CPU", figure(l.Decode))
	t.row("its line inserted by SQLite as a row of a table without an index, CPU", figure(l.Insert))
	t.row("what stays of it written to this disk at once, at "+megabytes(int64(l.Disk))+"/s", figure(1e6*float64(s.Adding.DatabaseBytes)/added/l.Disk))
	t.row("all that is written for it, at that speed", figure(1e6*float64(s.Adding.WrittenBytes)/added/l.Disk))
	t.row("imported by Dateline, CPU", figure(microseconds(s.Adding.CPU)/added))
	t.row("imported by Dateline, until it is done", figure(1e6*s.Adding.Seconds/added))
	return t
}

// tables are all of one size.
func (s *size) tables() []table {
	list := []table{beside(s), questions(s), answerLayers(s), leastOfAnswers(s), eventLayers(s), leastOfImports(s)}
	return slices.DeleteFunc(list, func(t table) bool { return len(t) < 2 })
}
