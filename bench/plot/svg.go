// Package plot draws numbers as pictures for a page of documentation: SVG that is
// readable in a light and a dark window, and that says in words what it shows.
package plot

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
)

// Sizes of a picture in its own units, which are pixels where nothing else is asked for.
const (
	width  = 760
	names  = 260 // where the names of lines end
	right  = 100 // room for values beside the lines
	top    = 70  // room for the title and what marks mean
	line   = 26
	bottom = 40
)

// style has a colour for each part in both windows. Text and lines stand out from the
// ground by 4.5 to 1 and marks by 3 to 1 at least.
const style = `
    .ground { fill: #ffffff } .text { fill: #1f2328; font: 13px system-ui, sans-serif } .title { font-size: 16px; font-weight: 600 }
    .grid { stroke: #d0d7de } .aim { stroke: #1f2328; stroke-width: 2 } .first { fill: #0969da } .second { fill: #bc4c00 } .other { fill: #6e7781 }
    @media (prefers-color-scheme: dark) {
      .ground { fill: #0d1117 } .text { fill: #e6edf3 } .grid { stroke: #30363d } .aim { stroke: #e6edf3 }
      .first { fill: #58a6ff } .second { fill: #f0883e } .other { fill: #8b949e }
    }
  `

// picture is an SVG under way.
type picture struct{ bytes.Buffer }

func begin(height int, title, description string) *picture {
	p := &picture{}
	fmt.Fprintf(p, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title description">`+"\n", width, height, width, height)
	fmt.Fprintf(p, "  <title id=\"title\">%s</title>\n  <desc id=\"description\">%s</desc>\n  <style>%s</style>\n", escaped(title), escaped(description), style)
	fmt.Fprintf(p, "  <rect class=\"ground\" width=\"%d\" height=\"%d\"/>\n", width, height)
	p.text("text title", "start", 16, 28, title)
	return p
}

func (p *picture) end(out io.Writer) error {
	p.WriteString("</svg>\n")
	_, err := p.WriteTo(out)
	return err
}

func (p *picture) text(class, anchor string, x, y float64, words string) {
	fmt.Fprintf(p, "  <text class=\"%s\" text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, anchor, x, y, escaped(words))
}

func (p *picture) bar(class string, x, y, w, h float64) {
	fmt.Fprintf(p, "  <rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>\n", class, x, y, w, h)
}

func (p *picture) stroke(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(p, "  <line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", class, x1, y1, x2, y2)
}

// mark draws a dot for the first of a line's values, and a square standing on a corner
// for the second, so that colours are not all that tells them apart.
func (p *picture) mark(which int, x, y float64) {
	if which == 0 {
		fmt.Fprintf(p, "  <circle class=\"first\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>\n", x, y)
		return
	}
	fmt.Fprintf(p, "  <path class=\"second\" d=\"M%.1f %.1fl6 6l-6 6l-6 -6z\"/>\n", x, y-6)
}

func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// figure is a number with about three digits that mean something.
func figure(f float64) string {
	switch {
	case f >= 100:
		return fmt.Sprintf("%.0f", f)
	case f >= 10:
		return fmt.Sprintf("%.1f", f)
	case f >= 1:
		return fmt.Sprintf("%.2f", f)
	}
	return fmt.Sprintf("%.3g", f)
}
