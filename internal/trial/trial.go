// Package trial says what the property tests make their data from, and how much
// they try. The Makefile gives each leg of CI other numbers, so that the same
// tests try other cases in each, and the same cases whenever that leg runs.
package trial

import (
	"fmt"
	"os"
	"strconv"
	"sync"
	"testing"
)

// The variables that a leg sets. SeedVariable is any whole number, 0 when it is
// not set; RoundsVariable is how many of the usual rounds are made, in percent.
const (
	SeedVariable   = "DATELINE_TEST_SEED"
	RoundsVariable = "DATELINE_TEST_ROUNDS"
)

// Seed is the seed that a test uses for its n-th random source: n itself when the
// variable is not set, and another for each value of it. A test that fails says
// with which variables it fails again.
func Seed(t testing.TB, n uint64) uint64 {
	t.Helper()
	leg := variable(t, SeedVariable, 0)
	told(t)
	return n + 1000*leg
}

// Rounds is how many rounds a test makes that usually makes n: at least one.
func Rounds(t testing.TB, n int) int {
	t.Helper()
	percent := variable(t, RoundsVariable, 100)
	told(t)
	return max(1, int(uint64(n)*percent/100))
}

var telling sync.Map // the tests that will tell

// told has the variables printed when the test has failed.
func told(t testing.TB) {
	if _, again := telling.LoadOrStore(t, true); again {
		return
	}
	t.Cleanup(func() {
		telling.Delete(t)
		if t.Failed() {
			t.Log(again(variable(t, SeedVariable, 0), variable(t, RoundsVariable, 100)))
		}
	})
}

// again is how the cases of a leg are tried once more.
func again(leg, percent uint64) string {
	return fmt.Sprintf("to try the same cases again: %s=%d %s=%d go test", SeedVariable, leg, RoundsVariable, percent)
}

func variable(t testing.TB, name string, otherwise uint64) uint64 {
	t.Helper()
	text := os.Getenv(name)
	if text == "" {
		return otherwise
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		t.Fatalf("%s=%s: want a whole number", name, text)
	}
	return n
}
