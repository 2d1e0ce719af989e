// Package layers tells from a profile how much CPU time each layer of a program took.
package layers

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/google/pprof/profile"
)

// Layer is a part of a program, and the CPU time that it took.
type Layer struct {
	Name string        `json:"name"`
	CPU  time.Duration `json:"cpu"`

	SQLite time.Duration `json:"sqlite"` // of that in SQLite's own code, behind cgo
	System time.Duration `json:"system"` // of that in calls of the system by Go
}

// Rule says which layer a frame belongs to. Of names a frame has to begin with one: of its
// function, as "net/http.", or, where it ends in ".go" or "/", of its file in the
// repository.
type Rule struct {
	Layer string
	Names []string
}

// rest is the layer of what no rule claims.
const rest = "scheduling, and what is left"

// Split parts the samples of a profile in the order of the rules, with what no rule claims
// last. A sample belongs to the innermost of its frames that a rule claims: helpers that
// none claims count where they were called. span is how long the profile took.
func Split(in io.Reader, rules []Rule) (list []Layer, span time.Duration, err error) {
	p, err := profile.Parse(in)
	if err != nil {
		return nil, 0, err
	}
	at := slices.IndexFunc(p.SampleType, func(t *profile.ValueType) bool { return t.Type == "cpu" && t.Unit == "nanoseconds" })
	if at < 0 {
		return nil, 0, fmt.Errorf("a profile of %v, not of CPU time", p.SampleType)
	}
	for _, r := range rules {
		list = append(list, Layer{Name: r.Layer})
	}
	list = append(list, Layer{Name: rest})
	for _, s := range p.Sample {
		took := time.Duration(s.Value[at])
		l := &list[claimedBy(s, rules)]
		l.CPU += took
		switch leaf := leafOf(s); {
		case leaf == "runtime.cgocall":
			l.SQLite += took
		case strings.HasSuffix(leaf, "syscall/linux.Syscall6"):
			l.System += took
		}
	}
	return list, time.Duration(p.DurationNanos), nil
}

// leafOf is the name of the function that ran.
func leafOf(s *profile.Sample) string {
	if len(s.Location) == 0 || len(s.Location[0].Line) == 0 {
		return ""
	}
	return s.Location[0].Line[0].Function.Name
}

// claimedBy is which rule claims a sample, and one more than there are where none does.
func claimedBy(s *profile.Sample, rules []Rule) int {
	for _, at := range s.Location {
		for _, line := range at.Line {
			if helpers.claims(line.Function) {
				continue
			}
			if i := slices.IndexFunc(rules, func(r Rule) bool { return r.claims(line.Function) }); i >= 0 {
				return i
			}
		}
	}
	return len(rules)
}

func (r Rule) claims(f *profile.Function) bool {
	ours := strings.HasPrefix(f.Name, "example.org/dateline/") || strings.HasPrefix(f.Name, "main.")
	return slices.ContainsFunc(r.Names, func(name string) bool {
		if IsPath(name) {
			return ours && strings.Contains("/"+f.Filename, "/"+name)
		}
		return strings.HasPrefix(f.Name, name)
	})
}

// IsPath tells names of files and folders from those of functions.
func IsPath(name string) bool { return strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "/") }

// Sum is the CPU time of all layers.
func Sum(list []Layer) (sum time.Duration) {
	for _, l := range list {
		sum += l.CPU
	}
	return sum
}
