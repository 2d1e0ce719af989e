package archtest_test

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"
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
