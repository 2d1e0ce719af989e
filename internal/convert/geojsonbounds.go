package convert

import (
	"maps"
	"slices"
)

// bounds finds the box around positions. It keeps each longitude once, for the
// shortest way round may lead over the antimeridian.
type bounds struct {
	south, north float64
	longitudes   map[float64]struct{}
}

func (b *bounds) add(p position) {
	lon, lat := p[0], p[1]
	if b.longitudes == nil {
		b.longitudes = map[float64]struct{}{}
		b.south, b.north = lat, lat
	}
	b.south, b.north = min(b.south, lat), max(b.north, lat)
	b.longitudes[lon] = struct{}{}
}

// box is west, south, east and north, nil where there is no position. West is
// greater than east where the box crosses the antimeridian (RFC 7946, 5.2).
func (b *bounds) box() []float64 {
	if b.longitudes == nil {
		return nil
	}
	lons := slices.Sorted(maps.Keys(b.longitudes))
	west, east := lons[0], lons[len(lons)-1]
	widest := west + 360 - east // the gap that the box leaves out
	for i := 1; i < len(lons); i++ {
		if gap := lons[i] - lons[i-1]; gap > widest {
			widest, west, east = gap, lons[i], lons[i-1]
		}
	}
	return []float64{west, b.south, east, b.north}
}
