package timeline_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// aPicture is the reference of one.
var aPicture = "/media/" + strings.Repeat("0a", 32)

func TestAddressesOfPictures(t *testing.T) {
	t.Parallel()
	for address, wrong := range map[string]string{
		aPicture:                                   "",
		aPicture + "?w=640":                        "",
		"https://other.example" + aPicture:         "",
		aPicture + "?w=20":                         "/media/0/url",
		"/media/" + strings.Repeat("0A", 32):       "/media/0/url",
		"/media/0a":                                "/media/0/url",
		"/etc/passwd":                              "/media/0/url",
		"//other.example" + aPicture:               "/media/0/url",
		"javascript:alert(1)//" + aPicture:         "/media/0/url",
		"../media/" + strings.Repeat("0a", 32):     "/media/0/url",
		"https://other.example/media/picture.jpeg": "",
	} {
		e := &timeline.Event{ID: "e", Story: "s", Title: "E", Type: "other", Media: []timeline.Media{{URL: address, Alt: "A light"}}}
		err := timeline.Complete(e)
		if (err != nil) != (wrong != "") || err != nil && !strings.Contains(err.Error(), wrong) {
			t.Errorf("%s: %v, and wrong is %q", address, err, wrong)
		}
	}
	e := &timeline.Event{ID: "e", Story: "s", Title: "E", Type: "other", Media: []timeline.Media{{URL: aPicture, Alt: " \u200b"}}}
	if err := timeline.Complete(e); err == nil || !strings.Contains(err.Error(), "/media/0/alt: required") {
		t.Errorf("a picture that says nothing: %v", err)
	}
}

func TestPicturesAreToldWithAnOrigin(t *testing.T) {
	t.Parallel()
	const origin = "https://site.example"
	// In a text, and where something else is told, the reference stays.
	doc := `{"title":"\"url\":\"` + aPicture + `\"","summary":"` + aPicture + `","media":[{"url":"` + aPicture + `","thumbnail":"` + aPicture + `?w=640"},{"url":"https://far.example` + aPicture + `"}],"origin":{"timelinejs":{"url":"/media/a.jpg"}}}`
	told := strings.NewReplacer(`[{"url":"`, `[{"url":"`+origin, `"thumbnail":"`, `"thumbnail":"`+origin).Replace(doc)
	if got := string(timeline.Told([]byte(doc), origin)); got != told {
		t.Errorf("told is\n%s\nand not\n%s", got, told)
	}
	if got := string(timeline.Told([]byte(doc), "")); got != doc {
		t.Errorf("without an origin told is %s", got)
	}
	if got := string(timeline.Told([]byte(told), origin)); got != told {
		t.Errorf("told twice it is %s", got)
	}
}
