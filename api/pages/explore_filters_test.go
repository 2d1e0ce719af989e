package pages_test

import (
	"net/http"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

// TestExploreFilters asks for filters that the page has boxes, lists and fields
// for, and finds each set, with a way to take it off.
func TestExploreFilters(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	for _, tt := range []struct{ target, has string }{
		{"/explore", `<fieldset class="facet" id="facet-speaker">`},
		{"/explore", `<fieldset class="facet" id="facet-country">`},
		{"/explore", `name="evidence" value="placed"><span class="opt__l"><bdi>Placed in the text</bdi>`},
		{"/explore?evidence=placed", `name="evidence" value="placed" checked>`},
		{"/explore?evidence=placed", `Evidence: <bdi>placed in the text</bdi>`},
		{"/explore?basis=inferred", `name="basis" value="stated">`}, // what else there is
		{"/explore?basis=inferred", `Basis of the date: <bdi>inferred</bdi>`},
		{"/explore?speaker=mike-waltz", `Speaker of a quote: <bdi>Mike Waltz</bdi>`},
		{"/explore?country=CH", `Country: <bdi>CH</bdi>`},
		{"/explore?code=cameo:040,x:1", `Code: <bdi>cameo:040,x:1</bdi>`},
		{"/explore?external_id=gdelt:1", `name="external_id" value="gdelt:1"`},
		{"/explore?place_role=candidate-venue", `<option value="candidate-venue" selected>candidate venue</option>`},
		{"/explore?place_role=!subject", `<input type="hidden" name="place_role" value="!subject">`},
		{"/explore?role=speaker", `<option value="speaker" selected>speaker</option>`},
		{"/explore?id=yermak-waltz-call", `Event: <bdi>`},
		{"/explore?evidence=placed&lang=uk", `<legend>Підстава дати</legend>`},
	} {
		rec := get(h, tt.target)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), tt.has) {
			t.Errorf("%s: %d, and lacks %s", tt.target, rec.Code, tt.has)
		}
	}
	// Boxes of a facet of which an event has one value mean one or the other.
	for from, to := range map[string]string{"/explore?evidence=placed&evidence=linked": "/explore?evidence=placed,linked", "/explore?country=ch": "/explore?country=CH"} {
		if rec := get(h, from); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != to {
			t.Errorf("%s leads to %d %s", from, rec.Code, rec.Header().Get("Location"))
		}
	}
}
