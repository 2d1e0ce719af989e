package main

import (
	"bufio"
	"debug/buildinfo"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// machine is what numbers depend on beside the program.
type machine struct {
	System   string `json:"system"`
	CPU      string `json:"cpu"`
	Cores    int    `json:"cores"`
	Busy     string `json:"busy"` // the load average when the run began
	Go       string `json:"go"`   // that built the binary
	Database string `json:"database"`
	Version  string `json:"version"` // of the binary

	PocketBase string `json:"pocketbase"` // its version, and PostgreSQL's, empty where they were left out
	PostgreSQL string `json:"postgresql"`
}

// driversOf are the modules that SQLite can come from, by the build.
var driversOf = map[string]string{"1": "github.com/mattn/go-sqlite3", "0": "modernc.org/sqlite"}

// versionOf is the version of a module that a Go binary is built from.
func versionOf(binary, module string) (string, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return "", err
	}
	for _, dep := range info.Deps {
		if dep.Path == module {
			return dep.Version, nil
		}
	}
	return "", fmt.Errorf("%s is not built from %s", binary, module)
}

// examine reads what there is to know of the machine and of a Go binary.
func examine(binary string) (machine, error) {
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		return machine{}, fmt.Errorf("%w; make build makes it", err)
	}
	m := machine{System: runtime.GOOS + "/" + runtime.GOARCH, Cores: runtime.NumCPU(), Go: info.GoVersion}
	said, err := exec.Command(binary, "--version").Output() //nolint:noctx // it answers at once
	if err != nil {
		return machine{}, fmt.Errorf("%s --version: %w", binary, err)
	}
	m.Version = strings.TrimSpace(string(said))
	settings := map[string]string{}
	for _, s := range info.Settings {
		settings[s.Key] = s.Value
	}
	driver := driversOf["0"]
	if settings["CGO_ENABLED"] == "1" && strings.Contains(settings["-tags"], "sqlite_fts5") {
		driver = driversOf["1"]
	}
	for _, dep := range info.Deps {
		if dep.Path == driver {
			m.Database = "SQLite, " + driver + " " + dep.Version
		}
	}
	m.CPU = valueIn("/proc/cpuinfo", "model name")
	if text, err := os.ReadFile("/proc/loadavg"); err == nil {
		m.Busy, _, _ = strings.Cut(string(text), " ")
	}
	return m, nil
}

// valueIn finds the first value of a name in a file of "name : value" lines.
func valueIn(file, name string) string {
	in, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer in.Close()
	for lines := bufio.NewScanner(in); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// String is two or three lines.
func (m machine) String() string {
	s := fmt.Sprintf("%s, %d cores (%s), load average %s before\n%s, %s, %s", m.System, m.Cores, m.CPU, m.Busy, m.Version, m.Go, m.Database)
	if m.PocketBase != "" {
		s += ", PocketBase " + m.PocketBase
	}
	if m.PostgreSQL != "" {
		s += ", PostgreSQL " + m.PostgreSQL
	}
	return s
}
