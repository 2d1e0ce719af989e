package convert

import (
	"regexp"
	"strconv"
	"strings"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

// place fills in where it was: the closest place that is named, its country, and where
// that lies.
func (r *rowReader) place() {
	v := timeline.Venue{Role: timeline.DefaultPlaceRole}
	for _, field := range []string{"place", "city", "region"} {
		if text, _ := r.look(field); text != "" && v.Name == "" {
			f, _ := fieldNamed(field)
			v.Name, v.Kind = inOneLine(text), f.kind
			r.take(field)
		}
	}
	country, column := r.look("country")
	if found, known := countryOf(country); known {
		v.Country, r.used[column] = found.Alpha2, true
		if v.Name == "" {
			v.Name, v.Kind = found.Name, "country"
		}
	} else if country != "" && v.Name == "" {
		v.Name, v.Kind, r.used[column] = inOneLine(country), "country", true
	}
	if column >= 0 && strings.TrimSpace(r.row.cell(r.standsAt(column))) == "NA" && r.isCountry(r.standsAt(column)) {
		r.warn("/places", "write the country's name, or say with a mapping what stands for nothing (missing)", "NA may be Namibia, or nothing: it is kept in origin")
	}
	r.coordinates(&v)
	if v.Name != "" {
		r.event.Places = []timeline.Venue{v}
	}
}

// countryOf is the country of a name or a code of ISO 3166-1.
func countryOf(text string) (codes.Country, bool) {
	switch {
	case len(text) == 2:
		if c, known := codes.ByAlpha2(text); known {
			return c, true
		}
	case len(text) == 3:
		if c, known := codes.ByAlpha3(text); known {
			return c, true
		}
	}
	return codes.CountryNamed(text)
}

var bothCoordinates = regexp.MustCompile(`^\(?\s*([-+]?\d+(?:\.\d+)?)\s*[,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*\)?$`)

// coordinates fills in where a place lies. 0, 0 is what stands where nobody knew.
func (r *rowReader) coordinates(v *timeline.Venue) {
	latText, latColumn := r.look("lat")
	lonText, lonColumn := r.look("lon")
	columns := []int{latColumn, lonColumn}
	both, column := r.look("coordinates")
	if latText == "" && lonText == "" && both != "" {
		columns = []int{column}
		if m := bothCoordinates.FindStringSubmatch(both); m != nil {
			latText, lonText = m[1], m[2]
		} else {
			r.warn("/places/0", "as in 50.45, 30.52", "%q is no pair of coordinates: it is kept in origin", clip(both))
		}
	}
	if latText == "" && lonText == "" {
		return
	}
	lat, okLat := coordinate(latText, r.comma)
	lon, okLon := coordinate(lonText, r.comma)
	switch {
	case okLat && okLon && lat == 0 && lon == 0: // missing
	case !okLat || !okLon || lat < -90 || lat > 90 || lon < -180 || lon > 180:
		r.warn("/places/0", "degrees north from -90 to 90, and degrees east from -180 to 180", "%q and %q are no coordinates: they are kept in origin", clip(latText), clip(lonText))
		return
	default:
		v.Lat, v.Lon = &lat, &lon
		if v.Name == "" {
			v.Name, v.Kind = latText+", "+lonText, "point"
		}
	}
	for _, c := range columns {
		r.used[c] = true
	}
}

var (
	pointNumber = regexp.MustCompile(`^[-+]?\d+(\.\d+)?$`)
	commaNumber = regexp.MustCompile(`^[-+]?\d+(,\d+)?$`)
	thousands   = regexp.MustCompile(`^[-+]?\d{1,3}(,\d{3})+(\.\d+)?$`)
)

// coordinate reads degrees, with a decimal comma where that may be.
func coordinate(text string, comma bool) (float64, bool) {
	text = strings.TrimSpace(text)
	if comma && commaNumber.MatchString(text) {
		text = strings.Replace(text, ",", ".", 1)
	}
	if !pointNumber.MatchString(text) {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}

// numberIn reads a count. Where a comma may stand before decimals and between
// thousands, it is neither.
func (r *rowReader) numberIn(text string) (float64, bool) {
	if thousands.MatchString(text) && !r.comma {
		text = strings.ReplaceAll(text, ",", "")
	}
	if !pointNumber.MatchString(text) {
		return 0, false
	}
	f, err := strconv.ParseFloat(text, 64)
	return f, err == nil
}
