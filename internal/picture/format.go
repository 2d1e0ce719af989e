package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"github.com/bep/imagemeta"
	"golang.org/x/image/webp"
)

// format is a kind of file that is read. The registry of package image is not used:
// what else is in the program puts formats into it.
type format struct {
	name   string
	photo  bool // it is for photographs, and loses what it would keep of others
	begins func(file []byte) bool
	config func(io.Reader) (image.Config, error)
	decode func(io.Reader) (image.Image, error)
	meta   imagemeta.ImageFormat // ImageFormatAuto: it says nothing of how it was held
}

var formats = []format{
	{"JPEG", true, beginning("\xff\xd8\xff"), jpeg.DecodeConfig, jpeg.Decode, imagemeta.JPEG},
	{"PNG", false, beginning("\x89PNG\r\n\x1a\n"), png.DecodeConfig, png.Decode, imagemeta.PNG},
	{"GIF", false, beginning("GIF8"), gif.DecodeConfig, gif.Decode, imagemeta.ImageFormatAuto},
	{"WebP", false, isWebP, webp.DecodeConfig, webp.Decode, imagemeta.WebP},
}

func beginning(with string) func(file []byte) bool {
	return func(file []byte) bool { return bytes.HasPrefix(file, []byte(with)) }
}

func isWebP(file []byte) bool {
	return len(file) >= 16 && string(file[:4]) == "RIFF" && string(file[8:12]) == "WEBP"
}

// formatOf tells a file's format by how it begins, whatever it is called.
func formatOf(file []byte) (*format, error) {
	for i := range formats {
		if f := &formats[i]; f.begins(file) {
			if f.name == "WebP" && f.animated(file) {
				return nil, refuse("The picture is an animated WebP, which is not read here. Save one frame of it as PNG or JPEG and send that.")
			}
			return f, nil
		}
	}
	head := bytes.TrimSpace(file[:min(len(file), 512)])
	switch {
	case len(file) == 0:
		return nil, refuse("There is no picture: send the bytes of a JPEG, PNG, WebP or GIF file.")
	case len(file) >= 12 && string(file[4:8]) == "ftyp":
		return nil, refuse("The picture is HEIC or AVIF, or a film: none of these is read here. Save it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible) and send that.")
	case bytes.HasPrefix(head, []byte("<svg")), bytes.HasPrefix(head, []byte("<?xml")):
		return nil, refuse("The picture is SVG or other XML, which may hold scripts and is not taken. Export it as PNG and send that.")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return nil, refuse("This is a PDF, not a picture. Export the page as PNG or JPEG and send that.")
	}
	return nil, refuse("This is no picture that is read here. Send JPEG, PNG, WebP or GIF; export others as one of these.")
}

// memory is how many bytes a pixel takes while the picture is decoded.
func (f *format) memory(file []byte, config image.Config) int64 {
	switch config.ColorModel {
	case color.RGBA64Model, color.NRGBA64Model:
		return 8
	}
	if f.photo && progressive(file) {
		return 15 // the coefficients of all scans stay until the last
	}
	return 4
}

// progressive tells whether a JPEG comes in scans, each finer than the last: by the
// first of its frame headers.
func progressive(file []byte) bool {
	for at := 2; at+4 <= len(file) && file[at] == 0xff; {
		switch file[at+1] {
		case 0xc2:
			return true
		case 0xc0, 0xc1, 0xda:
			return false
		}
		at += 2 + int(file[at+2])<<8 + int(file[at+3])
	}
	return true // so that what cannot be told is taken for the worse
}

// animated tells whether there are more frames than the one that is read. A GIF says
// so by how often it repeats, a PNG and a WebP by a chunk of their own.
func (f *format) animated(file []byte) bool {
	switch f.name {
	case "GIF":
		return bytes.Contains(file, []byte("NETSCAPE2.0")) || bytes.Count(file, []byte{0x00, 0x21, 0xf9, 0x04}) > 1
	case "PNG":
		return bytes.Contains(file[:min(len(file), 4096)], []byte("acTL"))
	case "WebP":
		return len(file) > 20 && string(file[12:16]) == "VP8X" && file[20]&0x02 != 0
	}
	return false
}

// asTaken is the orientation of a picture that is upright.
const asTaken = 1

// orientation is how the camera was held, as Exif has it: 1 to 8.
func (f *format) orientation(file []byte) int {
	turn := asTaken
	if f.meta == imagemeta.ImageFormatAuto {
		return turn
	}
	// What cannot be read says nothing: the picture is shown as it lies.
	_, _ = imagemeta.Decode(imagemeta.Options{
		R: bytes.NewReader(file), ImageFormat: f.meta, Sources: imagemeta.EXIF, LimitNumTags: 200, LimitTagSize: 1000,
		ShouldHandleTag: func(tag imagemeta.TagInfo) bool { return tag.Tag == "Orientation" && tag.Namespace == "IFD0" },
		HandleTag: func(tag imagemeta.TagInfo) error {
			if n, ok := tag.Value.(uint16); ok && n >= 1 && n <= 8 {
				turn = int(n)
			}
			return imagemeta.ErrStopWalking
		},
	})
	return turn
}
