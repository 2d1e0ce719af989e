// Package card draws the picture that stands for a story, or for one of its
// events, where its address is shared: 1200 by 630 pixels, as PNG. It knows
// neither records nor HTTP; what stands on a card is decided by who makes it.
package card

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"sync"

	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
)

// Width and Height are what those who show such pictures ask for.
const (
	Width  = 1200
	Height = 630
)

// Card is what a picture shows. Texts that cannot be drawn rightly are left out
// of it; see Drawable.
type Card struct {
	Kicker string // what the title belongs to, "" for nothing
	Title  string
	When   string // in words
	Facts  string // in figures
	Marks  []Mark // of the strip
	Bars   []Bar  // in place of marks where these would be too many
	Ticks  []Tick // of the strip's axis
}

// Mark is an event in the strip. From and To are shares of its width.
type Mark struct {
	From, To float64
	Lane     Lane
	Fill     Fill
	Left     bool // it goes on, or may lie, beyond that end
	Right    bool
	Faint    bool // another is meant
}

// Tick is a date on the axis, at a share of its width.
type Tick struct {
	At   float64
	Text string
}

// Bar is a stretch of the strip with how many events lie in it, as shares of
// the width and of the height: those that are certain, and on top those that
// may lie there.
type Bar struct{ From, To, Known, Spread float64 }

// Lane is what kind of thing an event is, which its colour says.
type Lane int

// The lanes.
const (
	Done Lane = iota
	Said
	Judged
)

// Fill says how a date is known.
type Fill int

// The fills: stated by the source, inferred, and of what has not happened.
const (
	Solid Fill = iota
	Hatched
	Hollow
)

// The colours are those of web/styles/tokens.css, by day.
var (
	paper = color.RGBA{0xff, 0xff, 0xff, 0xff}
	ink   = color.RGBA{0x14, 0x18, 0x1c, 0xff}
	ink2  = color.RGBA{0x47, 0x4f, 0x57, 0xff}
	ink3  = color.RGBA{0x62, 0x6a, 0x72, 0xff}
	line  = color.RGBA{0xd3, 0xd8, 0xdc, 0xff}
	inks  = map[Lane]color.RGBA{Done: ink, Said: {0x17, 0x59, 0x9f, 0xff}, Judged: {0x86, 0x55, 0x0a, 0xff}}
)

// Where things stand, in pixels.
const (
	margin     = 64
	mastheadY  = 74 // base line of the word mark
	ruleY      = 98
	kickerY    = 148
	titleTop   = 120
	eventTop   = 164 // of a title below a kicker
	titleLow   = 392 // below which no title goes
	factsY     = 434 // and what stands below it
	factsBelow = 54
	stripBelow = 30  // the lowest of these
	stripLow   = 556 // the axis
	axisTextY  = 588
	inner      = Width - 2*margin
	wordmark   = "Dateline"
	wordSize   = 30
	kickerSize = 26
	factsSize  = 29
	axisSize   = 23
)

// fonts are parsed once. They are part of the program.
var fonts = sync.OnceValues(func() (map[string]*opentype.Font, error) {
	all := map[string]*opentype.Font{}
	for name, data := range map[string][]byte{serif: liberationserifbold.TTF, sans: liberationsansregular.TTF} {
		f, err := opentype.Parse(data)
		if err != nil {
			return nil, fmt.Errorf("parse the font %s: %w", name, err)
		}
		all[name] = f
	}
	return all, nil
})

const (
	serif = "serif"
	sans  = "sans"
)

// canvas is a picture being drawn. Faces are not to be shared.
type canvas struct {
	*image.RGBA
	faces map[string]font.Face
	err   error
}

// Draw writes a card as PNG. The same card is the same bytes.
func Draw(w io.Writer, c Card) error {
	p := &canvas{RGBA: image.NewRGBA(image.Rect(0, 0, Width, Height)), faces: map[string]font.Face{}}
	draw.Draw(p, p.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	p.fill(margin, ruleY, Width-margin, ruleY+2, ink)
	p.line(wordmark, serif, wordSize, margin, mastheadY, inner, ink)
	top := titleTop
	if c.Kicker = drawn(c.Kicker, sans); c.Kicker != "" {
		p.line(c.Kicker, sans, kickerSize, margin, kickerY, inner, ink2)
		top = eventTop
	}
	y := factsY
	if low := p.title(drawn(c.Title, serif), top); low > 0 {
		y = min(y, low+factsBelow)
	}
	p.facts(drawn(c.When, sans), drawn(c.Facts, sans), y)
	p.strip(c, y+stripBelow)
	if p.err != nil {
		return p.err
	}
	return (&png.Encoder{CompressionLevel: png.DefaultCompression}).Encode(w, p)
}

// facts is the line below the title: when, and how much, as far apart as they
// can be told.
func (p *canvas) facts(when, figures string, y int) {
	x := margin
	if when != "" {
		const most = inner * 2 / 3
		x += p.line(when, sans, factsSize, margin, y, most, ink) + 28
	}
	if figures != "" {
		p.line(figures, sans, factsSize, x, y, Width-margin-x, ink3)
	}
}

// fill paints a rectangle.
func (p *canvas) fill(x0, y0, x1, y1 int, c color.Color) {
	draw.Draw(p, image.Rect(x0, y0, x1, y1), image.NewUniform(c), image.Point{}, draw.Over)
}

// face is a font at a size.
func (p *canvas) face(name string, size float64) font.Face {
	key := fmt.Sprint(name, size)
	if f, ok := p.faces[key]; ok {
		return f
	}
	all, err := fonts()
	if err != nil {
		p.err = err
		return nil
	}
	f, err := opentype.NewFace(all[name], &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		p.err = fmt.Errorf("make a face of %s: %w", name, err)
		return nil
	}
	p.faces[key] = f
	return f
}
