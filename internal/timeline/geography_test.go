package timeline_test

import (
	"math"
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
