package timeline_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"example.org/dateline/internal/timeline"
)

func TestBoxHolds(t *testing.T) {
	t.Parallel()
	europe := timeline.Box{West: -10, South: 35, East: 40, North: 70}
	pacific := timeline.Box{West: 170, South: -20, East: -170, North: 20} // crosses the antimeridian
	world := timeline.Box{West: -180, South: -90, East: 180, North: 90}
	line := timeline.Box{West: 5, South: 1, East: 5, North: 1}
	tests := []struct {
		name     string
		box      timeline.Box
		lat, lon float64
		want     bool
	}{
		{"inside", europe, 50, 30, true}, {"corner", europe, 35, -10, true}, {"north of", europe, 70.1, 0, false}, {"east of", europe, 50, 40.1, false}, {"south of", europe, 34.9, 0, false},
		{"west of the line", pacific, 0, 175, true}, {"east of the line", pacific, 0, -175, true}, {"on the line", pacific, 0, 180, true}, {"on the line's other name", pacific, 0, -180, true},
		{"edge", pacific, 20, -170, true}, {"beyond", pacific, 0, -169.9, false}, {"the other side of the world", pacific, 0, 0, false}, {"too far south", pacific, -21, 175, false},
		{"the world", world, -90, 180, true}, {"a point", line, 1, 5, true}, {"beside a point", line, 1, 5.0001, false},
	}
	for _, tt := range tests {
		if got := tt.box.Holds(tt.lat, tt.lon); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestDistance(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ lat1, lon1, lat2, lon2, want float64 }{
		{46.2044, 6.1432, 41.0082, 28.9784, 1917}, // Geneva to Istanbul
		{0, 0, 0, 180, math.Pi * timeline.EarthRadiusKm},
		{90, 0, 90, 123, 0},
		{10, 179.9, 10, -179.9, 21.9},
	} {
		if got := timeline.DistanceKm(tt.lat1, tt.lon1, tt.lat2, tt.lon2); math.Abs(got-tt.want) > 1+tt.want/1000 {
			t.Errorf("%+v: %v", tt, got)
		}
	}
}

// TestAroundHoldsTheCircle: an index that starts from the box misses nothing.
func TestAroundHoldsTheCircle(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 4))
	random := func(least, most float64) float64 { return least + r.Float64()*(most-least) }
	missed, checked := 0, 0
	for range 20_000 {
		c := timeline.Circle{Lat: random(-90, 90), Lon: random(-180, 180), Km: math.Pow(10, random(-2, 4.3))}
		switch r.IntN(8) {
		case 0:
			c.Lat = []float64{-90, 90, 89.999, -89.9, 0}[r.IntN(5)]
		case 1:
			c.Lon = []float64{-180, 180, 179.999, 0}[r.IntN(4)]
		}
		box := c.Around()
		for range 10 {
			// A point just inside the rim, in any direction …
			bearing, share := random(0, 2*math.Pi), random(0.999, 1)
			if r.IntN(2) == 0 { // or on it, due north, east, south or west
				bearing, share = float64(r.IntN(4))*math.Pi/2, 1
			}
			lat, lon := destination(c, bearing, c.Km*share)
			if !c.Holds(lat, lon) {
				continue
			}
			checked++
			if !box.Holds(lat, lon) {
				if missed++; missed < 5 {
					t.Errorf("%+v holds %v, %v; its box %+v does not", c, lat, lon, box)
				}
			}
		}
	}
	if checked < 100_000 {
		t.Errorf("only %d points were inside", checked)
	}
	// A small circle has a small box.
	b := timeline.Circle{Lat: 60, Lon: 10, Km: 111.2}.Around()
	if b.North-b.South > 2.01 || b.East-b.West > 4.02 {
		t.Errorf("the box around 111 km is %+v", b)
	}
}

// destination is the point at a bearing and a distance.
func destination(c timeline.Circle, bearing, km float64) (lat, lon float64) {
	rad := math.Pi / 180
	d, p := km/timeline.EarthRadiusKm, c.Lat*rad
	sin := math.Sin(p)*math.Cos(d) + math.Cos(p)*math.Sin(d)*math.Cos(bearing)
	sin = math.Max(-1, math.Min(1, sin))
	l := c.Lon*rad + math.Atan2(math.Sin(bearing)*math.Sin(d)*math.Cos(p), math.Cos(d)-math.Sin(p)*sin)
	lon = math.Mod(l/rad+540, 360) - 180
	return math.Asin(sin) / rad, lon
}
