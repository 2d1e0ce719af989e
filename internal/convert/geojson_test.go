package convert_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

func featuresOf[T any](t *testing.T, formats []convert.Format[T], list ...T) *geojson.FeatureCollection {
	t.Helper()
	text, loss := written(t, named(t, formats, "geojson"), onServer, list...)
	features, err := geojson.UnmarshalFeatureCollection(text)
	if err != nil || loss != (convert.Loss{}) {
		t.Fatalf("%v, loss %+v\n%s", err, loss, text)
	}
	if len(features.Features) != len(list) {
		t.Fatalf("%d features of %d records", len(features.Features), len(list))
	}
	return features
}

func venue(id, role string, lon, lat float64) timeline.Venue {
	return timeline.Venue{ID: id, Name: id, Kind: "city", Role: role, Lon: &lon, Lat: &lat}
}

func TestGeoJSONEvents(t *testing.T) {
	t.Parallel()
	nowhere := timeline.Venue{ID: "nowhere", Role: "location"}
	tests := []struct {
		name   string
		places []timeline.Venue
		want   orb.Geometry
		role   string
		ids    string
	}{
		{"one location", []timeline.Venue{venue("a", "location", -77.5, 38)}, orb.Point{-77.5, 38}, "location", "[a]"},
		{"a location before all else", []timeline.Venue{venue("s", "subject", 1, 2), venue("c", "candidate-venue", 3, 4), venue("a", "location", 5, 6)}, orb.Point{5, 6}, "location", "[a]"},
		{"two locations", []timeline.Venue{venue("a", "location", 1, 2), nowhere, venue("b", "location", 3, 4)}, orb.MultiPoint{{1, 2}, {3, 4}}, "location", "[a b]"},
		{"candidates", []timeline.Venue{venue("g", "candidate-venue", 6.1, 46.2), venue("s", "subject", 1, 2), venue("i", "candidate-venue", 29, 41)}, orb.MultiPoint{{6.1, 46.2}, {29, 41}}, "candidate-venue", "[g i]"},
		{"a subject", []timeline.Venue{nowhere, venue("s", "subject", 37, 48)}, orb.Point{37, 48}, "subject", "[s]"},
		{"no coordinates", []timeline.Venue{nowhere}, nil, "", "<nil>"},
		{"no place", nil, nil, "", "<nil>"},
		{"the middle of the map", []timeline.Venue{venue("z", "location", 0, 0)}, orb.Point{0, 0}, "location", "[z]"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := anEvent("a", "2025-03~")
			e.Places = tt.places
			f := featuresOf(t, convert.OutsideEvents, e).Features[0]
			if !reflect.DeepEqual(f.Geometry, tt.want) || f.ID != "a" {
				t.Errorf("%v of %v, want %v", f.Geometry, f.ID, tt.want)
			}
			p := f.Properties
			if p.MustString("geometry_role", "") != tt.role || fmt.Sprint(p["geometry_places"]) != tt.ids {
				t.Errorf("%v, %v", p["geometry_role"], p["geometry_places"])
			}
			if p["words"] != "about March 2025" || p["url"] != "https://dateline.test/v1/events/a" || p["date"].(map[string]any)["edtf"] != "2025-03~" || p["when"] != nil {
				t.Errorf("%v", p)
			}
		})
	}
}

// TestGeoJSONKeepsTheRecord: properties are the record as the API shows it.
func TestGeoJSONKeepsTheRecord(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	text, _ := written(t, named(t, convert.OutsideEvents, "geojson"), onServer, doc.Events...)
	var collection struct {
		Features []struct{ Properties timeline.Event }
	}
	if err := json.Unmarshal(text, &collection); err != nil {
		t.Fatal(err)
	}
	for i, f := range collection.Features {
		got, _ := timeline.Encode(&f.Properties)
		want, _ := timeline.Encode(&doc.Events[i])
		if string(got) != string(want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestGeoJSONPlaces(t *testing.T) {
	t.Parallel()
	lat, lon := 46.2, 6.15
	fc := featuresOf(t, convert.OutsidePlaces, timeline.Place{ID: "geneva", Name: "Geneva", Kind: "city", Lat: &lat, Lon: &lon, Country: "CH", Parent: "switzerland"}, timeline.Place{ID: "front", Name: "The front", Kind: "region"})
	if f := fc.Features[0]; f.Geometry != (orb.Point{6.15, 46.2}) || f.Properties["parent"] != "switzerland" || f.Properties["url"] != "https://dateline.test/v1/places/geneva" {
		t.Errorf("%+v", f)
	}
	if f := fc.Features[1]; f.Geometry != nil || f.ID != "front" {
		t.Errorf("%+v", f)
	}
}

// TestGeoJSONBounds: boxes go the shorter way round, over the antimeridian
// where that is shorter (RFC 7946, 5.2).
func TestGeoJSONBounds(t *testing.T) {
	t.Parallel()
	tests := []struct {
		at   []orb.Point
		want []float64
	}{
		{nil, nil},
		{[]orb.Point{{6, 46}}, []float64{6, 46, 6, 46}},
		{[]orb.Point{{6, 46}, {-77, 38}, {29, 41}}, []float64{-77, 38, 29, 46}},
		{[]orb.Point{{178, -17}, {-176, -13}}, []float64{178, -17, -176, -13}},
		{[]orb.Point{{-176, -13}, {179, 5}, {170, -17}}, []float64{170, -17, -176, 5}},
		{[]orb.Point{{-90, 0}, {90, 0}}, []float64{-90, 0, 90, 0}},
		{[]orb.Point{{-180, 1}, {179, 2}}, []float64{179, 1, -180, 2}},
	}
	for _, tt := range tests {
		e := anEvent("a", "")
		e.Places = nil
		for i, p := range tt.at {
			e.Places = append(e.Places, venue(fmt.Sprint(i), "location", p[0], p[1]))
		}
		fc := featuresOf(t, convert.OutsideEvents, e)
		if !reflect.DeepEqual([]float64(fc.BBox), tt.want) {
			t.Errorf("%v: %v, want %v", tt.at, fc.BBox, tt.want)
		}
		if box := fc.Features[0].BBox; len(tt.at) > 1 != (box != nil) || box != nil && !reflect.DeepEqual([]float64(box), tt.want) {
			t.Errorf("%v: the feature has %v", tt.at, box)
		}
	}
}
