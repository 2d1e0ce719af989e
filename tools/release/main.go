// Command release builds what a release consists of: bin/dateline in pure Go for
// each system, in an archive with what a reader needs beside it, and the
// digests of the archives. The same commit and Go give the same bytes.
// RELEASING.md says when it is run.
package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"
)

// beside are the files that stand beside the program in each archive.
var beside = []string{"CHANGELOG.md", "LICENSE", "README.md"}

func main() {
	var r release
	flag.StringVar(&r.version, "version", "", "the version that the program says, as in 0.1.0")
	flag.StringVar(&r.to, "to", "bin/release", "the folder for the archives; what is in it is removed")
	targets := flag.String("targets", "linux/amd64 linux/arm64 darwin/amd64 darwin/arm64 windows/amd64 windows/arm64", "systems and processors")
	at := flag.Int64("time", 0, "the time of the files in the archives, in seconds since 1970")
	flag.Parse()
	r.at = time.Unix(*at, 0).UTC()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := r.make(ctx, strings.Fields(*targets))
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "release:", err)
		os.Exit(1)
	}
}

// release is what all archives of a release have in common.
type release struct {
	version, to string
	at          time.Time
}

// make builds and packs each target, and writes SHA256SUMS.
func (r release) make(ctx context.Context, targets []string) error {
	if err := r.check(); err != nil {
		return err
	}
	if err := errors.Join(os.RemoveAll(r.to), os.MkdirAll(r.to, 0o755)); err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "dateline-release-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	var sums strings.Builder
	for _, target := range targets {
		system, processor, _ := strings.Cut(target, "/")
		program := filepath.Join(work, "dateline")
		if system == "windows" {
			program += ".exe"
		}
		if err := r.build(ctx, system, processor, program); err != nil {
			return err
		}
		name, text, err := r.pack(system, processor, append([]string{program}, beside...))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(r.to, name), text, 0o644); err != nil {
			return err
		}
		sum := sha256.Sum256(text)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
		fmt.Printf("%s: %.1f MB\n", name, float64(len(text))/1e6)
	}
	return os.WriteFile(filepath.Join(r.to, "SHA256SUMS"), []byte(sums.String()), 0o644)
}

// check refuses the number of a release that the changelog does not begin with.
func (r release) check() error {
	if r.version == "" {
		return errors.New("name the version with -version")
	}
	text, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	if newest := newestRelease(string(text)); isRelease(r.version) && r.version != newest {
		return fmt.Errorf("the version is %s, and the newest heading of CHANGELOG.md is %s", r.version, newest)
	}
	return nil
}

// isRelease tells 0.1.0 from what is built between releases, 0.1.0-4-gc58b3f3.
func isRelease(version string) bool { return strings.Trim(version, "0123456789.") == "" }

// newestRelease is the version in the first heading of a changelog that names one.
func newestRelease(changelog string) string {
	for line := range strings.Lines(changelog) {
		heading, is := strings.CutPrefix(line, "## ")
		if words := strings.Fields(heading); is && len(words) > 0 && isRelease(words[0]) {
			return words[0]
		}
	}
	return ""
}

// build builds the program for a system. The version says what it was built from,
// so that the state of the checkout does not: a clone and an unpacked archive of
// the sources give the same program.
func (r release) build(ctx context.Context, system, processor, program string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags", "-s -w -X main.version="+r.version, "-o", program, "./cmd/dateline") //nolint:gosec // whoever releases names the version
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+system, "GOARCH="+processor, "GOAMD64=v1", "GOARM64=v8.0", "GOFLAGS=")
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("build for %s/%s: %w", system, processor, err)
	}
	return nil
}
