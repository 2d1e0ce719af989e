package card

import (
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/font"
	"golang.org/x/image/vector"
)

const (
	leastWidth = 12.0 // of a mark, which would not be seen else
	gap        = 5.0  // between marks of a row
	tallest    = 16.0 // mark
	tallestBar = 150.0
	tip        = 9.0  // of one that goes on
	pointer    = 34.0 // one that is known from one side alone
	tickRoom   = 8    // beside the text of a tick
)

// strip draws when the events lie, below a height.
func (p *canvas) strip(c Card, top int) {
	if len(c.Marks) == 0 && len(c.Bars) == 0 {
		return
	}
	p.fill(margin, stripLow, Width-margin, stripLow+2, ink)
	p.ticks(c.Ticks)
	if len(c.Bars) > 0 {
		p.bars(c.Bars, top)
		return
	}
	p.marks(c.Marks, top)
}

// ticks says what lies where on the axis, as far as there is room.
func (p *canvas) ticks(list []Tick) {
	face := p.face(sans, axisSize)
	if face == nil {
		return
	}
	free := margin
	for _, tick := range list {
		text := drawn(tick.Text, sans)
		width := font.MeasureString(face, text).Ceil()
		x := margin + int(math.Round(tick.At*inner))
		if text == "" || x < free || x+tickRoom+width > Width-margin {
			continue
		}
		p.fill(x, stripLow+2, x+2, axisTextY+4, line)
		p.text(face, text, x+tickRoom, axisTextY, ink3)
		free = x + tickRoom + width + 2*tickRoom
	}
}

// bars draws how many events lie where.
func (p *canvas) bars(bars []Bar, top int) {
	height := min(float64(stripLow-top), tallestBar)
	for _, b := range bars {
		x0, x1 := margin+b.From*inner, margin+b.To*inner
		if x1-x0 > 4 {
			x1--
		}
		known := stripLow - b.Known*height
		p.shape(ink, Hatched, rectangle(x0, known-b.Spread*height, x1, known))
		p.shape(ink, Solid, rectangle(x0, known, x1, stripLow))
	}
}

// placed is a mark with its row.
type placed struct {
	Mark
	x0, x1 float64
	row    int
}

// marks draws a mark for each event, in as many rows as they need so that none
// covers another, the first at the axis.
func (p *canvas) marks(marks []Mark, top int) {
	list, rows := rowsOf(marks)
	pitch := min(tallest+5, float64(stripLow-top-8)/float64(max(rows, 1)))
	height := max(1.5, min(tallest, pitch-min(5, pitch/4)))
	for _, m := range list {
		c := inks[m.Lane]
		if m.Faint {
			c = toward(c, paper, .72)
		}
		y1 := stripLow - 6 - float64(m.row)*pitch
		p.shape(c, m.Fill, m.outline(y1-height, y1))
	}
}

// rowsOf gives each mark the lowest row with room for it, from the left.
func rowsOf(marks []Mark) (list []placed, rows int) {
	for _, m := range marks {
		x0, x1 := margin+m.From*inner, margin+m.To*inner
		least := leastWidth
		if m.Left || m.Right {
			least = pointer
		}
		if x1-x0 < least {
			if m.Left {
				x0 = x1 - least
			}
			x0 = min(max(x0, margin), Width-margin-least)
			x1 = x0 + least
		}
		list = append(list, placed{Mark: m, x0: x0, x1: x1})
	}
	slices.SortStableFunc(list, func(a, b placed) int {
		switch {
		case a.x0 < b.x0:
			return -1
		case a.x0 > b.x0:
			return 1
		}
		return 0
	})
	var ends []float64
	for i := range list {
		row := slices.IndexFunc(ends, func(end float64) bool { return end+gap <= list[i].x0 })
		if row < 0 {
			row, ends = len(ends), append(ends, 0)
		}
		ends[row], list[i].row = list[i].x1, row
	}
	return list, len(ends)
}

type point struct{ x, y float64 }

func rectangle(x0, y0, x1, y1 float64) []point {
	return []point{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}
}

// outline is a mark's, with a tip where it goes on.
func (m placed) outline(y0, y1 float64) []point {
	mid := (y0 + y1) / 2
	x0, x1 := m.x0, m.x1
	var list []point
	if m.Left && x1-x0 > 2*tip {
		list = append(list, point{x0 + tip, y1}, point{x0, mid}, point{x0 + tip, y0})
	} else {
		list = append(list, point{x0, y1}, point{x0, y0})
	}
	if m.Right && x1-x0 > 2*tip {
		return append(list, point{x1 - tip, y0}, point{x1, mid}, point{x1 - tip, y1})
	}
	return append(list, point{x1, y0}, point{x1, y1})
}

// shape paints a polygon.
func (p *canvas) shape(c color.RGBA, fill Fill, outline []point) {
	switch fill {
	case Solid:
		p.polygon(image.NewUniform(c), outline, nil)
	case Hatched:
		p.polygon(image.NewUniform(toward(c, paper, .84)), outline, nil)
		p.polygon(hatch{c}, outline, nil)
	case Hollow:
		p.polygon(image.NewUniform(c), outline, inset(outline, 2))
	}
}

// polygon paints what is within an outline and not within a hole.
func (p *canvas) polygon(src image.Image, outline, hole []point) {
	low, high := bounds(outline)
	area := image.Rect(int(math.Floor(low.x)), int(math.Floor(low.y)), int(math.Ceil(high.x)), int(math.Ceil(high.y))).Intersect(p.Bounds())
	if area.Empty() {
		return
	}
	z := vector.NewRasterizer(area.Dx(), area.Dy())
	z.DrawOp = draw.Over
	path := func(list []point) {
		for i, at := range list {
			x, y := float32(at.x-float64(area.Min.X)), float32(at.y-float64(area.Min.Y))
			if i == 0 {
				z.MoveTo(x, y)
			} else {
				z.LineTo(x, y)
			}
		}
		z.ClosePath()
	}
	path(outline)
	if len(hole) > 0 {
		slices.Reverse(hole) // the other way around, so that it takes away
		path(hole)
	}
	z.Draw(p, area, src, area.Min)
}

func bounds(list []point) (low, high point) {
	low, high = list[0], list[0]
	for _, at := range list {
		low = point{min(low.x, at.x), min(low.y, at.y)}
		high = point{max(high.x, at.x), max(high.y, at.y)}
	}
	return low, high
}

// inset moves an outline inwards, or is nil where nothing would be left.
func inset(list []point, by float64) []point {
	low, high := bounds(list)
	if high.x-low.x <= 2*by || high.y-low.y <= 2*by {
		return nil
	}
	mid := point{(low.x + high.x) / 2, (low.y + high.y) / 2}
	within := make([]point, len(list))
	for i, at := range list {
		within[i] = point{
			mid.x + (at.x-mid.x)*(high.x-low.x-2*by)/(high.x-low.x),
			mid.y + (at.y-mid.y)*(high.y-low.y-2*by)/(high.y-low.y),
		}
	}
	return within
}

// toward mixes a colour with another.
func toward(c, other color.RGBA, share float64) color.RGBA {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + (float64(b)-float64(a))*share)) }
	return color.RGBA{mix(c.R, other.R), mix(c.G, other.G), mix(c.B, other.B), 0xff}
}

// hatch is a colour in slanted lines, on nothing.
type hatch struct{ color.RGBA }

// ColorModel is that of the lines' edges, which let through.
func (h hatch) ColorModel() color.Model { return color.RGBAModel }

// Bounds are as wide as any picture.
func (h hatch) Bounds() image.Rectangle { return image.Rect(0, 0, Width, Height) }

// At is how much of a pixel a line covers.
func (h hatch) At(x, y int) color.Color {
	const period, width = 6.4, 3.0
	d := math.Mod((float64(x)+float64(y))/math.Sqrt2, period)
	cover := min(1, max(0, width/2+.5-math.Abs(d-period/2)))
	scaled := func(v uint8) uint8 { return uint8(float64(v) * cover) }
	return color.RGBA{scaled(h.R), scaled(h.G), scaled(h.B), scaled(0xff)}
}
