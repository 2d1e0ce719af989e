package convert

import (
	"archive/zip"
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Packed is a text of a file that may hold several.
type Packed struct {
	Name string // of the text: the file's, or what it is called inside the file
	Size int64  // in bytes; 0 where it is not known

	// Open reads the text from its beginning, each time anew.
	Open func() (io.ReadCloser, error)
}

// maxMembers is how many texts one archive may hold.
const maxMembers = 10_000

// Unpack tells which texts a file holds: those of a ZIP archive, the one of a gzip
// file, and otherwise the file itself. What has a meaning of its own as an archive,
// such as a spreadsheet, is one text.
//
// An archive inside an archive is an error, and so is one that cannot be read.
func Unpack(name string, at io.ReaderAt, size int64) ([]Packed, error) {
	whole := func() io.Reader { return io.NewSectionReader(at, 0, size) }
	head := make([]byte, 4)
	if n, err := at.ReadAt(head, 0); n < len(head) && err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch {
	case isGzip(head):
		return []Packed{{Name: strings.TrimSuffix(strings.TrimSuffix(name, ".gz"), ".gzip"), Open: func() (io.ReadCloser, error) {
			return Gunzip(whole())
		}}}, nil
	case bytes.Equal(head, zipMagic):
		archive, err := zip.NewReader(at, size)
		if err != nil {
			return nil, fmt.Errorf("it begins as a ZIP archive and is none, or is cut off: %w", err)
		}
		if isDocument(archive) {
			break
		}
		return members(name, archive)
	}
	return []Packed{{Name: name, Size: size, Open: func() (io.ReadCloser, error) { return io.NopCloser(whole()), nil }}}, nil
}

var zipMagic = []byte("PK\x03\x04")

// IsPacked tells whether a text that begins so is an archive, or a document that is
// one inside.
func IsPacked(head []byte) bool { return isGzip(head) || bytes.HasPrefix(head, zipMagic) }

// IsDamage tells whether an error is one of what a file holds, and not of reading it.
func IsDamage(err error) bool {
	_, isPath := errors.AsType[*fs.PathError](err)
	return !isPath && !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
}

func isGzip(head []byte) bool { return len(head) > 1 && head[0] == 0x1f && head[1] == 0x8b }

// Gunzip is the text of a gzip file. One that is cut off is an error when its end is
// reached.
func Gunzip(from io.Reader) (io.ReadCloser, error) {
	in, err := gzip.NewReader(bufio.NewReaderSize(from, 64<<10))
	if err != nil {
		return nil, fmt.Errorf("it begins as a gzip file and is none: %w", err)
	}
	return &gunzipped{in}, nil
}

type gunzipped struct{ *gzip.Reader }

func (g *gunzipped) Read(p []byte) (int, error) {
	n, err := g.Reader.Read(p)
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) {
		err = fmt.Errorf("the gzip file is cut off or damaged (%w): get the whole of it", err)
	}
	return n, err
}

// isDocument tells whether an archive is a document of an office program.
func isDocument(archive *zip.Reader) bool {
	for _, f := range archive.File {
		if f.Name == "[Content_Types].xml" || f.Name == "mimetype" {
			return true
		}
	}
	return false
}

// members are the texts of an archive, without what file managers leave in it.
func members(name string, archive *zip.Reader) ([]Packed, error) {
	var list []Packed
	for _, f := range archive.File {
		base := path.Base(f.Name)
		if f.FileInfo().IsDir() || strings.HasPrefix(base, ".") || strings.HasPrefix(f.Name, "__MACOSX/") {
			continue
		}
		if len(list) == maxMembers {
			return nil, fmt.Errorf("it holds more than %d files: import them in parts", maxMembers)
		}
		list = append(list, Packed{Name: name + "/" + f.Name, Size: int64(min(f.UncompressedSize64, 1<<62)), Open: func() (io.ReadCloser, error) {
			in, err := f.Open()
			if err != nil {
				return nil, fmt.Errorf("unpack %s: %w", f.Name, err)
			}
			buffered := bufio.NewReader(in)
			if head, err := buffered.Peek(4); err == nil && (isGzip(head) || bytes.Equal(head, zipMagic) && !strings.HasSuffix(strings.ToLower(base), ".xlsx")) {
				_ = in.Close()
				return nil, errors.New("it is packed twice: unpack it once before importing it")
			}
			return struct {
				io.Reader
				io.Closer
			}{buffered, in}, nil
		}})
	}
	if len(list) == 0 {
		return nil, errors.New("the archive holds no file")
	}
	return list, nil
}
