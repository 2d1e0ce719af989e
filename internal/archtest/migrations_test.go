package archtest_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

const migrations = "internal/store/migrations"

// TestMigrationsPairUp holds both databases to the same steps: a migration
// written for one alone would leave the other behind.
func TestMigrationsPairUp(t *testing.T) {
	sqlite := sqlFiles(t, "sqlite")
	postgres := sqlFiles(t, "postgres")
	for _, complaint := range checkPairs(sqlite, postgres) {
		t.Error(complaint)
	}
}

// sqlFiles names the migrations for one database; none when there is no folder.
func sqlFiles(t *testing.T, dialect string) []string {
	t.Helper()
	entries, err := os.ReadDir(path.Join("../..", migrations, dialect))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if path.Ext(entry.Name()) == ".sql" {
			names = append(names, entry.Name())
		}
	}
	return names
}

// checkPairs returns a complaint for each migration that only one of the two has.
func checkPairs(sqlite, postgres []string) []string {
	var complaints []string
	for _, name := range sqlite {
		if !slices.Contains(postgres, name) {
			complaints = append(complaints, migrations+"/postgres lacks "+name)
		}
	}
	for _, name := range postgres {
		if !slices.Contains(sqlite, name) {
			complaints = append(complaints, migrations+"/sqlite lacks "+name)
		}
	}
	return complaints
}

func TestPairsCheckComplains(t *testing.T) {
	tests := []struct {
		name             string
		sqlite, postgres []string
		want             []string
	}{
		{"alike", []string{"0001_a.sql", "0002_b.sql"}, []string{"0001_a.sql", "0002_b.sql"}, nil},
		{"one folder is missing", []string{"0001_a.sql"}, nil, []string{migrations + "/postgres lacks 0001_a.sql"}},
		{
			"named differently", []string{"0001_a.sql"}, []string{"0001_A.sql"},
			[]string{migrations + "/postgres lacks 0001_a.sql", migrations + "/sqlite lacks 0001_A.sql"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if got := checkPairs(tt.sqlite, tt.postgres); !slices.Equal(got, tt.want) {
				t.Errorf("checkPairs = %q, want %q", got, tt.want)
			}
		})
	}
}

// TestReleasedMigrationsAreKept holds migrations to the digests that each
// release has left of its own (internal/store/testdata/released): a database
// that has run one never runs it again, so that an edit would reach new
// databases alone.
func TestReleasedMigrationsAreKept(t *testing.T) {
	lists, err := filepath.Glob("../store/testdata/released/*/migrations.sha256")
	if err != nil || len(lists) == 0 {
		t.Fatalf("no release has left digests: %v", err)
	}
	for _, list := range lists {
		text, err := os.ReadFile(list)
		if err != nil {
			t.Fatal(err)
		}
		for _, complaint := range checkDigests(os.DirFS(path.Join("../..", migrations)), string(text)) {
			t.Errorf("%s: %s", list, complaint)
		}
	}
}

// checkDigests returns a complaint for each file of a list, as sha256sum writes
// it, that is gone or has changed.
func checkDigests(folder fs.FS, list string) []string {
	var complaints []string
	lines := strings.Split(strings.TrimSpace(list), "\n")
	for _, line := range lines {
		want, name, _ := strings.Cut(line, "  ")
		text, err := fs.ReadFile(folder, name)
		sum := sha256.Sum256(text)
		switch {
		case err != nil:
			complaints = append(complaints, name+" was released and is gone")
		case hex.EncodeToString(sum[:]) != want:
			complaints = append(complaints, name+" was released and has changed: write a new migration instead")
		}
	}
	return complaints
}

func TestDigestsCheckComplains(t *testing.T) {
	folder := fstest.MapFS{"sqlite/0001_a.sql": {Data: []byte("a")}, "sqlite/0002_b.sql": {Data: []byte("B")}, "sqlite/0003_new.sql": {Data: []byte("c")}}
	list := "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  sqlite/0001_a.sql\n" +
		"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  sqlite/0002_b.sql\n" +
		"3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d  postgres/0002_b.sql\n"
	want := []string{"sqlite/0002_b.sql was released and has changed: write a new migration instead", "postgres/0002_b.sql was released and is gone"}
	if got := checkDigests(folder, list); !slices.Equal(got, want) {
		t.Errorf("checkDigests = %q, want %q", got, want)
	}
}
