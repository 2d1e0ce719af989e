package plot

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Row is a line of a picture that compares times or other amounts above 0, of which each
// is as good as it is to the left. A value of 0 is missing, and so is an aim of 0.
type Row struct {
	Name   string
	Values [2]float64
	Aim    float64
}

// Dots draws rows on a scale whose steps are powers of ten. series say what the first and
// the second values are; one without a name has no values.
func Dots(out io.Writer, title, unit string, series [2]string, rows []Row) error {
	low, high := math.Inf(1), math.Inf(-1)
	var said []string
	aims := false
	for _, r := range rows {
		var values []string
		for which, name := range series {
			if name != "" {
				values = append(values, spoken(r.Values[which]))
			}
		}
		words := r.Name + ": " + strings.Join(values, ", ")
		if r.Aim > 0 {
			aims = true
			words += ", aim " + figure(r.Aim)
		}
		said = append(said, words)
		for _, v := range []float64{r.Values[0], r.Values[1], r.Aim} {
			if v > 0 {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if low > high {
		return fmt.Errorf("%s: nothing to draw", title)
	}
	low, high = math.Floor(math.Log10(low)), math.Ceil(math.Log10(high))
	if low == high {
		high++
	}
	at := func(v float64) float64 { return names + (math.Log10(v)-low)/(high-low)*(width-names-right/2) }
	end := float64(top + line*len(rows))
	p := begin(int(end)+bottom, title, fmt.Sprintf("%s, %s. %s.", unit, strings.Join(named(series), " and "), strings.Join(said, "; ")))
	for which, name := range series {
		if name != "" {
			x := 24 + 180*float64(which)
			p.mark(which, x, 46)
			p.text("text", "start", x+12, 50, name)
		}
	}
	if aims {
		p.stroke("aim", 384, 39, 384, 53)
		p.text("text", "start", 396, 50, "to be reached")
	}
	p.text("text", "end", width-16, 50, unit)
	for power := low; power <= high; power++ {
		x := at(math.Pow(10, power))
		p.stroke("grid", x, top, x, end)
		p.text("text", "middle", x, end+18, fmt.Sprintf("%g", math.Pow(10, power)))
	}
	for i, r := range rows {
		y := float64(top+line*i) + line/2
		p.text("text", "end", names-10, y+4, r.Name)
		p.stroke("grid", names, y, width-right/2, y)
		if r.Aim > 0 {
			p.stroke("aim", at(r.Aim), y-9, at(r.Aim), y+9)
		}
		for which, v := range r.Values {
			if v > 0 {
				p.mark(which, at(v), y)
			}
		}
	}
	return p.end(out)
}

func spoken(v float64) string {
	if v <= 0 {
		return "not measured"
	}
	return figure(v)
}

// named are the series that have values.
func named(series [2]string) []string {
	return slices.DeleteFunc(series[:], func(name string) bool { return name == "" })
}
