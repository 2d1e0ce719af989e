package plot_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"example.org/dateline/bench/plot"
)

// TestPicturesSayWhatTheyShow reads pictures as XML, and looks for what they say in words.
func TestPicturesSayWhatTheyShow(t *testing.T) {
	var bars, dots bytes.Buffer
	if err := plot.Bars(&bars, "Speed & size", "answers a second", []plot.Bar{{Name: "ours", Value: 1234, Ours: true}, {Name: "<theirs>", Value: 0.5}}); err != nil {
		t.Fatal(err)
	}
	if err := plot.Dots(&dots, "Times", "ms", [2]string{"small", "large"}, []plot.Row{{Name: "one", Values: [2]float64{0.25, 30}, Aim: 3}, {Name: "two", Values: [2]float64{4}}}); err != nil {
		t.Fatal(err)
	}
	var alone bytes.Buffer
	if err := plot.Dots(&alone, "Times", "ms", [2]string{"", "large"}, []plot.Row{{Name: "one", Values: [2]float64{0, 30}}}); err != nil {
		t.Fatal(err)
	}
	for _, picture := range []struct {
		text        string
		description string
		shapes      map[string]int
	}{
		{bars.String(), "answers a second. ours: 1234; <theirs>: 0.5.", map[string]int{"rect": 3, "circle": 0}},
		{dots.String(), "ms, small and large. one: 0.25, 30.0, aim 3.00; two: 4.00, not measured.", map[string]int{"circle": 1 + 2, "path": 1 + 1}},
		{alone.String(), "ms, large. one: 30.0.", map[string]int{"circle": 0, "path": 1 + 1}},
	} {
		var head struct {
			Title string `xml:"title"`
			Desc  string `xml:"desc"`
			Style string `xml:"style"`
		}
		if err := xml.Unmarshal([]byte(picture.text), &head); err != nil {
			t.Fatal(err)
		}
		if head.Title == "" || head.Desc != picture.description || !strings.Contains(head.Style, "prefers-color-scheme: dark") {
			t.Errorf("title %q, description %q; want %q", head.Title, head.Desc, picture.description)
		}
		found := map[string]int{}
		for decoder := xml.NewDecoder(strings.NewReader(picture.text)); ; {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			if start, is := token.(xml.StartElement); is {
				found[start.Name.Local]++
			}
		}
		for shape, want := range picture.shapes {
			if found[shape] != want {
				t.Errorf("%q has %d of %s, want %d", head.Title, found[shape], shape, want)
			}
		}
	}
	if err := plot.Bars(io.Discard, "none", "", []plot.Bar{{Name: "a"}}); err == nil {
		t.Error("bars of nothing were drawn")
	}
	if err := plot.Dots(io.Discard, "none", "", [2]string{}, nil); err == nil {
		t.Error("dots of nothing were drawn")
	}
}
