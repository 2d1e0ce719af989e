package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"example.org/dateline/bench/world"
)

// memoryStory is the story that holds all events, and memoryRoutes are what is
// asked about it, each of a server of its own: what one needs is not hidden by what
// another has needed before.
const memoryStory = "news-000"

var memoryRoutes = []string{
	"/", "/stories/news-000", "/stories/news-000?order=-date", "/embed/news-000", "/explore", "/explore?from=2010&to=2012", "/docs", "/stories/news-000/card.png",
	"/v1/stories/news-000/document", "/v1/stories/news-000/document?format=yaml",
	"/v1/events?limit=1000", "/v1/events?format=ndjson", "/v1/events?format=csv", "/v1/events?format=parquet", "/v1/events?format=jsonld&limit=1000", "/v1/events?format=geojson&limit=1000",
	"/v1/events?format=ics&limit=1000", "/v1/events?format=atom", "/v1/events?format=jsonfeed", "/v1/events?format=timelinejs&limit=1000", "/v1/timeline.csv?limit=1000",
	"/v1/quotes?format=ndjson", "/v1/actors?format=ndjson", "/v1/changes?limit=1000",
	"/v1/events/facets?by=actor", "/v1/events/histogram", "/v1/events/aggregate?group=year,type", "/v1/actors/country-00000/network", "/v1/events?q=trade+talks&order=relevance",
}

// storyFileBytes is about how large the story file is that is imported.
const storyFileBytes = 8 << 20

// spent is what one request, or one import, cost a process of its own.
type spent struct {
	What   string        `json:"what"`
	Status int           `json:"status"` // 0 of an import
	Bytes  int64         `json:"bytes"`
	CPU    time.Duration `json:"cpu"`
	Idle   int64         `json:"idle_bytes"` // resident before the request, with the index in memory
	Peak   int64         `json:"peak_bytes"` // and the most that was from then on
}

// memoryResults are what memory was measured to cost, as they are kept.
type memoryResults struct {
	At      time.Time `json:"at"`
	Machine machine   `json:"machine"`
	Events  int       `json:"events"`
	Spent   []spent   `json:"spent"`
}

func readMemory(file string) (*memoryResults, error) {
	var m memoryResults
	return &m, readJSON(file, &m)
}

func (m *memoryResults) table() table {
	t := table{{fmt.Sprintf("one story of %d events", m.Events), "status", "bytes", "CPU s", "resident before", "at most"}}
	for _, s := range m.Spent {
		status := "–"
		if s.Status > 0 {
			status = fmt.Sprint(s.Status)
		}
		t.row(s.What, status, fmt.Sprint(s.Bytes), figure(s.CPU.Seconds()), megabytes(s.Idle), megabytes(s.Peak))
	}
	return t
}

func memoryCommand(ctx context.Context, args []string) error {
	var o options
	flags := flag.NewFlagSet("bench memory", flag.ContinueOnError)
	flags.StringVar(&o.dateline, "dateline", "bin/dateline", "the binary to measure")
	flags.Uint64Var(&o.seed, "seed", 1, "of the events")
	flags.StringVar(&o.scratch, "scratch", "", "a folder for the database, which stays there and is used again; a temporary one when empty")
	events := flags.Int("events", 200_000, "how many events the story has")
	flags.StringVar(&o.results, "results", "", "the file to keep the results in, as JSON")
	routes := flags.String("routes", "", "paths to ask for instead of all, parted by spaces")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 || *events < 1 {
		return errors.New("memory takes flags alone, and at least one event")
	}
	if o.scratch == "" {
		var err error
		if o.scratch, err = os.MkdirTemp("", "dateline-bench-"); err != nil {
			return err
		}
		defer os.RemoveAll(o.scratch)
	}
	asked := memoryRoutes
	if *routes != "" {
		asked = strings.Fields(*routes)
	}
	m, err := measureMemory(ctx, o, *events, asked, *routes == "")
	if err != nil {
		return err
	}
	if err := m.table().write(os.Stdout); err != nil || o.results == "" {
		return err
	}
	return writeJSON(o.results, m)
}

// measureMemory measures what each route costs, and, with files, what it costs to
// import a story file in each spelling.
func measureMemory(ctx context.Context, o options, events int, routes []string, files bool) (*memoryResults, error) {
	about, err := examine(o.dateline)
	if err != nil {
		return nil, err
	}
	m := &memoryResults{At: time.Now(), Machine: about, Events: events}
	db := filepath.Join(o.scratch, fmt.Sprintf("one-%d.db", events))
	if _, err := os.Stat(db); errors.Is(err, os.ErrNotExist) {
		file := db + ".ndjson"
		progress("%d events: making them up", events)
		if err := writeOne(world.New(o.seed, events), file, events); err != nil {
			return nil, err
		}
		if _, err := measureImport(ctx, o, file, db); err != nil {
			return nil, err
		}
	}
	for _, path := range routes {
		progress("GET %s", path)
		s, err := spentOn(ctx, o, db, path)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		m.Spent = append(m.Spent, s)
	}
	for _, format := range []string{"story", "story-json"} {
		if !files {
			break
		}
		progress("importing a file of the format %s", format)
		s, err := spentOnFile(ctx, o, format)
		if err != nil {
			return nil, fmt.Errorf("import of the format %s: %w", format, err)
		}
		m.Spent = append(m.Spent, s)
	}
	return m, nil
}

func writeOne(w *world.World, file string, events int) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	return errors.Join(w.WriteOne(out, memoryStory, events), out.Close())
}

// spentOn asks one server once, when it counts in memory.
func spentOn(ctx context.Context, o options, db, path string) (s spent, err error) {
	dateline, err := startServer(ctx, db+".log", o.dateline, "serve", "--addr", "127.0.0.1:0", "--db", db, "--no-sample")
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, dateline.stop()) }()
	s.What = path
	if _, err := dateline.said(ctx, indexed); err != nil {
		return s, err
	}
	if err := dateline.forgetPeak(); err != nil {
		return s, err
	}
	before := dateline.cpu()
	s.Idle = dateline.memory("VmRSS")
	s.Status, s.Bytes, err = fetch(ctx, dateline.addr, path)
	s.CPU, s.Peak = dateline.cpu()-before, dateline.memory("VmHWM")
	return s, err
}

// fetch reads an answer and forgets it.
func fetch(ctx context.Context, addr, path string) (status int, bytes int64, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+path, http.NoBody)
	if err != nil {
		return 0, 0, err
	}
	r.Header.Set("Accept-Encoding", "identity")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return 0, 0, err
	}
	defer answer.Body.Close()
	bytes, err = io.Copy(io.Discard, answer.Body)
	return answer.StatusCode, bytes, err
}

// spentOnFile imports a story file of about storyFileBytes into a new database.
func spentOnFile(ctx context.Context, o options, format string) (s spent, err error) {
	folder, err := os.MkdirTemp(o.scratch, "file-")
	if err != nil {
		return s, err
	}
	defer os.RemoveAll(folder)
	lines, file := filepath.Join(folder, "events.ndjson"), filepath.Join(folder, "story"+map[string]string{"story": ".yaml", "story-json": ".json"}[format])
	events := storyFileBytes / 1200
	if err := writeOne(world.New(o.seed, events), lines, events); err != nil {
		return s, err
	}
	first := filepath.Join(folder, "first.db")
	if _, err := measureImport(ctx, o, lines, first); err != nil {
		return s, err
	}
	export, err := spawn(file+".log", o.dateline, "export", "--db", first, "--format", format, "--story", memoryStory, "--output", file)
	if err != nil {
		return s, err
	}
	if err := export.wait(ctx); err != nil {
		return s, err
	}
	i, err := measureImportOf(ctx, o, "story", file, filepath.Join(folder, "second.db"))
	return spent{What: "import of a file of the format " + format, Bytes: i.FileBytes, CPU: i.CPU, Peak: i.PeakBytes}, err
}
