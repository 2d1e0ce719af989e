package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"example.org/dateline/internal/convert"
)

// inputFile is a file to import, with the texts in it.
type inputFile struct {
	texts []convert.Packed
	file  *os.File // nil for standard input that is read as it comes
	kept  bool     // the file is a copy of standard input, and goes
}

// openFile opens a file, or standard input for "-", and looks what is in it.
func openFile(stdin io.Reader, name, format string) (*inputFile, error) {
	if name == "-" {
		return openStdin(stdin, format)
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("cannot read %s: %w", name, errors.Unwrap(err))
	}
	in := &inputFile{file: file}
	info, err := file.Stat()
	switch {
	case err != nil:
		err = errors.Unwrap(err)
	case info.IsDir():
		err = errors.New("it is a folder")
	case !info.Mode().IsRegular(): // a pipe of the shell, perhaps
		kept, keepErr := keep(file)
		if err = errors.Join(keepErr, file.Close()); err == nil {
			in.file, in.kept = kept, true
			info, err = kept.Stat()
		}
	}
	if err == nil {
		in.texts, err = convert.Unpack(name, in.file, info.Size())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot read %s: %w", name, err), in.Close())
	}
	return in, nil
}

// openStdin takes standard input as it comes where its format is our own, and
// otherwise keeps it in a file first: its digest is to be known.
func openStdin(stdin io.Reader, format string) (*inputFile, error) {
	in := bufio.NewReaderSize(stdin, 64<<10)
	head, _ := in.Peek(64 << 10) // an error comes again when the rest is read
	reader, _, err := convert.ReaderOf(bytes.NewReader(head), convert.Clues{Format: format})
	if err == nil && !reader.Foreign {
		return &inputFile{texts: []convert.Packed{{Name: "-", Open: func() (io.ReadCloser, error) { return io.NopCloser(in), nil }}}}, nil
	}
	file, err := keep(in)
	if err != nil {
		return nil, fmt.Errorf("cannot read standard input: %w", err)
	}
	kept := &inputFile{file: file, kept: true}
	info, err := file.Stat()
	if err == nil {
		kept.texts, err = convert.Unpack("-", file, info.Size())
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("cannot read standard input: %w", err), kept.Close())
	}
	return kept, nil
}

// keep copies a text to a file that nobody else sees.
func keep(text io.Reader) (*os.File, error) {
	file, err := os.CreateTemp("", "dateline-import-")
	if err != nil {
		return nil, fmt.Errorf("keep the text: %w", err)
	}
	if _, err := io.Copy(file, text); err != nil {
		return nil, errors.Join(err, file.Close(), os.Remove(file.Name()))
	}
	return file, nil
}

// Close closes the file.
func (f *inputFile) Close() error {
	if f.file == nil {
		return nil
	}
	err := f.file.Close()
	if f.kept {
		err = errors.Join(err, os.Remove(f.file.Name()))
	}
	return err
}
