package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
)

const (
	quality     = 88   // of JPEG
	fewColours  = 1024 // a graphic has no more in the rows that are looked at
	rowsLooked  = 64   // spread over its height
	paletteMost = 256  // colours of a PNG with a palette
)

func isOpaque(p image.Image) bool {
	o, ok := p.(interface{ Opaque() bool })
	return !ok || o.Opaque()
}

// isGraphic tells a drawing, a map or a picture of a screen from a photograph, by
// how few colours it has: JPEG would blur its edges.
func isGraphic(p image.Image) bool {
	if _, indexed := p.(*image.Paletted); indexed {
		return true
	}
	area, met := p.Bounds(), map[color.RGBA64]bool{}
	at := func(x, y int) color.RGBA64 { return color.RGBA64Model.Convert(p.At(x, y)).(color.RGBA64) } //nolint:forcetypeassert // the model's own
	if direct, ok := p.(image.RGBA64Image); ok {
		at = direct.RGBA64At
	}
	for i := range min(rowsLooked, area.Dy()) {
		y := area.Min.Y + i*area.Dy()/min(rowsLooked, area.Dy())
		for x := area.Min.X; x < area.Max.X; x++ {
			if met[at(x, y)] = true; len(met) > fewColours {
				return false
			}
		}
	}
	return true
}

func encodeJPEG(p *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	err := jpeg.Encode(&out, p, &jpeg.Options{Quality: quality})
	return out.Bytes(), err
}

func encodePNG(p *image.RGBA) ([]byte, error) {
	var out bytes.Buffer
	var from image.Image = p
	if indexed := paletted(p); indexed != nil {
		from = indexed
	}
	err := png.Encode(&out, from)
	return out.Bytes(), err
}

// paletted is the same picture with a palette, nil where it has too many colours.
func paletted(p *image.RGBA) *image.Paletted {
	numbers := map[[4]byte]uint8{}
	out := image.NewPaletted(p.Rect, nil)
	for i := range out.Pix {
		c := [4]byte(p.Pix[4*i : 4*i+4])
		n, met := numbers[c]
		if !met {
			if len(numbers) == paletteMost {
				return nil
			}
			n = uint8(len(numbers))
			numbers[c] = n
			out.Palette = append(out.Palette, color.RGBA{c[0], c[1], c[2], c[3]})
		}
		out.Pix[i] = n
	}
	return out
}
