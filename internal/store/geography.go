package store

import (
	"math"

	"example.org/dateline/internal/timeline"
)

// somewhere is the condition that one of an event's own places meets c, on p.
func somewhere(c cond) cond {
	return cond{"EXISTS (SELECT 1 FROM {event_places} x CROSS JOIN {places} p WHERE x.event = {n} AND x.roles <> 0 AND p.n = x.place AND " + c.sql + ")", c.args}
}

// inBox is Box.Holds in SQL.
func inBox(b timeline.Box) cond {
	across := "AND"
	if b.West > b.East {
		across = "OR"
	}
	meridians := cond{"p.lon >= ? " + across + " p.lon <= ?", []any{b.West, b.East}}
	if b.West == -180 || b.East == 180 {
		meridians.sql += " OR abs(p.lon) = 180" // one meridian with two names
	}
	return cond{"p.lat BETWEEN ? AND ? AND (" + meridians.sql + ")", append([]any{b.South, b.North}, meridians.args...)}
}

// inCircle compares chords through the unit sphere: as exact as arcs, and
// without trigonometry in the database.
func inCircle(c timeline.Circle) cond {
	x, y, z := onSphere(c.Lat, c.Lon)
	angle := min(c.Km/timeline.EarthRadiusKm, math.Pi) // nothing is farther than the antipode
	chord := 2 * math.Sin(angle/2)
	return cond{"(p.x - ?) * (p.x - ?) + (p.y - ?) * (p.y - ?) + (p.z - ?) * (p.z - ?) <= ?", []any{x, x, y, y, z, z, chord * chord}}
}

// onSphere is a point on the unit sphere.
func onSphere(lat, lon float64) (x, y, z float64) {
	lat, lon = lat*math.Pi/180, lon*math.Pi/180
	return math.Cos(lat) * math.Cos(lon), math.Cos(lat) * math.Sin(lon), math.Sin(lat)
}
