package picture

import (
	"image"

	"golang.org/x/image/draw"
	"golang.org/x/image/math/f64"
)

// upright is a picture as it is to be seen, at most so many pixels wide.
func upright(from image.Image, turn, wide int) *image.RGBA {
	w, h := from.Bounds().Dx(), from.Bounds().Dy()
	across := w // of what is seen
	if lies := turn > 4; lies {
		across = h
	}
	if across > wide {
		w, h = max(1, (w*wide+across/2)/across), max(1, (h*wide+across/2)/across)
	}
	return turned(scaled(from, w, h), turn)
}

// scaled is a picture with another size. Halves of halves are means of four pixels
// each, so that nothing is left out however much smaller it becomes; the library's
// kernels do that too, but take 32 bytes for every pixel on the way.
func scaled(from image.Image, w, h int) *image.RGBA {
	for from.Bounds().Dx() >= 2*w && from.Bounds().Dy() >= 2*h && from.Bounds().Dx() > 1 && from.Bounds().Dy() > 1 {
		from = resized(from, from.Bounds().Dx()/2, from.Bounds().Dy()/2)
	}
	return resized(from, w, h)
}

func resized(from image.Image, w, h int) *image.RGBA {
	if already, ok := from.(*image.RGBA); ok && already.Rect == image.Rect(0, 0, w, h) {
		return already
	}
	to := image.NewRGBA(image.Rect(0, 0, w, h))
	if from.Bounds().Dx() == w && from.Bounds().Dy() == h {
		draw.Draw(to, to.Rect, from, from.Bounds().Min, draw.Src)
	} else {
		draw.ApproxBiLinear.Scale(to, to.Rect, from, from.Bounds(), draw.Src, nil)
	}
	return to
}

// turned undoes how the camera was held.
func turned(from *image.RGBA, turn int) *image.RGBA {
	if turn == asTaken {
		return from
	}
	w, h := float64(from.Rect.Dx()), float64(from.Rect.Dy())
	// Where a point of from comes to lie: a b c are x = a·x + b·y + c, the others y.
	to := [...]f64.Aff3{
		2: {-1, 0, w, 0, 1, 0},  // mirrored
		3: {-1, 0, w, 0, -1, h}, // upside down
		4: {1, 0, 0, 0, -1, h},  // mirrored and upside down
		5: {0, 1, 0, 1, 0, 0},   // mirrored, then to the left
		6: {0, -1, h, 1, 0, 0},  // to the left, so that it is turned to the right
		7: {0, -1, h, -1, 0, w}, // mirrored, then to the right
		8: {0, 1, 0, -1, 0, w},  // to the right
	}[turn]
	size := from.Rect
	if turn > 4 {
		size = image.Rect(0, 0, size.Dy(), size.Dx())
	}
	out := image.NewRGBA(size)
	draw.NearestNeighbor.Transform(out, to, from, from.Rect, draw.Src, nil)
	return out
}
