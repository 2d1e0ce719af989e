package picture_test

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/picture"
	"example.org/dateline/internal/timeline"
)

var (
	red   = color.RGBA{200, 0, 0, 255}
	green = color.RGBA{0, 180, 0, 255}
	blue  = color.RGBA{0, 0, 220, 255}
	white = color.RGBA{255, 255, 255, 255}
)

// corners is a picture whose corners differ: red, green, blue and white, from the
// one at the left above clockwise.
func corners(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.SetRGBA(x, y, [2][2]color.RGBA{{red, green}, {white, blue}}[y*2/h][x*2/w])
		}
	}
	return p
}

// photo has a great many colours.
func photo(w, h int) *image.RGBA {
	p := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			p.SetRGBA(x, y, color.RGBA{uint8(x * 255 / w), uint8(y * 255 / h), uint8((x*7 + y*13) % 256), 255})
		}
	}
	return p
}

func asJPEG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, p, &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func asPNG(t *testing.T, p image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, p); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// held adds to a JPEG how the camera was held, where it was and a remark.
func held(file []byte, turn byte) []byte {
	exif := []byte("Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x02" +
		"\x01\x12\x00\x03\x00\x00\x00\x01\x00" + string(turn) + "\x00\x00" +
		"\x01\x0e\x00\x02\x00\x00\x00\x04hi!\x00" + "\x00\x00\x00\x00")
	segment := binary.BigEndian.AppendUint16([]byte{0xff, 0xe1}, uint16(len(exif)+2))
	return bytes.Join([][]byte{file[:2], segment, exif, file[2:]}, nil)
}

func made(t *testing.T, file []byte) (*picture.Picture, image.Image) {
	t.Helper()
	p, err := picture.Make(t.Context(), file)
	if err != nil {
		t.Fatal(err)
	}
	decoded, format, err := image.Decode(bytes.NewReader(p.Body))
	if err != nil || "image/"+format != p.Type {
		t.Fatalf("what was made is %s, not %s: %v", format, p.Type, err)
	}
	if size := decoded.Bounds().Size(); size.X != p.Width || size.Y != p.Height {
		t.Errorf("it measures %v, and is said to measure %d × %d", size, p.Width, p.Height)
	}
	return p, decoded
}

// near tells whether a pixel has a colour, but for what JPEG loses.
func near(p image.Image, x, y int, want color.RGBA) bool {
	got := color.RGBAModel.Convert(p.At(x, y)).(color.RGBA) //nolint:forcetypeassert // the model's own
	off := func(a, b uint8) bool { return max(a, b)-min(a, b) > 40 }
	return !off(got.R, want.R) && !off(got.G, want.G) && !off(got.B, want.B)
}

func TestPicturesAreTurnedUpright(t *testing.T) {
	t.Parallel()
	// The corners as they are seen, clockwise from the left above, for each way of
	// holding the camera (Exif 2.3, tag 0x0112).
	seen := map[byte][4]color.RGBA{
		1: {red, green, blue, white}, 2: {green, red, white, blue}, 3: {blue, white, red, green}, 4: {white, blue, green, red},
		5: {red, white, blue, green}, 6: {white, red, green, blue}, 7: {blue, green, red, white}, 8: {green, blue, white, red},
	}
	for turn, want := range seen {
		p, decoded := made(t, held(asJPEG(t, corners(64, 32)), turn))
		w, h := 64, 32
		if turn > 4 {
			w, h = h, w
		}
		if p.Width != w || p.Height != h {
			t.Errorf("held as %d it measures %d × %d", turn, p.Width, p.Height)
			continue
		}
		for i, at := range []image.Point{{3, 3}, {w - 4, 3}, {w - 4, h - 4}, {3, h - 4}} {
			if !near(decoded, at.X, at.Y, want[i]) {
				t.Errorf("held as %d the corner at %v is %v, not %v", turn, at, decoded.At(at.X, at.Y), want[i])
			}
		}
		if bytes.Contains(p.Body, []byte("Exif")) || bytes.Contains(p.Body, []byte("hi!")) {
			t.Errorf("held as %d: what the file said of itself is still in it", turn)
		}
	}
}

func TestPicturesAreScaledAndEncoded(t *testing.T) {
	t.Parallel()
	glass := corners(40, 20)
	glass.SetRGBA(0, 0, color.RGBA{})
	var moving bytes.Buffer
	frames := &gif.GIF{Delay: []int{1, 1}}
	for range 2 {
		frame := image.NewPaletted(image.Rect(0, 0, 20, 10), color.Palette{red, blue})
		frame.Pix[0] = 1
		frames.Image = append(frames.Image, frame)
	}
	if err := gif.EncodeAll(&moving, frames); err != nil {
		t.Fatal(err)
	}
	webp, err := os.ReadFile("testdata/gradient.webp")
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		file        []byte
		media       string
		w, h, small int
		still       bool
	}{
		"a photograph":           {asJPEG(t, photo(3000, 300)), "image/jpeg", 2560, 256, 64, false},
		"one held upright":       {held(asJPEG(t, photo(400, 2600)), 6), "image/jpeg", 2560, 394, 99, false},
		"a small one":            {asJPEG(t, photo(640, 100)), "image/jpeg", 640, 100, 0, false},
		"a photograph as PNG":    {asPNG(t, photo(800, 600)), "image/jpeg", 800, 600, 480, false},
		"a drawing":              {asPNG(t, corners(2600, 130)), "image/png", 2560, 128, 32, false},
		"what one can look into": {asPNG(t, glass), "image/png", 40, 20, 0, false},
		"a moving one":           {moving.Bytes(), "image/png", 20, 10, 0, true},
		"a WebP":                 {webp, "image/jpeg", 48, 32, 0, false},
		"a column":               {asPNG(t, corners(2, 9000)), "image/png", 2, 9000, 0, false},
	} {
		p, decoded := made(t, c.file)
		if p.Type != c.media || p.Width != c.w || p.Height != c.h || picture.Animated(c.file) != c.still {
			t.Errorf("%s becomes %s, %d × %d, animated %t", name, p.Type, p.Width, p.Height, picture.Animated(c.file))
		}
		small := 0
		if p.Small != nil {
			config, _, err := image.DecodeConfig(bytes.NewReader(p.Small))
			if err != nil || config.Width != picture.Small {
				t.Errorf("%s: the small one is %d wide: %v", name, config.Width, err)
			}
			small = config.Height
		}
		if small != c.small {
			t.Errorf("%s: the small one is %d high, not %d", name, small, c.small)
		}
		if name == "what one can look into" {
			if _, _, _, a := decoded.At(0, 0).RGBA(); a != 0 {
				t.Error("the transparent pixel is not")
			}
		}
	}
	again, _ := made(t, asJPEG(t, photo(700, 200)))
	if same, _ := made(t, asJPEG(t, photo(700, 200))); !bytes.Equal(again.Body, same.Body) {
		t.Error("the same file gives other bytes the second time")
	}
}

// claiming is a PNG that says it measures so much, and has nothing of it.
func claiming(w, h uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 6, 0, 0, 0)
	out := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0d"), head...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(head))
}

func TestWhatIsNoPictureIsRefused(t *testing.T) {
	t.Parallel()
	whole := asJPEG(t, photo(300, 200))
	for name, c := range map[string]struct {
		file []byte
		says string
	}{
		"nothing":           {nil, "There is no picture"},
		"text":              {[]byte("Not a picture."), "Send JPEG, PNG, WebP or GIF"},
		"HTML":              {[]byte("<!doctype html><script>alert(1)</script>"), "Send JPEG, PNG, WebP or GIF"},
		"SVG":               {[]byte("\n<svg xmlns='http://www.w3.org/2000/svg'/>"), "Export it as PNG"},
		"a PDF":             {[]byte("%PDF-1.7\n"), "Export the page"},
		"HEIC":              {[]byte("\x00\x00\x00\x18ftypheic\x00\x00\x00\x00"), "Save it as JPEG"},
		"AVIF":              {[]byte("\x00\x00\x00\x1cftypavif\x00\x00\x00\x00"), "Save it as JPEG"},
		"half of one":       {whole[:len(whole)/2], "cut off or damaged"},
		"its beginning":     {whole[:3], "cut off or damaged"},
		"animated WebP":     {[]byte("RIFF\x20\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x02\x00\x00\x00"), "animated WebP"},
		"a wide one":        {claiming(12_001, 10), "12001 × 10 pixels; at most 12000"},
		"a large one":       {claiming(10_000, 5_001), "50 megapixels"},
		"no pixels":         {claiming(0, 10), "cut off or damaged"},
		"a claim":           {claiming(1000, 500), "cut off or damaged"},
		"an impossible one": {claiming(1<<31, 1<<31), "cut off or damaged"},
		"too many bytes":    {append(whole, make([]byte, picture.MaxBytes)...), "at most 20971520"},
	} {
		_, err := picture.Make(t.Context(), c.file)
		e, ok := errors.AsType[*timeline.Error](err)
		if !ok || e.Code != timeline.InvalidPicture || !strings.Contains(e.Message, c.says) {
			t.Errorf("%s: %v, and not %q", name, err, c.says)
		}
	}
}

func TestDecodingEndsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := picture.Make(ctx, asJPEG(t, photo(300, 200))); !errors.Is(err, context.Canceled) {
		t.Errorf("with a context that is over: %v", err)
	}
}

// FuzzMake holds whatever is sent to one of two ends: a picture that can be decoded,
// or an error that says what would be right.
func FuzzMake(f *testing.F) {
	var b bytes.Buffer
	_ = jpeg.Encode(&b, corners(16, 8), nil)
	whole := held(b.Bytes(), 6)
	f.Add(whole)
	f.Add(whole[:len(whole)/2])
	b = bytes.Buffer{}
	_ = png.Encode(&b, photo(40, 10))
	f.Add(b.Bytes())
	b = bytes.Buffer{}
	_ = gif.Encode(&b, corners(9, 9), nil)
	f.Add(b.Bytes())
	webp, err := os.ReadFile("testdata/gradient.webp")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(webp)
	f.Add(claiming(700, 700))
	f.Fuzz(func(t *testing.T, file []byte) {
		if config, _, err := image.DecodeConfig(bytes.NewReader(file)); err == nil && config.Width*config.Height > 1<<20 {
			return // a large one says nothing more
		}
		p, err := picture.Make(t.Context(), file)
		if err != nil {
			if timeline.CodeOf(err) != timeline.InvalidPicture {
				t.Fatal(err)
			}
			return
		}
		if _, _, err := image.Decode(bytes.NewReader(p.Body)); err != nil {
			t.Fatalf("what was made cannot be read: %v", err)
		}
	})
}
