package timeline

import (
	"math"
	"strconv"
	"strings"
)

// Box is an area between two parallels and two meridians, in degrees (WGS 84).
// West may be greater than East: the box then crosses the antimeridian.
type Box struct{ West, South, East, North float64 }

// Holds reports whether a point lies in the box, its edges included. The
// meridians -180 and 180 are one.
func (b Box) Holds(lat, lon float64) bool {
	if lat < b.South || lat > b.North {
		return false
	}
	if math.Abs(lon) == 180 && (b.West == -180 || b.East == 180) {
		return true
	}
	if b.West <= b.East {
		return lon >= b.West && lon <= b.East
	}
	return lon >= b.West || lon <= b.East
}

// Circle is the area within a distance of a point, on a sphere.
type Circle struct{ Lat, Lon, Km float64 }

// EarthRadiusKm is the mean radius of the Earth (IUGG).
const EarthRadiusKm = 6371.0088

// Holds reports whether a point is no farther from the centre than the radius.
func (c Circle) Holds(lat, lon float64) bool { return DistanceKm(c.Lat, c.Lon, lat, lon) <= c.Km }

// DistanceKm is the great-circle distance between two points (haversine).
func DistanceKm(lat1, lon1, lat2, lon2 float64) float64 {
	rad := math.Pi / 180
	dLat, dLon := (lat2-lat1)*rad, (lon2-lon1)*rad
	h := math.Pow(math.Sin(dLat/2), 2) + math.Cos(lat1*rad)*math.Cos(lat2*rad)*math.Pow(math.Sin(dLon/2), 2)
	return 2 * EarthRadiusKm * math.Asin(math.Min(1, math.Sqrt(h)))
}

const (
	boxRule    = "is west,south,east,north in degrees, such as 22,44,41,53"
	circleRule = "is lat,lon,km, such as 46.2,6.1,50"
	maxKm      = 20_038 // half the Earth's circumference
)

func parseBox(v string) (*Box, error) {
	n, ok := numbers(v, 4)
	if !ok {
		return nil, invalid("", nil, "%s, not %q", boxRule, Clip(v, 60))
	}
	b := &Box{n[0], n[1], n[2], n[3]}
	switch {
	case math.Abs(b.West) > 180 || math.Abs(b.East) > 180:
		return nil, invalid("", nil, "%s: west and east lie between -180 and 180", boxRule)
	case math.Abs(b.South) > 90 || math.Abs(b.North) > 90:
		return nil, invalid("", nil, "%s: south and north lie between -90 and 90", boxRule)
	case b.South > b.North:
		return nil, invalid("", nil, "%s: south, %v, is greater than north, %v", boxRule, b.South, b.North)
	}
	return b, nil
}

func parseCircle(v string) (*Circle, error) {
	n, ok := numbers(v, 3)
	if !ok {
		return nil, invalid("", nil, "%s, not %q", circleRule, Clip(v, 60))
	}
	c := &Circle{n[0], n[1], n[2]}
	switch {
	case math.Abs(c.Lat) > 90:
		return nil, invalid("", nil, "%s: lat lies between -90 and 90", circleRule)
	case math.Abs(c.Lon) > 180:
		return nil, invalid("", nil, "%s: lon lies between -180 and 180", circleRule)
	case c.Km <= 0 || c.Km > maxKm:
		return nil, invalid("", nil, "%s: km is more than 0 and at most %d", circleRule, maxKm)
	}
	return c, nil
}

// numbers reads exactly want finite decimal numbers parted by commas.
func numbers(v string, want int) ([]float64, bool) {
	parts := strings.Split(v, ",")
	if len(parts) != want {
		return nil, false
	}
	list := make([]float64, want)
	for i, p := range parts {
		f, err := strconv.ParseFloat(p, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) || strings.ContainsAny(p, "xX_pP") {
			return nil, false
		}
		list[i] = f
	}
	return list, true
}

func printNumbers(list ...float64) string {
	parts := make([]string, len(list))
	for i, f := range list {
		parts[i] = strconv.FormatFloat(f, 'f', -1, 64)
	}
	return strings.Join(parts, ",")
}
