package main

import (
	"bufio"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// series are names of ours and of the process in expressions of alerts and dashboards.
var series = regexp.MustCompile(`\b(?:dateline|go|process)_[a-z0-9_]+`)

// unserved are the series that a text names and a scrape lacks.
func unserved(text, scraped string) []string {
	served := map[string]bool{}
	for lines := bufio.NewScanner(strings.NewReader(scraped)); lines.Scan(); {
		line := strings.TrimPrefix(lines.Text(), "# TYPE ") // a histogram has the name of its series here alone
		name, _, _ := strings.Cut(line, " ")
		name, _, _ = strings.Cut(name, "{")
		served[name] = true
	}
	missing := map[string]bool{}
	for _, name := range series.FindAllString(text, -1) {
		if !served[name] {
			missing[name] = true
		}
	}
	return slices.Sorted(maps.Keys(missing))
}

// TestAlertsAndDashboardNameWhatIsServed compares the files of deploy, and what
// docs/operations.md says of metrics, with a scrape of a server.
func TestAlertsAndDashboardNameWhatIsServed(t *testing.T) {
	root := repositoryRoot(t)
	inFolder(t)
	p, scraped := besideServer(t)
	p.get(t, "/v1/events")
	text := scraped.counted(t, 1)
	for _, name := range []string{"deploy/alerts.yaml", "deploy/dashboard.json", "docs/operations.md"} {
		file, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		if len(series.FindAllString(string(file), -1)) < 5 {
			t.Errorf("%s names hardly anything", name)
		}
		for _, missing := range unserved(string(file), text) {
			t.Errorf("%s names %s, which /metrics does not serve", name, missing)
		}
	}
	if got := unserved("rate(dateline_lost_total[5m])", text); len(got) != 1 {
		t.Errorf("a name that is not served: %q", got)
	}
}

// TestDeployFilesNameWhatThereIs finds variables in the files of deploy that are of no flag.
func TestDeployFilesNameWhatThereIs(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(repositoryRoot(t), "deploy", "*"))
	if err != nil || len(files) < 7 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	flag := regexp.MustCompile(`\bDATELINE_[A-Z_]+`)
	for _, path := range files {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range flag.FindAllString(string(text), -1) {
			if serveCommand().Flags().Lookup(strings.ReplaceAll(strings.ToLower(strings.TrimPrefix(name, "DATELINE_")), "_", "-")) == nil {
				t.Errorf("%s sets %s, and serve has no such flag", filepath.Base(path), name)
			}
		}
	}
}
