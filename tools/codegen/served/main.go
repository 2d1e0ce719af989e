// Served prints the contract for generators, /openapi.json, as bin/dateline serves it.
package main

import (
	"bufio"
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
	if err := served(os.Stdout); err != nil {
		log.Fatalf("served: %v", err)
	}
}

func served(to io.Writer) (err error) {
	dir, err := os.MkdirTemp("", "dateline-served-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	serve := exec.Command(program, "serve", "--addr", "127.0.0.1:0", "--db", filepath.Join(dir, "served.db"))
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
			return get(match[1]+"/openapi.json", to)
		}
	}
	return fmt.Errorf("the server ended before it served")
}

func get(address string, to io.Writer) error {
	answer, err := http.Get(address)
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
