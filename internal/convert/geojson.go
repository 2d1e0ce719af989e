package convert

import (
	"encoding/json"
	"io"

	"example.org/dateline/internal/timeline"
)

const geojsonType = "application/geo+json"

// geojsonEvents and geojsonPlaces are GeoJSON (RFC 7946), for maps. Properties
// are the record as the API has it, so nothing is lost: a record without
// coordinates is a feature without geometry, and a date stays an object with
// its EDTF. What a map may show as the place says what it is in geometry_role.
var (
	geojsonEvents = Format[timeline.Event]{
		Name: "geojson", MediaType: geojsonType, Extension: "geojson", Fields: true,
		Write: func(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
			return writeGeoJSON(w, about, records, eventFeature)
		},
	}
	geojsonPlaces = Format[timeline.Place]{
		Name: "geojson", MediaType: geojsonType, Extension: "geojson", Fields: true,
		Write: func(w io.Writer, about About, records Records[timeline.Place]) (Loss, error) {
			return writeGeoJSON(w, about, records, placeFeature)
		},
	}
)

type (
	feature struct {
		Type       string          `json:"type"`
		ID         string          `json:"id"`
		BBox       []float64       `json:"bbox,omitempty"`
		Geometry   *geometry       `json:"geometry"`
		Properties json.RawMessage `json:"properties"`
	}
	geometry struct {
		Type        string `json:"type"`
		Coordinates any    `json:"coordinates"`
	}
	// collection is a FeatureCollection without its features. Links are a
	// foreign member, spelled as OGC API Features has it.
	collection struct {
		Type  string    `json:"type"`
		Title string    `json:"title,omitempty"`
		Links []geoLink `json:"links,omitempty"`
	}
	geoLink struct {
		Rel  string `json:"rel"`
		Href string `json:"href"`
		Type string `json:"type"`
	}
	// position is a longitude and a latitude, in this order.
	position [2]float64
)

func writeGeoJSON[T any](w io.Writer, about About, records Records[T], of func(About, *T) (feature, []position, error)) (Loss, error) {
	head := collection{Type: "FeatureCollection", Title: about.Title}
	for _, l := range []geoLink{{"self", about.Self, geojsonType}, {"next", about.Next, geojsonType}} {
		if l.Href != "" {
			head.Links = append(head.Links, l)
		}
	}
	var all bounds
	list := jsonList{head: head, array: "features", tail: func() any {
		return struct {
			BBox []float64 `json:"bbox,omitempty"`
		}{all.box()}
	}}
	return Loss{}, writeJSONList(w, list, records, func(r *T) (any, error) {
		f, at, err := of(about, r)
		for _, p := range at {
			all.add(p)
		}
		if some := about.Options.Fields; some != nil && err == nil {
			f.Properties = AppendFields(nil, f.Properties, some)
		}
		return f, err
	})
}

// eventFeature puts an event where it is located; where no location has
// coordinates, at its candidate venues; where there are none either, at the
// places that it is about. It never mixes them.
func eventFeature(about About, e *timeline.Event) (feature, []position, error) {
	var at []position
	var ids []string
	role := ""
	for _, r := range timeline.PlaceRoles {
		for _, v := range e.Places {
			if v.Role == r && v.Lat != nil && v.Lon != nil {
				at, ids, role = append(at, position{*v.Lon, *v.Lat}), append(ids, v.ID), r
			}
		}
		if len(at) > 0 {
			break
		}
	}
	f, err := featureOf(e.ID, at, &struct {
		*timeline.Event
		Words          string   `json:"words"` // the date in English
		URL            string   `json:"url,omitempty"`
		GeometryRole   string   `json:"geometry_role,omitempty"`   // what the places of the geometry are to the event
		GeometryPlaces []string `json:"geometry_places,omitempty"` // their ids, in the order of its positions
		Origin         *string  `json:"origin,omitempty"`          // none: the event's own is for its format alone
	}{e, DateWords(e.Date), urlOf(about, "event", e.ID), role, ids, nil})
	return f, at, err
}

func placeFeature(about About, p *timeline.Place) (feature, []position, error) {
	var at []position
	if p.Lat != nil && p.Lon != nil {
		at = []position{{*p.Lon, *p.Lat}}
	}
	f, err := featureOf(p.ID, at, &struct {
		*timeline.Place
		URL string `json:"url,omitempty"`
	}{p, urlOf(about, "place", p.ID)})
	return f, at, err
}

// featureOf makes a Point of one position and a MultiPoint of several. A
// feature without any has a null geometry, as the standard has it.
func featureOf(id string, at []position, properties any) (feature, error) {
	text, err := timeline.Encode(properties)
	f := feature{Type: "Feature", ID: id, Properties: text}
	switch len(at) {
	case 0:
	case 1:
		f.Geometry = &geometry{"Point", at[0]}
	default:
		var b bounds
		for _, p := range at {
			b.add(p)
		}
		f.BBox = b.box()
		f.Geometry = &geometry{"MultiPoint", at}
	}
	return f, err
}
