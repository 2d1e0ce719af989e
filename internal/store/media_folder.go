package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// mediaFolder is a folder with the bytes of pictures, in folders by how their digests
// begin. Nil is none.
type mediaFolder struct {
	root *os.Root
	path string // as it was given
}

// openMediaFolder opens a folder, and makes it where it is missing.
func openMediaFolder(path string) (*mediaFolder, error) {
	if path == "" {
		return nil, nil //nolint:nilnil // none was asked for
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, fmt.Errorf("cannot make the folder of pictures: %w; give --media-dir another path", err)
	}
	root, err := os.OpenRoot(path)
	if err != nil {
		return nil, fmt.Errorf("cannot open the folder of pictures: %w; give --media-dir another path", err)
	}
	return &mediaFolder{root, path}, nil
}

func (f *mediaFolder) close() error {
	if f == nil {
		return nil
	}
	return f.root.Close()
}

// name is the file of a picture. A digest is of hexadecimal digits alone.
func (f *mediaFolder) name(digest string, small bool) string {
	if small {
		return digest[:2] + "/" + digest + "-640"
	}
	return digest[:2] + "/" + digest
}

// errNoFolder is that a picture is in a folder which this server was not given.
var errNoFolder = errors.New("the picture is in a folder: name it with --media-dir")

func (f *mediaFolder) read(digest string, small bool) ([]byte, error) {
	if f == nil {
		return nil, errNoFolder
	}
	return f.root.ReadFile(f.name(digest, small))
}

// write puts a file into the folder, whole or not at all: under another name first,
// and on disk before it gets its own.
func (f *mediaFolder) write(digest string, small bool, body []byte) (err error) {
	name := f.name(digest, small)
	if err := f.root.Mkdir(digest[:2], 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	beside := name + "." + rand.Text()
	file, err := f.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	if err == nil {
		err = file.Sync()
	}
	err = errors.Join(err, file.Close())
	if err == nil {
		err = f.root.Rename(beside, name)
	}
	if err != nil {
		return errors.Join(err, f.root.Remove(beside))
	}
	return f.sync(digest[:2])
}

// sync brings the names in a folder to the disk.
func (f *mediaFolder) sync(name string) error {
	dir, err := f.root.Open(name)
	if err != nil {
		return err
	}
	return errors.Join(dir.Sync(), dir.Close())
}

// remove takes a picture's files away, as far as they are there.
func (f *mediaFolder) remove(digest string) error {
	if f == nil {
		return nil // another server has the folder; the file stays, and harms nobody
	}
	for _, small := range []bool{false, true} {
		if err := f.root.Remove(f.name(digest, small)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}
