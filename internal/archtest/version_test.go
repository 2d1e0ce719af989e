package archtest_test

import (
	"fmt"
	"os"
	"regexp"
	"testing"
)

var (
	headings = regexp.MustCompile(`(?m)^## (.*)$`)
	heading  = regexp.MustCompile(`^(\d+\.\d+\.\d+) \(\d{4}-\d{2}-\d{2}\)$`)
	contract = regexp.MustCompile(`(?m)^  version: (\S+)$`)
)

// TestVersionsAgree holds the changelog to its form, and the contract to the
// newest version in it. RELEASING.md says when both change.
func TestVersionsAgree(t *testing.T) {
	changelog, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	openapi, err := os.ReadFile("../../openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if complaint := checkVersions(string(changelog), string(openapi)); complaint != "" {
		t.Error(complaint)
	}
}

// checkVersions returns what is wrong with the versions, or "".
func checkVersions(changelog, openapi string) string {
	newest := ""
	for i, text := range submatches(headings, changelog) {
		if (i == 0) != (text == "Unreleased") {
			return fmt.Sprintf("CHANGELOG.md: heading %d is %q: Unreleased comes first, and once", i+1, text)
		}
		version := submatches(heading, text)
		if i > 0 && len(version) != 1 {
			return fmt.Sprintf("CHANGELOG.md: the heading %q is not a version and a day, as in 0.1.0 (2026-11-29)", text)
		}
		if i == 1 {
			newest = version[0]
		}
	}
	found := submatches(contract, openapi)
	if len(found) != 1 || found[0] != newest {
		return fmt.Sprintf("openapi.yaml has the version %q and CHANGELOG.md %q", found, newest)
	}
	return ""
}

func TestVersionsCheckComplains(t *testing.T) {
	const released = "# Changelog\n\n## Unreleased\n\n## 0.2.0 (2027-01-02)\n\n### Added\n\n## 0.1.0 (2026-11-29)\n"
	tests := []struct{ name, changelog, openapi, want string }{
		{"alike", released, "info:\n  version: 0.2.0\n", ""},
		{"the contract is behind", released, "info:\n  version: 0.1.0\n", `openapi.yaml has the version ["0.1.0"] and CHANGELOG.md "0.2.0"`},
		{"the contract has none", released, "info: {}\n", `openapi.yaml has the version [] and CHANGELOG.md "0.2.0"`},
		{"no place for changes", "## 0.1.0 (2026-11-29)\n", "", `CHANGELOG.md: heading 1 is "0.1.0 (2026-11-29)": Unreleased comes first, and once`},
		{"no day", "## Unreleased\n## 0.1.0\n", "", `CHANGELOG.md: the heading "0.1.0" is not a version and a day, as in 0.1.0 (2026-11-29)`},
		{"Unreleased twice", "## Unreleased\n## 0.1.0 (2026-11-29)\n## Unreleased\n", "", `CHANGELOG.md: heading 3 is "Unreleased": Unreleased comes first, and once`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := checkVersions(tt.changelog, tt.openapi); got != tt.want {
				t.Errorf("checkVersions = %q, want %q", got, tt.want)
			}
		})
	}
}
