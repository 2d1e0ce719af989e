package main

import (
	"os"
	"strings"
	"testing"
)

// TestImportWritesAProfile reads no more of it than its beginning, that of gzip: bench/
// reads profiles of imports.
func TestImportWritesAProfile(t *testing.T) {
	inFolder(t)
	if code, _, errs := dateline(t, records, "import", "--db", "a.db", "--cpu-profile", "cpu.pprof", "-"); code != 0 {
		t.Fatalf("exit %d: %s", code, errs)
	}
	if profile := read(t, "cpu.pprof"); !strings.HasPrefix(profile, "\x1f\x8b") {
		t.Errorf("no profile: %.20q", profile)
	}
	code, _, errs := dateline(t, records, "import", "--db", "b.db", "--cpu-profile", "nowhere/cpu.pprof", "-")
	if _, err := os.Stat("b.db"); code != 1 || err == nil || !strings.Contains(errs, "--cpu-profile takes the name of a file") {
		t.Errorf("a folder that is not there: exit %d, %s; what is there: %v", code, errs, err)
	}
}
