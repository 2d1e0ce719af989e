package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// files writes what an archive is made of, at a time and with modes that must not
// show in it.
func files(t *testing.T, program string, at time.Time, mode os.FileMode) []string {
	t.Helper()
	var paths []string
	for _, name := range []string{"README.md", program, "LICENSE"} {
		path := filepath.Join(t.TempDir(), name)
		if err := errors.Join(os.WriteFile(path, []byte("the text of "+name), mode), os.Chtimes(path, at, at)); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

func TestPack(t *testing.T) {
	r := release{version: "0.1.0", at: time.Date(2026, time.November, 29, 12, 0, 0, 0, time.UTC)}
	tests := []struct {
		system, program, name string
		names                 func(t *testing.T, text []byte) []string
	}{
		{"linux", "dateline", "dateline-0.1.0-linux-arm64.tar.gz", inTar},
		{"windows", "dateline.exe", "dateline-0.1.0-windows-arm64.zip", inZip},
	}
	for _, tt := range tests {
		t.Run(tt.system, func(t *testing.T) {
			name, text, err := r.pack(tt.system, "arm64", files(t, tt.program, time.Unix(1e9, 0), 0o600))
			if err != nil || name != tt.name {
				t.Fatalf("packed %s, %v, want %s", name, err, tt.name)
			}
			reversed := files(t, tt.program, time.Unix(1.5e9, 0), 0o700)
			slices.Reverse(reversed)
			_, again, err := r.pack(tt.system, "arm64", reversed)
			if err != nil || !bytes.Equal(text, again) {
				t.Errorf("the same files at another time are other bytes: %v", err)
			}
			r.at = r.at.Add(time.Hour)
			if _, later, err := r.pack(tt.system, "arm64", reversed); err != nil || bytes.Equal(text, later) {
				t.Errorf("another release has the same bytes: %v", err)
			}
			folder := "dateline-0.1.0-" + tt.system + "-arm64/"
			want := []string{"-rw-r--r-- " + folder + "LICENSE", "-rw-r--r-- " + folder + "README.md", "-rwxr-xr-x " + folder + tt.program}
			if got := tt.names(t, text); !slices.Equal(got, want) {
				t.Errorf("holds %q, want %q", got, want)
			}
		})
	}
	if _, _, err := r.pack("linux", "amd64", []string{filepath.Join(t.TempDir(), "none")}); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("packed a file that is not there: %v", err)
	}
}

// inTar lists an archive, whose files belong to nobody in particular.
func inTar(t *testing.T, text []byte) []string {
	t.Helper()
	unpacked, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for in := tar.NewReader(unpacked); ; {
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		if h.Uid != 0 || h.Gid != 0 || h.Uname+h.Gname != "" {
			t.Errorf("%s has the owner %d %d %q", h.Name, h.Uid, h.Gid, h.Uname)
		}
		names = append(names, h.FileInfo().Mode().String()+" "+h.Name)
	}
}

func inZip(t *testing.T, text []byte) []string {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range in.File {
		names = append(names, f.Mode().String()+" "+f.Name)
	}
	return names
}

func TestNewestRelease(t *testing.T) {
	tests := []struct{ name, changelog, want string }{
		{"under what is not released", "# Changelog\n\n## Unreleased\n\n- New.\n\n## 0.2.0 (2027-01-02)\n\n## 0.1.0 (2026-11-29)\n", "0.2.0"},
		{"no release", "# Changelog\n\n## Unreleased\n", ""},
		{"a heading inside a release", "## \n### 3.0.0\n## 0.1.0\n", "0.1.0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := newestRelease(tt.changelog); got != tt.want {
				t.Errorf("newestRelease = %q, want %q", got, tt.want)
			}
		})
	}
}
