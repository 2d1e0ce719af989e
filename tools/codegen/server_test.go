package codegen_test

import (
	"bufio"
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	dateline "example.org/dateline/tools/codegen/dist"
)

const program = "../../bin/dateline"

// server is one of its own, with the bundled story, that ends with the test.
type server struct{ url, token string }

func started(t *testing.T) server {
	t.Helper()
	if _, err := os.Stat(program); err != nil {
		t.Fatalf("%v: make build builds it", err)
	}
	db := filepath.Join(t.TempDir(), "served.db")
	serve := exec.Command(program, "serve", "--addr", "127.0.0.1:0", "--db", db)
	log, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = serve.Process.Signal(os.Interrupt)
		if err := serve.Wait(); err != nil {
			t.Errorf("the server ended with %v", err)
		}
	})
	url := addressIn(t, log)
	create := exec.Command(program, "token", "create", "--name", "generated", "--scope", "write", "--db", db)
	create.Stderr = os.Stderr
	token, err := create.Output()
	if err != nil {
		t.Fatalf("make a token: %v", err)
	}
	return server{url, strings.TrimSpace(string(token))}
}

// addressIn waits until the server says where it serves, and lets it talk on.
func addressIn(t *testing.T, log interface{ Read([]byte) (int, error) }) string {
	t.Helper()
	serving := regexp.MustCompile(`msg=serving url=(http://\S+)`)
	said := ""
	lines := bufio.NewScanner(log)
	for lines.Scan() {
		if match := serving.FindStringSubmatch(lines.Text()); match != nil {
			go func() {
				for lines.Scan() {
				}
			}()
			return match[1]
		}
		said += lines.Text() + "\n"
	}
	t.Fatalf("the server ended before it served:\n%s", said)
	return ""
}

// client is a generated one, with the token.
func (s server) client(t *testing.T) *dateline.ClientWithResponses {
	t.Helper()
	c, err := dateline.NewClientWithResponses(s.url, dateline.WithRequestEditorFn(func(_ context.Context, r *http.Request) error {
		r.Header.Set("Authorization", "Bearer "+s.token)
		return nil
	}))
	if err != nil {
		t.Fatal(err)
	}
	return c
}
