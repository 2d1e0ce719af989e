package main

import (
	"errors"
	"fmt"
	"io"
	"os"

	"example.org/dateline/internal/convert"
)

// readMapping reads the file that --map names; nil where it names none.
func readMapping(name string) (*convert.Mapping, error) {
	if name == "" {
		return nil, nil //nolint:nilnil // there may be no mapping
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
	}
	text, err := io.ReadAll(io.LimitReader(file, convert.MaxMapping+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, err)
	}
	m, err := convert.ReadMapping(text)
	if err != nil {
		return nil, inFile(name, err)
	}
	return m, nil
}

// printMapping shows how the columns of a table are read, as --map takes it.
func printMapping(w io.Writer, name string, m *convert.Mapping) error {
	_, err := w.Write(m.YAML("How the columns of " + shown(name) + " are read. Save and mend it, and give it to --map."))
	return err
}
