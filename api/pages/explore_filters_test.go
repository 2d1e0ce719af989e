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
		{"/explore", `<h2 id="facet-speaker-h">Speaker of a quote</h2>`},
		{"/explore", `<h2 id="facet-country-h">Country</h2>`},
		{"/explore", `href="/explore?evidence=placed"><span class="opt__m" aria-hidden="true"></span><span class="opt__l"><bdi>Placed in the text</bdi>`},
		{"/explore?evidence=placed", `href="/explore" aria-current="true"><span class="opt__m" aria-hidden="true"></span><span class="opt__l"><bdi>Placed in the text</bdi>`},
		{"/explore?evidence=placed", `Evidence: <bdi>placed in the text</bdi>`},
		{"/explore?basis=inferred", `href="/explore?basis=inferred,stated">`}, // what else there is
		{"/explore?basis=inferred", `Basis of the date: <bdi>inferred</bdi>`},
		{"/explore?speaker=mike-waltz", `Speaker of a quote: <bdi>Mike Waltz</bdi>`},
		{"/explore?country=CH", `Country: <bdi>CH</bdi>`},
		{"/explore?code=cameo:040,x:1", `Code: <bdi>cameo:040,x:1</bdi>`},
		{"/explore?external_id=gdelt:1", `name="external_id" value="gdelt:1"`},
		{"/explore?place_role=candidate-venue", `<option value="candidate-venue" selected>candidate venue</option>`},
		{"/explore?place_role=!subject", `<input type="hidden" name="place_role" value="!subject">`},
		{"/explore?role=speaker", `<option value="speaker" selected>speaker</option>`},
		{"/explore?id=yermak-waltz-call", `Event: <bdi>`},
		{"/explore?evidence=placed&lang=uk", `<h2 id="facet-basis-h">Підстава дати</h2>`},
	} {
		rec := get(h, tt.target)
		if rec.Code != http.StatusOK || !strings.Contains(rec.Body.String(), tt.has) {
			t.Errorf("%s: %d, and lacks %s", tt.target, rec.Code, tt.has)
		}
	}
	if rec := get(h, "/explore?country=ch"); rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/explore?country=CH" {
		t.Errorf("a country in small letters leads to %d %s", rec.Code, rec.Header().Get("Location"))
	}
}
