package client_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// The Go code of the documentation is that of the examples, which run.
func TestDocumentation(t *testing.T) {
	t.Parallel()
	page, err := os.ReadFile("../docs/client.md")
	if err != nil {
		t.Fatal(err)
	}
	examples, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(page), -1)
	if len(shown) < 4 {
		t.Errorf("the page shows %d pieces of code", len(shown))
	}
	for _, block := range shown {
		code := regexp.MustCompile(`(?m)^(.)`).ReplaceAllString(block[1], "\t$1")
		if !strings.Contains(string(examples), code) {
			t.Errorf("no example holds\n%s", code)
		}
	}
}
