package styles_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/web/styles"
)

var (
	colour  = regexp.MustCompile(`#[0-9a-fA-F]{3,8}\b`)
	comment = regexp.MustCompile(`(?s)/\*.*?\*/`)
	defined = regexp.MustCompile(`(?m)(?:^|[{;])\s*(--[a-z0-9-]+):`)
)

// TestTokensStandOnce finds style sheets that repeat what tokens.css is for:
// colours of their own, and tokens that they define anew. The examples of the
// documentation stand alone on other people's sites, so they repeat colours, and
// have none that tokens.css does not have.
func TestTokensStandOnce(t *testing.T) {
	text, err := fs.ReadFile(styles.Files, "tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	colours, tokens := in(colour, string(text)), in(defined, string(text))
	if len(colours) < 20 || len(tokens) < 40 {
		t.Fatalf("tokens.css has %d colours and %d tokens", len(colours), len(tokens))
	}
	read := 0
	for _, folder := range []string{"../../internal/page", "../widget/src", ".", "../../docs/examples"} {
		example := strings.HasSuffix(folder, "examples")
		err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || filepath.Ext(path) != ".css" || path == "tokens.css" {
				return err
			}
			read++
			text, err := os.ReadFile(path)
			for _, found := range in(colour, string(text)) {
				if !example || !slices.Contains(colours, found) {
					t.Errorf("%s has the colour %s: take a token", path, found)
				}
			}
			for _, found := range in(defined, string(text)) {
				if !example && slices.Contains(tokens, found) {
					t.Errorf("%s defines the token %s again", path, found)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if read < 6 {
		t.Errorf("found %d style sheets", read)
	}
}

// in returns what a pattern finds outside comments.
func in(pattern *regexp.Regexp, text string) []string {
	var all []string
	for _, found := range pattern.FindAllStringSubmatch(comment.ReplaceAllString(text, ""), -1) {
		all = append(all, strings.ToLower(found[len(found)-1]))
	}
	return all
}

func TestWhatIsFound(t *testing.T) {
	const text = "/* #111111 --old: 1 */\n:root { --ink: #14181C; --s1: 4px }\na { color: var(--ink); background: #fff; }\n  --paper: white;\n"
	if got := in(colour, text); !slices.Equal(got, []string{"#14181c", "#fff"}) {
		t.Errorf("colours: %q", got)
	}
	if got := in(defined, text); !slices.Equal(got, []string{"--ink", "--s1", "--paper"}) {
		t.Errorf("tokens: %q", got)
	}
}
