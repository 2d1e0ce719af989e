package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// pack puts files into one archive, in a folder of its name: a zip for Windows,
// elsewhere a tar.gz. Nothing of this machine is in it: files come in the order
// of their names, with the time of the release and without an owner.
func (r release) pack(system, processor string, files []string) (name string, text []byte, err error) {
	folder := fmt.Sprintf("dateline-%s-%s-%s", r.version, system, processor)
	files = slices.Clone(files)
	slices.SortFunc(files, func(a, b string) int { return strings.Compare(filepath.Base(a), filepath.Base(b)) })
	var buf bytes.Buffer
	write, name := r.tar, folder+".tar.gz"
	if system == "windows" {
		write, name = r.zip, folder+".zip"
	}
	if err := write(&buf, folder, files); err != nil {
		return "", nil, fmt.Errorf("pack %s: %w", name, err)
	}
	return name, buf.Bytes(), nil
}

// mode is what a file in an archive may: the program is run, the rest is read.
func mode(file string) os.FileMode {
	if strings.TrimSuffix(filepath.Base(file), ".exe") == "dateline" {
		return 0o755
	}
	return 0o644
}

func (r release) tar(w io.Writer, folder string, files []string) error {
	packed, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := tar.NewWriter(packed)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		header := &tar.Header{Name: folder + "/" + filepath.Base(file), Mode: int64(mode(file)), Size: int64(len(text)), ModTime: r.at, Format: tar.FormatUSTAR}
		if err := out.WriteHeader(header); err != nil {
			return err
		}
		if _, err := out.Write(text); err != nil {
			return err
		}
	}
	if err := out.Close(); err != nil {
		return err
	}
	return packed.Close()
}

func (r release) zip(w io.Writer, folder string, files []string) error {
	out := zip.NewWriter(w)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		header := &zip.FileHeader{Name: folder + "/" + filepath.Base(file), Method: zip.Deflate, Modified: r.at}
		header.SetMode(mode(file))
		part, err := out.CreateHeader(header)
		if err != nil {
			return err
		}
		if _, err := part.Write(text); err != nil {
			return err
		}
	}
	return out.Close()
}
