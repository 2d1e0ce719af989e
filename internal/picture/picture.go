// Package picture makes what people send fit to be shown: it decodes a picture
// within bounds, turns it upright, scales it down and encodes it anew, so that
// nothing but pixels is left of the file. It knows neither HTTP nor the store.
package picture

import (
	"bytes"
	"context"
	"fmt"
	"image"
	"io"

	"golang.org/x/sync/semaphore"

	"example.org/dateline/internal/timeline"
)

const (
	// MaxBytes bounds the file that is sent.
	MaxBytes = 20 << 20

	// MaxSide bounds what each side of it measures.
	MaxSide = 12_000

	// MaxPixels bounds both together.
	MaxPixels = 50_000_000

	// Wide is how wide the picture becomes at most.
	Wide = 2560

	// Small is how wide the one beside it for lists does.
	Small = 640
)

// maxMemory bounds what all pictures that are decoded at a time take, in bytes.
const maxMemory = 400 << 20

// decoding shares maxMemory out, to two pictures at a time at most.
var decoding = semaphore.NewWeighted(maxMemory)

// Picture is one that was made.
type Picture struct {
	Type          string // image/jpeg or image/png
	Width, Height int    // in pixels, as it is to be seen
	Body          []byte
	Small         []byte // the same, Small pixels wide; nil where it is no wider
}

// Make makes a picture of the bytes of a file. What is none, is cut off or is too
// large is an error with code timeline.InvalidPicture that says what would be right.
//
// It waits for others until the context ends, and gives up between its steps then.
func Make(ctx context.Context, file []byte) (*Picture, error) {
	if len(file) > MaxBytes {
		return nil, refuse("The picture has %d bytes; at most %d are taken. Save it smaller.", len(file), MaxBytes)
	}
	f, err := formatOf(file)
	if err != nil {
		return nil, err
	}
	config, err := f.config(bytes.NewReader(file))
	if err != nil {
		return nil, broken(f)
	}
	if config.Width < 1 || config.Height < 1 {
		return nil, broken(f)
	}
	if config.Width > MaxSide || config.Height > MaxSide || config.Width*config.Height > MaxPixels {
		return nil, refuse("The picture measures %d × %d pixels; at most %d in each direction and %d megapixels in all are taken. Save it smaller.", config.Width, config.Height, MaxSide, MaxPixels/1_000_000)
	}
	need := int64(config.Width) * int64(config.Height) * f.memory(file, config)
	if need > maxMemory {
		return nil, refuse("The picture takes too much memory to be decoded: it measures %d × %d pixels. Save it smaller, or as a plain JPEG that is not progressive.", config.Width, config.Height)
	}
	need = max(need, maxMemory/2)
	if err := decoding.Acquire(ctx, need); err != nil {
		return nil, &timeline.Error{Code: timeline.Unavailable, Message: "Other pictures are being taken in, and this one was not begun. Try again.", Err: err}
	}
	defer decoding.Release(need)
	decoded, err := f.decode(&patient{ctx, bytes.NewReader(file)})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, broken(f)
	}
	return f.made(ctx, decoded, file)
}

// made scales, turns and encodes what was decoded.
func (f *format) made(ctx context.Context, decoded image.Image, file []byte) (*Picture, error) {
	encode, media := encodeJPEG, "image/jpeg"
	if !f.photo && (!isOpaque(decoded) || isGraphic(decoded)) {
		encode, media = encodePNG, "image/png"
	}
	turn := f.orientation(file)
	whole := upright(decoded, turn, Wide)
	p := &Picture{Type: media, Width: whole.Rect.Dx(), Height: whole.Rect.Dy()}
	var err error
	if p.Body, err = encode(whole); err != nil {
		return nil, fmt.Errorf("encode a picture: %w", err)
	}
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if p.Width > Small {
		if p.Small, err = encode(upright(whole, asTaken, Small)); err != nil {
			return nil, fmt.Errorf("encode a picture: %w", err)
		}
	}
	return p, nil
}

// Animated tells whether a file has more frames than the one that is kept of it.
func Animated(file []byte) bool {
	f, err := formatOf(file)
	return err == nil && f.animated(file)
}

func refuse(format string, args ...any) error {
	return &timeline.Error{Code: timeline.InvalidPicture, Message: fmt.Sprintf(format, args...)}
}

func broken(f *format) error {
	return refuse("The picture begins as %s and cannot be read to its end: it is cut off or damaged. Save it anew and send that.", f.name)
}

// patient is a reader that ends with its context, so that decoding does.
type patient struct {
	ctx  context.Context
	from io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.from.Read(b)
}
