package convert

import (
	"cmp"
	"strings"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

// gdeltActor is one of the two actors of a row, and which columns it says all of. It
// has no name where the row has none.
//
// Codes do not tell a person from an office or a group, so that nobody becomes a
// person: the kind is the most general that fits the code. An office or group that
// many countries have bears the country in its name, as those of two countries are
// not one.
func gdeltActor(row *namedRow, which string) (codedActor, []string) {
	code, name := row.get(which+"code"), row.line1(which+"name")
	of := row.get(which + "countrycode")
	if of == "" && strings.HasPrefix(code, "SSD") { // which GDELT left out of the column for some time
		of = "SSD"
	}
	var homed []string
	country, isCountry := codes.ByCAMEO(of)
	region, isRegion := codes.Region(of)
	group, isGroup := codes.KnownGroup(row.get(which + "knowngroupcode"))
	switch {
	case code == "" && name == "":
		return codedActor{}, nil
	case isCountry && code == of:
		return gdeltNamed(ofCountry(country, name), name, which, which+"code", which+"countrycode")
	case isRegion && code == of:
		return gdeltNamed(codedActor{name: region.Name, kind: region.Kind}, name, which, which+"code", which+"countrycode")
	case isGroup && group.Named(name):
		return codedActor{name: group.Name, kind: group.Kind, country: country.Alpha2}, []string{which + "name"}
	}
	a := codedActor{name: name, kind: "group", country: country.Alpha2}
	if name != "" {
		homed = append(homed, which+"name")
	}
	for _, column := range []string{"type1code", "type2code", "type3code"} {
		t, found := codes.ActorType(row.get(which + column))
		if !found {
			continue
		}
		if itself, found := codes.CountryNamed(name); found && itself.Alpha2 == country.Alpha2 || isRegion && region.Named(name) {
			a.name, homed = "", nil // ISRAEL, of ISRGOV, is its government
		}
		a.kind, a.name = t.Kind, cmp.Or(a.name, t.Name)
		break
	}
	a.name = inCountry(cmp.Or(a.name, group.Name, code), cmp.Or(country.Name, region.Name))
	a.name = timeline.Clip(a.name, timeline.MaxTitle)
	return a, homed
}

// gdeltNamed is an actor that has its name by its code. What the row calls it is kept,
// where that is another word: a capital, for one.
func gdeltNamed(a codedActor, stated, which string, homed ...string) (codedActor, []string) {
	if strings.EqualFold(stated, a.name) || stated == a.alias {
		homed = append(homed, which+"name")
	}
	return a, homed
}

// gdeltPlaceKinds are the kinds of places by GDELT's types. A city may be a landmark:
// GDELT does not tell them apart.
var gdeltPlaceKinds = map[string]string{"1": "country", "2": "region", "3": "city", "4": "city", "5": "region"}

// gdeltPlace gives an event one of the three places of a row, and tells which columns
// it says all of. A place that the event has already is none.
func gdeltPlace(row *namedRow, columns, role string, e *timeline.Event) ([]string, error) {
	name, kind := row.line1(columns+"_fullname"), gdeltPlaceKinds[row.whole(columns+"_type")]
	country, found := codes.ByFIPS(row.get(columns + "_countrycode"))
	lat, lon, err := row.coordinates(columns+"_lat", columns+"_long")
	if err != nil || name == "" || kind == "" {
		homed := []string{}
		if kind == "" && row.whole(columns+"_type") == "0" { // GDELT's word for no place
			homed = append(homed, columns+"_type")
		}
		if lat == nil {
			homed = append(homed, columns+"_lat", columns+"_long")
		}
		return homed, err
	}
	homed := []string{columns + "_fullname", columns + "_lat", columns + "_long"}
	if found {
		homed = append(homed, columns+"_countrycode")
		if kind == "country" {
			if !strings.EqualFold(name, country.Name) {
				homed = without(homed, columns+"_fullname")
			}
			name = country.Name
		}
	}
	place := timeline.Venue{Name: timeline.Clip(name, timeline.MaxTitle), Kind: kind, Role: role, Lat: lat, Lon: lon, Country: country.Alpha2}
	for _, other := range e.Places {
		if other.Name != place.Name || other.Kind != place.Kind || other.Country != place.Country {
			continue
		}
		if lat != nil && (other.Lat == nil || *other.Lat != *lat || *other.Lon != *lon) {
			return without(without(homed, columns+"_lat"), columns+"_long"), nil
		}
		return homed, nil
	}
	e.Places = append(e.Places, place)
	return homed, nil
}

// coordinates are those in two cells; nil where they are missing, as 0, 0 says, too.
func (r *namedRow) coordinates(latitude, longitude string) (lat, lon *float64, err error) {
	if lat, err = r.number(latitude); err == nil {
		lon, err = r.number(longitude)
	}
	if err != nil || lat == nil || lon == nil || *lat == 0 && *lon == 0 {
		return nil, nil, err
	}
	return lat, lon, nil
}
