package card_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/card"
)

// sample is a card with one of everything.
func sample() card.Card {
	return card.Card{
		Title: "Talks after the clash", When: "February to March 2025", Facts: "3 events · 1 source", Ticks: []card.Tick{{At: .1, Text: "1 Feb"}, {At: .12, Text: "2 Feb"}, {At: .5, Text: "1 Mar"}},
		Marks: []card.Mark{
			{From: 0, To: .25, Lane: card.Said}, {From: .5, To: .75, Fill: card.Hatched, Right: true, Lane: card.Judged}, {From: .8, To: 1, Fill: card.Hollow},
		},
	}
}

func drawn(t *testing.T, c card.Card) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := card.Draw(&b, c); err != nil {
		t.Fatal(err)
	}
	if dir := os.Getenv("DATELINE_TEST_CARDS"); dir != "" { // to be looked at
		if err := os.WriteFile(dir+"/"+strings.ReplaceAll(t.Name(), "/", "-")+".png", b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if b.Len() > 200_000 {
		t.Errorf("%d bytes", b.Len())
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if got := img.Bounds(); got != image.Rect(0, 0, 1200, 630) {
		t.Fatalf("the card measures %v", got)
	}
	return img
}

// inked counts the pixels of a rectangle that are not paper.
func inked(img image.Image, area image.Rectangle) int {
	n := 0
	for y := area.Min.Y; y < area.Max.Y; y++ {
		for x := area.Min.X; x < area.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xffff {
				n++
			}
		}
	}
	return n
}

var (
	titleArea = image.Rect(0, 102, 1200, 400) // and of facts that are close to a short title
	factsArea = image.Rect(0, 202, 1200, 446)
	stripArea = image.Rect(0, 452, 1200, 554)
)

func TestDraw(t *testing.T) {
	t.Parallel()
	img := drawn(t, sample())
	for name, area := range map[string]image.Rectangle{"title": titleArea, "facts": factsArea, "strip": stripArea} {
		if inked(img, area) < 200 {
			t.Errorf("the %s is missing", name)
		}
	}
	margins := []image.Rectangle{image.Rect(0, 0, 60, 630), image.Rect(1140, 0, 1200, 630), image.Rect(0, 0, 1200, 40), image.Rect(0, 600, 1200, 630)}
	for _, area := range margins {
		if n := inked(img, area); n > 0 {
			t.Errorf("%d pixels in the margin %v", n, area)
		}
	}
	const base = 542 // through the middle of the lowest row
	for name, at := range map[string]struct {
		x    int
		want color.RGBA
	}{
		"said, solid":       {200, color.RGBA{0x17, 0x59, 0x9f, 0xff}},
		"between the marks": {450, color.RGBA{0xff, 0xff, 0xff, 0xff}},
		"within a hollow":   {1030, color.RGBA{0xff, 0xff, 0xff, 0xff}},
	} {
		if got := color.RGBAModel.Convert(img.At(at.x, base)); got != at.want {
			t.Errorf("%s: %v at %d, want %v", name, got, at.x, at.want)
		}
	}
	if n := inked(img, image.Rect(600, base-6, 860, base+6)); n < 1000 {
		t.Errorf("the hatched mark has %d pixels", n)
	}
	if edge := inked(img, image.Rect(920, base-12, 1140, base+12)); edge < 300 {
		t.Errorf("the hollow mark's edge has %d pixels", edge)
	}
}

// TestTitle looks at what is done with titles: set, cut, or left out whole.
func TestTitle(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, title string
		shown       bool
	}{
		{"Latin", "Señor Škoda’s naïve coup d’État – “Ångström” in Đà Nẵng", true},
		{"Ukrainian", "Ґанок, Єрмак, їжак і об’єднання", true},
		{"Greek", "Συνομιλίες για την ειρήνη", true},
		{"decomposed", "Cafe\u0301", true},
		{"pictographs", "\U0001f525 Talks \U0001f468\u200d\U0001f469\u200d\U0001f467 begin ☎\ufe0f", true},
		{"long", strings.Repeat("A title that goes on and on, ", 60), true},
		{"one long word", strings.Repeat("W", 3000), true},
		{"many lines", strings.Repeat("Talks\n", 20), true},
		{"Arabic", "محادثات السلام", false},
		{"Hebrew", "שיחות שלום", false},
		{"Hindi", "शांति वार्ता", false},
		{"Thai", "การเจรจาสันติภาพ", false},
		{"Chinese", "和平谈判", false},
		{"Georgian", "სამშვიდობო", false},
		{"some Arabic", "Talks in غزة", false},
		{"a mark that cannot be placed", "за\u0301мок", false},
		{"nothing", " \u200b\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			c := sample()
			c.Title = tt.title
			img := drawn(t, c)
			if got := inked(img, titleArea); (got > 0) != tt.shown {
				t.Errorf("%d pixels of a title", got)
			}
			if n := inked(img, image.Rect(1137, 102, 1200, 400)); n > 0 {
				t.Errorf("the title goes %d pixels into the margin", n)
			}
			if inked(img, stripArea) == 0 || inked(img, factsArea) == 0 {
				t.Error("the rest is missing")
			}
			if strings.TrimSpace(strings.Trim(tt.title, "\u200b")) != "" && card.Drawable(tt.title) != tt.shown {
				t.Errorf("Drawable = %v", !tt.shown)
			}
		})
	}
}

// TestMarks finds each of many marks, whatever they cover.
func TestMarks(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Marks = nil
	for range 80 {
		c.Marks = append(c.Marks, card.Mark{From: .4, To: .4})
	}
	img := drawn(t, c)
	if n := inked(img, image.Rect(0, 252, 1200, 270)); n > 0 {
		t.Errorf("80 marks of one day: %d pixels above the strip", n)
	}
	if n := inked(img, stripArea); n < 12*80 {
		t.Errorf("80 marks of one day: %d pixels", n)
	}
	c.Marks = nil
	for i := range 8 {
		c.Marks = append(c.Marks, card.Mark{From: float64(i) / 8, To: float64(i) / 8})
	}
	img, marks := drawn(t, c), 0
	for x := 60; x < 1140; x++ {
		if before, here := inked(img, image.Rect(x-1, 542, x, 543)), inked(img, image.Rect(x, 542, x+1, 543)); here > before {
			marks++
		}
	}
	if marks != 8 {
		t.Errorf("%d marks in the first row, want 8", marks)
	}
}

// TestBars draws counts in place of marks.
func TestBars(t *testing.T) {
	t.Parallel()
	c := sample()
	c.Marks, c.Bars = nil, []card.Bar{{From: 0, To: .5, Known: 1}, {From: .5, To: 1, Known: .25, Spread: .25}}
	img := drawn(t, c)
	left, right := inked(img, image.Rect(64, 260, 590, 556)), inked(img, image.Rect(610, 260, 1136, 556))
	if left < right*3/2 || right == 0 {
		t.Errorf("bars of %d and %d pixels", left, right)
	}
}

// TestNothing is a card without anything to say.
func TestNothing(t *testing.T) {
	t.Parallel()
	img := drawn(t, card.Card{})
	if n := inked(img, image.Rect(0, 102, 1200, 630)); n > 0 {
		t.Errorf("%d pixels below the masthead", n)
	}
	if inked(img, image.Rect(60, 40, 200, 90)) == 0 {
		t.Error("there is no word mark")
	}
}

// TestSameBytes draws a card twice.
func TestSameBytes(t *testing.T) {
	t.Parallel()
	var one, two bytes.Buffer
	if err := card.Draw(&one, sample()); err != nil {
		t.Fatal(err)
	}
	if err := card.Draw(&two, sample()); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(one.Bytes(), two.Bytes()) {
		t.Error("the same card is drawn in two ways")
	}
}

func FuzzDraw(f *testing.F) {
	f.Add("Talks", "2025", .1, .2)
	f.Add("\U0001f468\u200d", "\xff", -1.0, 2.0)
	f.Fuzz(func(t *testing.T, title, when string, from, to float64) {
		from, to = min(1, max(0, from)), min(1, max(0, to))
		var b bytes.Buffer
		if err := card.Draw(&b, card.Card{Title: title, Kicker: when, When: when, Ticks: []card.Tick{{At: from, Text: title}, {At: to, Text: when}}, Marks: []card.Mark{{From: from, To: to, Left: true, Right: true, Fill: card.Hatched}}}); err != nil {
			t.Fatal(err)
		}
	})
}
