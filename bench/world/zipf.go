package world

import (
	"math/rand/v2"
	"sort"
)

// zipf draws ranks of which the first is used most: rank r as often as 1/(r+1).
// The generator of math/rand/v2 needs an exponent above 1, where half of all
// use would fall to a handful.
type zipf []float64 // the running sum of the weights

func newZipf(ranks int) zipf {
	z := make(zipf, ranks)
	var sum float64
	for r := range z {
		sum += 1 / float64(r+1)
		z[r] = sum
	}
	return z
}

func (z zipf) draw(random *rand.Rand) int {
	return min(sort.SearchFloat64s(z, random.Float64()*z[len(z)-1]), len(z)-1)
}
