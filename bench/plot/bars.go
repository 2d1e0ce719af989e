package plot

import (
	"fmt"
	"io"
	"strings"
)

// Bar is a line of a picture that compares amounts. Ours stands out.
type Bar struct {
	Name  string
	Value float64
	Ours  bool
}

// Bars draws amounts from 0 on, each with its value beside it.
func Bars(out io.Writer, title, unit string, bars []Bar) error {
	most := 0.0
	var said []string
	for _, b := range bars {
		most = max(most, b.Value)
		said = append(said, fmt.Sprintf("%s: %s", b.Name, figure(b.Value)))
	}
	if most <= 0 {
		return fmt.Errorf("%s: nothing to draw", title)
	}
	p := begin(top+line*len(bars)+bottom/2, title, unit+". "+strings.Join(said, "; ")+".")
	p.text("text", "start", 16, 50, unit)
	for i, b := range bars {
		y := float64(top + line*i)
		class := "other"
		if b.Ours {
			class = "first"
		}
		length := b.Value / most * (width - names - right)
		p.text("text", "end", names-10, y+16, b.Name)
		p.bar(class, names, y+3, max(length, 1), line-8)
		p.text("text", "start", names+length+8, y+16, figure(b.Value))
	}
	return p.end(out)
}
