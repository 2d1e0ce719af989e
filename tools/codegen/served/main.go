// Served prints the contract for generators, /openapi.json, as bin/dateline serves it.
package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
)

const program = "../../bin/dateline"

func main() {
	log.SetFlags(0)
	if err := served(context.Background(), os.Stdout); err != nil {
		log.Fatalf("served: %v", err)
	}
}

func served(ctx context.Context, to io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "dateline-served-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	serve := exec.CommandContext(ctx, program, "serve", "--addr", "127.0.0.1:0", "--db", filepath.Join(dir, "served.db")) //nolint:gosec // the program that was built here
	said, err := serve.StderrPipe()
	if err != nil {
		return err
	}
	if err := serve.Start(); err != nil {
		return fmt.Errorf("%w: make build builds it", err)
	}
	defer func() {
		_ = serve.Process.Signal(os.Interrupt)
		if ended := serve.Wait(); err == nil {
			err = ended
		}
	}()
	serving := regexp.MustCompile(`msg=serving url=(http://\S+)`)
	lines := bufio.NewScanner(said)
	for lines.Scan() {
		if match := serving.FindStringSubmatch(lines.Text()); match != nil {
			go func() { _, _ = io.Copy(io.Discard, said) }()
			return get(ctx, match[1]+"/openapi.json", to)
		}
	}
	return fmt.Errorf("the server ended before it served")
}

func get(ctx context.Context, address string, to io.Writer) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", address, answer.Status)
	}
	_, err = io.Copy(to, answer.Body)
	return err
}
