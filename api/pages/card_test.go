package pages_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/store/storetest"
)

const (
	bundledCard = "/stories/us-ukraine-peace-talks/card.png"
	eventCard   = "/stories/us-ukraine-peace-talks/events/yermak-waltz-call/card.png"
)

// serving is a server with the bundled story and others.
func serving(t *testing.T, stories ...object) http.Handler {
	t.Helper()
	st := storetest.Bundled(t)
	for _, file := range stories {
		text, err := json.Marshal(file)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := convert.ReadStory(text)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := storetest.Use(st).Import(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
	}
	return api.New(st, api.Config{})
}

// told is a story file with some events of one day each.
func told(id, title, language, visibility string, events int) object {
	var list []object
	for i := range events {
		list = append(list, object{"id": fmt.Sprintf("%s-%d", id, i), "title": fmt.Sprintf("Event %d", i), "type": "meeting", "date": fmt.Sprintf("20%02d-03-05", i%90+10)})
	}
	return object{"dateline": 1, "story": object{"id": id, "title": title, "language": language, "visibility": visibility}, "events": list}
}

func asking(h http.Handler, method, target string, header ...string) *httptest.ResponseRecorder {
	req := httptest.NewRequest(method, target, nil)
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, req)
	return rec
}

// cardOf is a picture that a server answers with.
func cardOf(t *testing.T, h http.Handler, target string) image.Image {
	t.Helper()
	rec := asking(h, http.MethodGet, target)
	if rec.Code != http.StatusOK || rec.Header().Get("Content-Type") != "image/png" {
		t.Fatalf("%s: %d %s", target, rec.Code, rec.Header())
	}
	if dir := os.Getenv("DATELINE_TEST_CARDS"); dir != "" { // to be looked at
		if err := os.WriteFile(dir+strings.ReplaceAll(target, "/", "_"), rec.Body.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	img, err := png.Decode(bytes.NewReader(rec.Body.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds() != image.Rect(0, 0, 1200, 630) {
		t.Errorf("%s measures %v", target, img.Bounds())
	}
	return img
}

// paperOnly reports whether nothing stands on a part of a card.
func paperOnly(img image.Image, area image.Rectangle) bool {
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xffff {
				return false
			}
		}
	}
	return true
}

func TestCards(t *testing.T) {
	t.Parallel()
	h := serving(t, told("many", "A story of ninety years", "en", "public", 90), told("arabic", "محادثات السلام", "ar", "public", 3),
		told("ukrainian", "Переговори про мир", "uk", "public", 3), told("bare", "Without events", "", "public", 0))
	title, strip := image.Rect(0, 102, 1200, 400), image.Rect(0, 452, 1200, 620)
	for _, tt := range []struct {
		target       string
		title, strip bool
	}{
		{bundledCard, true, true},
		{eventCard, true, true},
		{"/stories/many/card.png", true, true},
		{"/stories/many/events/many-3/card.png", true, true},
		{"/stories/arabic/card.png", false, true},
		{"/stories/ukrainian/card.png", true, true},
		{"/stories/bare/card.png", true, false},
	} {
		img := cardOf(t, h, tt.target)
		if paperOnly(img, title) == tt.title {
			t.Errorf("%s: a title: %v, want %v", tt.target, !tt.title, tt.title)
		}
		if paperOnly(img, strip) == tt.strip {
			t.Errorf("%s: a strip: %v, want %v", tt.target, !tt.strip, tt.strip)
		}
	}
	if one, other := asking(h, http.MethodGet, bundledCard).Body.Bytes(), asking(h, http.MethodGet, eventCard).Body.Bytes(); bytes.Equal(one, other) {
		t.Error("the event's card is the story's")
	}
}

func TestCardsAreConditional(t *testing.T) {
	t.Parallel()
	h := serving(t)
	for _, target := range []string{bundledCard, eventCard} {
		first := asking(h, http.MethodGet, target)
		tag := first.Header().Get("ETag")
		if tag == "" || !strings.Contains(first.Header().Get("Cache-Control"), "max-age=") || first.Header().Get("Last-Modified") == "" {
			t.Errorf("%s: %v", target, first.Header())
		}
		if held := asking(h, http.MethodGet, target, "If-None-Match", tag); held.Code != http.StatusNotModified || held.Body.Len() > 0 {
			t.Errorf("%s: %d with the tag it gave", target, held.Code)
		}
		head := asking(h, http.MethodHead, target)
		if head.Code != http.StatusOK || head.Header().Get("Content-Length") != fmt.Sprint(first.Body.Len()) {
			t.Errorf("%s: HEAD %d %v", target, head.Code, head.Header())
		}
		if again := asking(h, http.MethodGet, target+"?utm_source=x&width=9"); !bytes.Equal(again.Body.Bytes(), first.Body.Bytes()) {
			t.Errorf("%s is another with parameters of others", target)
		}
	}
	if one, other := asking(h, http.MethodGet, bundledCard).Header().Get("ETag"), asking(h, http.MethodGet, eventCard).Header().Get("ETag"); one == other {
		t.Error("the event's card has the story's tag")
	}
}

// TestMissingCards asks for cards of what is not there, or not for everybody.
func TestMissingCards(t *testing.T) {
	t.Parallel()
	h := serving(t, told("secret", "Private", "en", "private", 2), told("other", "Other", "en", "public", 1))
	for _, target := range []string{
		"/stories/nope/card.png", "/stories/NO%20SLUG/card.png", "/stories/secret/card.png", "/stories/secret/events/secret-0/card.png",
		"/stories/other/events/secret-0/card.png", "/stories/other/events/yermak-waltz-call/card.png", "/stories/other/events/nope/card.png",
		"/stories/other/events/%00/card.png",
	} {
		for _, accept := range []string{"image/png", "text/html"} {
			if rec := asking(h, http.MethodGet, target, "Accept", accept); rec.Code != http.StatusNotFound || strings.Contains(rec.Body.String(), "Private") {
				t.Errorf("%s: %d %.200s", target, rec.Code, rec.Body)
			}
		}
	}
}
