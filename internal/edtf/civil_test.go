package edtf_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"example.org/dateline/internal/edtf"
)

// instants are seconds all over the int64 range, and around what is special.
func instants(yield func(int64) bool) {
	random := rand.New(rand.NewPCG(2025, 3))
	for _, at := range []int64{
		math.MinInt64, math.MaxInt64, 0, -62167219200 /* year 0 */, 253402300800 /* year 10000 */, 951782400, /* 2000-02-29 */
	} {
		for step := int64(-3); step <= 3; step++ {
			for _, size := range []int64{1, 86399, 86400, 31556952} {
				if sec := at + step*size; (sec > at) == (step > 0) && !yield(sec) {
					return
				}
			}
		}
	}
	for range 3_000 {
		sec := int64(random.Uint64())
		for ; sec > 1000 || sec < -1000; sec /= 1 << (1 + random.IntN(8)) { // every magnitude
			if !yield(sec) {
				return
			}
		}
	}
}

func TestCivilRoundTrip(t *testing.T) {
	t.Parallel()
	for sec := range instants {
		c := edtf.CivilFromSeconds(sec)
		if back, ok := edtf.SecondsFromCivil(c); !ok || back != sec {
			t.Fatalf("%d is %+v, which is %d, %t", sec, c, back, ok)
		}
		if c.Month < 1 || c.Month > 12 || c.Day < 1 || c.Day > 31 || c.Hour > 23 || c.Minute > 59 || c.Second > 59 {
			t.Fatalf("%d is %+v", sec, c)
		}
	}
}

func TestCivilAgreesWithTime(t *testing.T) {
	t.Parallel()
	const start, end = -62167219200, 253402300800 // years 0 to 9999
	random := rand.New(rand.NewPCG(1985, 4))
	for range 100_000 {
		sec := start + random.Int64N(end-start)
		at := time.Unix(sec, 0).UTC()
		want := edtf.Civil{
			Year: int64(at.Year()), Month: int(at.Month()), Day: at.Day(),
			Hour: at.Hour(), Minute: at.Minute(), Second: at.Second(),
		}
		if got := edtf.CivilFromSeconds(sec); got != want {
			t.Fatalf("%d is %+v, want %+v", sec, got, want)
		}
	}
}

func TestSecondsFromCivilCarries(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(2004, 6))
	field := func() int { return random.IntN(4001) - 2000 }
	for range 20_000 {
		c := edtf.Civil{Year: int64(field()), Month: field(), Day: field(), Hour: field(), Minute: field(), Second: field()}
		want := time.Date(int(c.Year), time.Month(c.Month), c.Day, c.Hour, c.Minute, c.Second, 0, time.UTC).Unix()
		if got, ok := edtf.SecondsFromCivil(c); !ok || got != want {
			t.Fatalf("%+v is %d, %t, want %d", c, got, ok, want)
		}
	}
}

func TestSecondsFromCivilRefusesOverflow(t *testing.T) {
	t.Parallel()
	last, first := edtf.CivilFromSeconds(math.MaxInt64), edtf.CivilFromSeconds(math.MinInt64)
	last.Second++
	first.Second--
	for _, c := range []edtf.Civil{
		last, first,
		{Year: math.MaxInt64, Month: 1, Day: 1},
		{Year: math.MinInt64, Month: 1, Day: 1},
		{Year: edtf.MaxYear + 2, Month: 1, Day: 1},
		{Year: edtf.MinYear - 2, Month: 1, Day: 1},
		{Year: 2025, Month: math.MinInt, Day: 1},
		{Year: 2025, Month: 1, Day: math.MaxInt},
		{Year: 2025, Month: 1, Day: 1, Hour: math.MaxInt},
	} {
		if sec, ok := edtf.SecondsFromCivil(c); ok {
			t.Errorf("%+v is %d, want it refused", c, sec)
		}
	}
}

// The limits are the outermost years that lie wholly within int64 seconds.
func TestYearLimits(t *testing.T) {
	t.Parallel()
	if got := edtf.CivilFromSeconds(math.MaxInt64).Year; got != edtf.MaxYear+1 {
		t.Errorf("the last second is in year %d, so MaxYear is not %d", got, edtf.MaxYear)
	}
	if got := edtf.CivilFromSeconds(math.MinInt64).Year; got != edtf.MinYear-1 {
		t.Errorf("the first second is in year %d, so MinYear is not %d", got, edtf.MinYear)
	}
}

func TestFloor(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ a, b, div, mod int64 }{
		{0, 3600, 0, 0}, {3599, 3600, 0, 3599}, {3600, 3600, 1, 0},
		{-1, 3600, -1, 3599}, {-3600, 3600, -1, 0}, {-3601, 3600, -2, 3599},
		{math.MinInt64, 1, math.MinInt64, 0}, {math.MinInt64, math.MaxInt64, -2, math.MaxInt64 - 1},
	} {
		if div, mod := edtf.FloorDiv(c.a, c.b), edtf.FloorMod(c.a, c.b); div != c.div || mod != c.mod {
			t.Errorf("%d by %d is %d rest %d, want %d rest %d", c.a, c.b, div, mod, c.div, c.mod)
		}
	}
}
