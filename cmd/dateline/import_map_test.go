package main

import (
	"strings"
	"testing"
)

// A dry run shows how the columns of a table are read, and --map takes what it shows.
func TestMappings(t *testing.T) {
	inFolder(t)
	write(t, "desk.csv", "No,When,What\n1,13/10/2016,The gate opens\n2,11/10/2016,The gate is painted\n3,Mar-46,The gate is built\n")
	code, out, errs := dateline(t, "", "import", "--story", "gate", "--dry-run", "desk.csv")
	if code != 3 || !strings.HasPrefix(out, "# How the columns of desk.csv are read.") || !strings.Contains(out, "columns:\n  date: When\ntitle: \"{date}\"\nday_order: dmy\n") {
		t.Fatalf("%d %s%s", code, out, errs)
	}
	shown, _, _ := strings.Cut(out, "day_order: dmy\n")
	write(t, "map.yaml", strings.NewReplacer("date: When", "date: When\n  title: What\n  id: No", "title: \"{date}\"\n", "").Replace(shown))
	code, out, errs = dateline(t, "", "import", "--story", "gate", "--map", "map.yaml", "desk.csv")
	if code != 3 || !strings.Contains(out, "2 events created") {
		t.Errorf("%d %s%s", code, out, errs)
	}
	code, out, errs = dateline(t, "", "import", "--story", "gate", "--map", "map.yaml", "desk.csv")
	if code != 3 || strings.Contains(out, "created") {
		t.Errorf("again: %d %s%s", code, out, errs)
	}
	if code, out, errs = dateline(t, "", "export", "--story", "gate", "--format", "csv"); code != 0 || !strings.Contains(out, "2016-10-11") {
		t.Errorf("%d %s%s", code, out, errs)
	}
	write(t, "bad.yaml", "columns:\n  when: When\n")
	if code, out, errs = dateline(t, "", "import", "--map", "bad.yaml", "desk.csv"); code != 1 || !strings.Contains(errs, "bad.yaml:2:9: /columns/when: there is no such field") {
		t.Errorf("%d %s%s", code, out, errs)
	}
	if code, out, errs = dateline(t, "", "import", "--map", "none.yaml", "desk.csv"); code != 1 || !strings.Contains(errs, "cannot read none.yaml") {
		t.Errorf("%d %s%s", code, out, errs)
	}
}
