package page

import (
	"math"
	"slices"
	"unicode/utf8"
)

// Spot is a place on the map.
type Spot struct {
	Name   string
	Href   string
	Role   string // of most of the events that it is in
	Events int
	Lat    float64
	Lon    float64
	X, Y   string
	Before bool   // the name stands before the mark: there is no room behind
	Named  bool   // there is room for the name; it is in the list below in any case
	Off    string // where it lies, off the map: west, east or elsewhere
}

// Map is where events are, over the coasts. It has no borders.
type Map struct {
	ViewBox string
	Scale   string // how much narrower a degree of longitude is than one of latitude
	Land    string
	Spots   []Spot
	Roles   []string
	Beyond  bool // some lie off the map
}

// The map is drawn as if it were so many pixels across: so large a name is.
const (
	mapWidth  = 440.0
	mapHeight = mapWidth / mapShape
	mapShape  = 1000.0 / 517
	letter    = 7.2
)

// newMap draws places that have coordinates, or is nil without any.
func newMap(spots []Spot) *Map {
	if len(spots) == 0 {
		return nil
	}
	near := nearest(spots)
	south, north, west, east := extent(near)
	middle := (south + north) / 2
	narrow := max(.2, math.Cos(middle*math.Pi/180))
	// Room around, and the shape of the box: about twice as wide as high.
	height, width := max(8, north-south)*1.4, max(16, (east-west)*narrow)*1.4
	if width < height*mapShape {
		width = height * mapShape
	} else {
		height = width / mapShape
	}
	if most := 360 * narrow; width > most {
		width, height = most, min(180, most/mapShape)
	}
	if height > 180 {
		height = 180
	}
	centre := (west + east) / 2
	left := max(-180, min(180-width/narrow, centre-width/narrow/2))
	top := max(-90, min(90-height, -middle-height/2))
	m := &Map{
		ViewBox: num(rounded1(left*10*narrow)) + " " + num(rounded1(top*10)) + " " + num(rounded1(width*10)) + " " + num(rounded1(height*10)),
		Scale:   num(math.Round(narrow*1000) / 1000),
		Land:    coasts(left*10, top*10, (left+width/narrow)*10, (top+height)*10),
		Spots:   slices.Clone(spots),
	}
	points := make([]point, len(spots))
	for i := range m.Spots {
		s := &m.Spots[i]
		x, y := (s.Lon-left)*narrow/width, (-s.Lat-top)/height
		switch {
		case x < 0:
			s.Off = "west"
		case x > 1:
			s.Off = "east"
		case y < 0 || y > 1:
			s.Off = "elsewhere"
		}
		x, y = max(.02, min(.98, x)), max(.05, min(.95, y))
		s.X, s.Y = pct(100*x), pct(100*y)
		points[i] = point{x * mapWidth, y * mapHeight}
		if role := s.Role; s.Off == "" && !slices.Contains(m.Roles, role) {
			m.Roles = append(m.Roles, role)
		}
		m.Beyond = m.Beyond || s.Off != ""
	}
	slices.Sort(m.Roles)
	m.name(points)
	return m
}

// point is where a mark stands on the map.
type point struct{ x, y float64 }

// box is what a mark or name takes up.
type box struct{ left, top, right, bottom float64 }

func (b box) meets(other box) bool {
	return b.left < other.right && other.left < b.right && b.top < other.bottom && other.top < b.bottom
}

// name gives names to the places that have room for one, on either side of
// their marks: no name covers a mark or another name.
func (m *Map) name(points []point) {
	var taken []box
	for _, p := range points {
		taken = append(taken, box{p.x - 9, p.y - 6, p.x + 9, p.y + 6})
	}
	for i, p := range points {
		s := &m.Spots[i]
		long := letter * float64(utf8.RuneCountInString(s.Name)+3)
		behind, before := box{p.x + 10, p.y - 9, p.x + 12 + long, p.y + 9}, box{p.x - 12 - long, p.y - 9, p.x - 10, p.y + 9}
		for _, side := range []box{behind, before} {
			if side.left >= 0 && side.right <= mapWidth && !slices.ContainsFunc(taken, side.meets) {
				s.Named, s.Before = true, side == before
				taken = append(taken, side)
				break
			}
		}
	}
}

// extent is the box around places.
func extent(spots []Spot) (south, north, west, east float64) {
	south, north, west, east = 90, -90, 180, -180
	for _, s := range spots {
		south, north = min(south, s.Lat), max(north, s.Lat)
		west, east = min(west, s.Lon), max(east, s.Lon)
	}
	return south, north, west, east
}

// nearest leaves out a few places that lie so far off that all others would be
// pressed into a corner. At the edge of the map a mark points to them.
func nearest(spots []Spot) []Spot {
	area := func(list []Spot) float64 {
		south, north, west, east := extent(list)
		return max(8, north-south) * max(8, east-west)
	}
	kept := spots
	for drop := len(spots) / 3; drop > 0 && len(kept) > 2; drop-- {
		best, least := -1, area(kept)*.7
		for i := range kept {
			if a := area(slices.Delete(slices.Clone(kept), i, i+1)); a < least {
				best, least = i, a
			}
		}
		if best < 0 {
			break
		}
		kept = slices.Delete(slices.Clone(kept), best, best+1)
	}
	return kept
}
