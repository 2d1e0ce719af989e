package layers

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/pprof/profile"
)

// profileOf is a profile with a sample of some milliseconds for each stack, whose frames
// are functions and files from the innermost on.
func profileOf(t *testing.T, kind string, stacks [][][2]string) *bytes.Buffer {
	t.Helper()
	p := &profile.Profile{SampleType: []*profile.ValueType{{Type: "samples", Unit: "count"}, {Type: kind, Unit: "nanoseconds"}}, DurationNanos: int64(time.Second)}
	for i, stack := range stacks {
		s := &profile.Sample{Value: []int64{1, int64(i+1) * int64(time.Millisecond)}}
		for _, frame := range stack {
			f := &profile.Function{ID: uint64(len(p.Function) + 1), Name: frame[0], Filename: frame[1]}
			at := &profile.Location{ID: f.ID, Line: []profile.Line{{Function: f}}}
			p.Function, p.Location, s.Location = append(p.Function, f), append(p.Location, at), append(s.Location, at)
		}
		p.Sample = append(p.Sample, s)
	}
	var out bytes.Buffer
	if err := p.Write(&out); err != nil {
		t.Fatal(err)
	}
	return &out
}

func TestSamplesBelongToTheInnermostLayer(t *testing.T) {
	t.Parallel()
	const store, helper, api = "/src/dateline/internal/store/record.go", "/src/dateline/internal/store/sql.go", "/src/dateline/api/list.go"
	stacks := [][][2]string{
		{{"runtime.cgocall", "cgocall.go"}, {"github.com/mattn/go-sqlite3.step", "sqlite3.go"}, {"example.org/dateline/internal/store.scan", helper}, {"example.org/dateline/internal/store.fetch", store}, {"example.org/dateline/api.list", api}},
		{{"internal/runtime/syscall/linux.Syscall6", "asm.s"}, {"net/http.write", "server.go"}},
		{{"runtime.memmove", "memmove.s"}, {"example.org/dateline/api.list", api}, {"net/http.serve", "server.go"}},
		{{"runtime.futex", "os.go"}, {"runtime.mcall", "asm.s"}},
		{{"github.com/other/api.list", "/mod/other/api/list.go"}},
		{},
	}
	rules := []Rule{{"documents", []string{"internal/store/record.go"}}, {"links", []string{"api/"}}, {"net/http", []string{"net/http."}}}
	got, span, err := Split(profileOf(t, "cpu", stacks), rules)
	if err != nil || span != time.Second {
		t.Fatal(span, err)
	}
	const ms = time.Millisecond
	want := []Layer{{"documents", ms, ms, 0}, {"links", 3 * ms, 0, 0}, {"net/http", 2 * ms, 0, 2 * ms}, {rest, 15 * ms, 0, 0}}
	if !reflect.DeepEqual(got, want) || Sum(got) != 21*ms {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, _, err := Split(profileOf(t, "heap", stacks), rules); err == nil || !strings.Contains(err.Error(), "not of CPU time") {
		t.Errorf("a profile of the heap: %v", err)
	}
	if _, _, err := Split(strings.NewReader("text"), rules); err == nil {
		t.Error("text was taken for a profile")
	}
}

// TestRulesNameWhatIsThere holds the rules to the files of the program, so that one that
// has been renamed does not fall into another layer unseen.
func TestRulesNameWhatIsThere(t *testing.T) {
	t.Parallel()
	for _, r := range slices.Concat(Request, Import, []Rule{helpers}) {
		for _, name := range r.Names {
			if !IsPath(name) {
				continue
			}
			if _, err := os.Stat(filepath.Join("..", "..", filepath.FromSlash(name))); err != nil {
				t.Errorf("%s: %v", r.Layer, err)
			}
		}
	}
}
