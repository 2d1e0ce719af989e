package page

import (
	"slices"
	"testing"
	"unicode/utf8"
)

// covered lists the places whose names run into a mark or another name.
func covered(m *Map, points []point) []string {
	var names []string
	var marks, others []box
	for _, p := range points {
		marks = append(marks, box{p.x - 9, p.y - 6, p.x + 9, p.y + 6})
	}
	for i, s := range m.Spots {
		if !s.Named {
			continue
		}
		long := letter * float64(utf8.RuneCountInString(s.Name)+3)
		name := box{points[i].x + 10, points[i].y - 9, points[i].x + 10 + long, points[i].y + 9}
		if s.Before {
			name = box{points[i].x - 10 - long, points[i].y - 9, points[i].x - 10, points[i].y + 9}
		}
		if slices.ContainsFunc(marks, name.meets) || slices.ContainsFunc(others, name.meets) || name.left < 0 || name.right > mapWidth {
			names = append(names, s.Name)
		}
		others = append(others, name)
	}
	return names
}

func TestNamesOnTheMapCoverNothing(t *testing.T) {
	tests := []struct {
		name   string
		points []point
		before []bool // its name
		named  []bool
	}{
		{"alone", []point{{100, 50}}, []bool{false}, []bool{true}},
		{"at the right edge", []point{{430, 50}}, []bool{true}, []bool{true}},
		{"a mark where the name would go", []point{{100, 50}, {150, 52}}, []bool{true, false}, []bool{true, true}},
		{"no room on either side", []point{{200, 50}, {240, 52}, {160, 48}}, []bool{false, false, true}, []bool{false, true, true}},
		{"the same point", []point{{200, 50}, {200, 50}, {200, 50}}, []bool{false, true, false}, []bool{true, true, false}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := &Map{}
			for range tt.points {
				m.Spots = append(m.Spots, Spot{Name: "Donbas"})
			}
			m.name(tt.points)
			var before, named []bool
			for _, s := range m.Spots {
				before, named = append(before, s.Before), append(named, s.Named)
			}
			if !slices.Equal(before, tt.before) || !slices.Equal(named, tt.named) {
				t.Errorf("before %v and named %v, want %v and %v", before, named, tt.before, tt.named)
			}
			if names := covered(m, tt.points); names != nil {
				t.Errorf("names cover something: %q", names)
			}
		})
	}
}

func TestCoveredFindsANameOverAMark(t *testing.T) {
	m := &Map{Spots: []Spot{{Name: "Donbas", Named: true}, {Name: "Ukraine"}}}
	if names := covered(m, []point{{100, 50}, {150, 52}}); !slices.Equal(names, []string{"Donbas"}) {
		t.Errorf("found %q, want Donbas", names)
	}
}
