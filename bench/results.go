package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"example.org/dateline/bench/layers"
)

// results are all numbers of one run, as they are kept.
type results struct {
	At      time.Time `json:"at"`
	Machine machine   `json:"machine"`
	Seed    uint64    `json:"seed"`
	Sizes   []size    `json:"sizes"`
}

// size is what was measured on one number of events.
type size struct {
	Events         int         `json:"events"`
	Import         imported    `json:"import"` // into a new database
	Imported       time.Time   `json:"imported_at"`
	ImportedBy     string      `json:"imported_by"` // a version: the database may be of an earlier run
	PostgresImport imported    `json:"postgres_import"`
	PostgresBy     string      `json:"postgres_imported_by"`
	Start          float64     `json:"start_ms"`  // to the first answer of /readyz
	Counts         float64     `json:"counts_ms"` // until it counts in memory
	Index          int64       `json:"index_bytes"`
	Cells          []cell      `json:"cells"`
	Agreement      float64     `json:"agreement"`      // the part of the events in Dateline's answers that PocketBase's have too
	Resident       int64       `json:"resident_bytes"` // after Loaded seconds of load
	Loaded         float64     `json:"loaded_seconds"`
	Load           load        `json:"load"`
	Added          int         `json:"added"` // events of one more import
	Adding         imported    `json:"adding"`
	Importing      []cell      `json:"importing"` // the main query while an import runs
	Layers         []breakdown `json:"layers"`    // where the time of main queries goes
	Limits         limits      `json:"limits"`
	Took           float64     `json:"took_seconds"`   // to measure all this
	Filled         float64     `json:"filled_seconds"` // to make what is kept for the next run, which is not in that
}

// imported is how an import went.
type imported struct {
	FileBytes     int64   `json:"file_bytes"`
	DatabaseBytes int64   `json:"database_bytes"` // by which the database has grown
	WrittenBytes  int64   `json:"written_bytes"`  // to the disk, by the whole import
	Seconds       float64 `json:"seconds"`
	PeakBytes     int64   `json:"peak_bytes"`

	CPU    time.Duration  `json:"cpu"`
	Layers []layers.Layer `json:"layers,omitempty"` // where the CPU time went
}

// perSecond is how many events were imported a second, 0 when there was no import.
func (i imported) perSecond(events int) float64 {
	if i.Seconds == 0 {
		return 0
	}
	return float64(events) / i.Seconds
}

// cell is one kind of request at one number of connections.
type cell struct {
	Name        string             `json:"name"`
	Connections int                `json:"connections"`
	Bytes       int                `json:"bytes"` // of a body, on average
	Dateline    measure            `json:"dateline"`
	Peers       map[string]measure `json:"peers,omitempty"`
}

// measure is how one server fared. Times are milliseconds.
type measure struct {
	Answers   int     `json:"answers"`
	Failed    int     `json:"failed"`
	PerSecond float64 `json:"per_second"`
	P50       float64 `json:"p50_ms"`
	P99       float64 `json:"p99_ms"`
	CPU       float64 `json:"cpu_ms"`    // of the server, an answer
	Client    float64 `json:"client_ms"` // CPU time of the client, an answer
}

// find returns a cell that was measured, and one of zeros where it was not.
func (s *size) find(name string, connections int) cell {
	for _, c := range s.Cells {
		if c.Name == name && c.Connections == connections {
			return c
		}
	}
	return cell{}
}

// keep writes the results to a file of the folder, named by their time.
func (r *results) keep(folder string) (file string, err error) {
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", err
	}
	file = filepath.Join(folder, r.At.Format("20060102-150405")+".json")
	return file, writeJSON(file, r)
}

func readResults(file string) (*results, error) {
	var r results
	if err := readJSON(file, &r); err != nil {
		return nil, err
	}
	if len(r.Sizes) == 0 {
		return nil, fmt.Errorf("%s has no results of a run", file)
	}
	return &r, nil
}

func writeJSON(file string, v any) error {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

func readJSON(file string, v any) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, v); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	return nil
}
