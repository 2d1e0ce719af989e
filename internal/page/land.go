package page

import (
	"math"
	"strconv"
	"strings"
	"sync"
)

// ring is a coast: a closed line, and the box around it in tenths of a degree,
// south being positive.
type ring struct {
	path                     string
	west, north, east, south float64
}

// land is all there is, as tools/land wrote it.
var land = sync.OnceValue(func() []ring {
	text, err := assetFiles.ReadFile("assets/land.path")
	if err != nil {
		panic(err) // the file is part of the program
	}
	var rings []ring
	for line := range strings.Lines(string(text)) {
		rings = append(rings, ringOf(strings.TrimSpace(line)))
	}
	return rings
})

// ringOf measures a path: a point and steps from there.
func ringOf(path string) ring {
	r := ring{path: path, west: math.Inf(1), north: math.Inf(1), east: math.Inf(-1), south: math.Inf(-1)}
	numbers := strings.Fields(strings.NewReplacer("M", " ", "l", " ", "z", " ", "-", " -").Replace(path))
	x, y := 0.0, 0.0
	for i := 0; i+1 < len(numbers); i += 2 {
		dx, _ := strconv.ParseFloat(numbers[i], 64)
		dy, _ := strconv.ParseFloat(numbers[i+1], 64)
		x, y = x+dx, y+dy
		r.west, r.east = min(r.west, x), max(r.east, x)
		r.north, r.south = min(r.north, y), max(r.south, y)
	}
	return r
}

// coasts are the rings that reach into a box, as one path.
func coasts(west, north, east, south float64) string {
	var b strings.Builder
	for _, r := range land() {
		if r.west <= east && west <= r.east && r.north <= south && north <= r.south {
			b.WriteString(r.path)
		}
	}
	return b.String()
}
