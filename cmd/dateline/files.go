package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// readFile reads a file, or standard input for "-".
func readFile(stdin io.Reader, name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(stdin)
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
	}
	return text, nil
}

// writeFile writes through a temporary file beside the target, so that a
// failure leaves the old file whole.
func writeFile(stdout io.Writer, name string, write func(io.Writer) error) (err error) {
	if name == "-" {
		buffered := bufio.NewWriter(stdout)
		if err := write(buffered); err != nil {
			return err
		}
		return buffered.Flush()
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	buffered := bufio.NewWriter(file)
	if err = write(buffered); err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = file.Chmod(0o644)
	}
	if closeErr := file.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(file.Name(), name)
	}
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", name, err)
	}
	return nil
}

// inFile puts a file's name before each mistake in it.
func inFile(name string, err error) error {
	lines := strings.Split(err.Error(), "\n")
	for i, line := range lines {
		sep := ": "
		if line != "" && line[0] >= '0' && line[0] <= '9' {
			sep = ":" // a line number follows: file:line:column
		}
		lines[i] = shown(name) + sep + line
	}
	return errors.New(strings.Join(lines, "\n"))
}

// shown is what a mistake calls a file.
func shown(name string) string {
	if name == "-" {
		return "standard input"
	}
	return name
}
