package trial

import (
	"fmt"
	"strings"
	"testing"
)

// failing is a test that has failed, and notes what it says in the end.
type failing struct {
	testing.TB
	cleanups []func()
	said     []string
}

func (f *failing) Helper()                   {}
func (f *failing) Failed() bool              { return true }
func (f *failing) Cleanup(fn func())         { f.cleanups = append(f.cleanups, fn) }
func (f *failing) Log(args ...any)           { f.said = append(f.said, fmt.Sprint(args...)) }
func (f *failing) Fatalf(s string, a ...any) { panic(fmt.Sprintf(s, a...)) }

func TestLegsDiffer(t *testing.T) {
	t.Setenv(SeedVariable, "")
	t.Setenv(RoundsVariable, "")
	if got, rounds := Seed(t, 7), Rounds(t, 30); got != 7 || rounds != 30 {
		t.Errorf("without variables: the seed 7 is %d, and 30 rounds are %d", got, rounds)
	}
	t.Setenv(SeedVariable, "2")
	t.Setenv(RoundsVariable, "50")
	if got, rounds := Seed(t, 7), Rounds(t, 30); got != 2007 || rounds != 15 {
		t.Errorf("the seed 7 is %d, and 30 rounds are %d", got, rounds)
	}
	if rounds := Rounds(t, 1); rounds != 1 {
		t.Errorf("one round is %d", rounds)
	}
}

func TestFailuresCanBeRepeated(t *testing.T) {
	t.Setenv(SeedVariable, "3")
	t.Setenv(RoundsVariable, "50")
	f := &failing{TB: t}
	Seed(f, 1)
	Rounds(f, 1)
	for _, fn := range f.cleanups {
		fn()
	}
	if got, want := strings.Join(f.said, "\n"), "to try the same cases again: DATELINE_TEST_SEED=3 DATELINE_TEST_ROUNDS=50 go test"; got != want {
		t.Errorf("it says %q, want %q", got, want)
	}
}

func TestWhatIsNoNumber(t *testing.T) {
	t.Setenv(SeedVariable, "many")
	defer func() {
		if said := fmt.Sprint(recover()); !strings.Contains(said, "DATELINE_TEST_SEED=many") {
			t.Errorf("it says %q", said)
		}
	}()
	Seed(&failing{TB: t}, 1)
	t.Error("it goes on")
}
