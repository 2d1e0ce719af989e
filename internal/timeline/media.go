package timeline

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
)

// MediaPath is where a server shows the pictures that it keeps: behind it stands the
// SHA-256 of one. Records have that reference, with no host, and answers the whole
// address; see Told.
const MediaPath = "/media/"

// MaxPixels is the most that a picture may measure in one direction.
const MaxPixels = 100_000

// Media is a picture, film or sound that shows an event.
type Media struct {
	URL       string `json:"url" yaml:"url"`                       // a web address, or the reference of a picture that is kept here
	Type      string `json:"type,omitempty" yaml:"type,omitempty"` // a media type such as image/jpeg
	Alt       string `json:"alt,omitempty" yaml:"alt,omitempty"`
	Caption   string `json:"caption,omitempty" yaml:"caption,omitempty"`
	Credit    string `json:"credit,omitempty" yaml:"credit,omitempty"`
	Width     *int   `json:"width,omitempty" yaml:"width,omitempty"` // in pixels, both or neither
	Height    *int   `json:"height,omitempty" yaml:"height,omitempty"`
	Thumbnail string `json:"thumbnail,omitempty" yaml:"thumbnail,omitempty"` // the address of a small picture of it
}

// SmallPicture is what an address has behind a picture's for the small one.
const SmallPicture = "?w=640"

// keptPattern is the reference of a picture that a server keeps, behind the host of
// whichever server that is.
var keptPattern = regexp.MustCompile(`^(https?://[^/?#\s]+)?/media/([0-9a-f]{64})(\?w=640)?$`)

// KeptPicture reads the address of a picture that this server may keep: its digest,
// and what stands behind it. local tells whether the address names no host, as
// records have it of one that is kept here.
func KeptPicture(address string) (digest, small string, local bool) {
	found := keptPattern.FindStringSubmatch(address)
	if found == nil {
		return "", "", false
	}
	return found[2], found[3], found[1] == ""
}

// Pictures are the digests of the pictures kept here that an event names, each once.
func (e *Event) Pictures() []string {
	var digests []string
	for i := range e.Media {
		for _, address := range []string{e.Media[i].URL, e.Media[i].Thumbnail} {
			if digest, _, local := KeptPicture(address); local && !slices.Contains(digests, digest) {
				digests = append(digests, digest)
			}
		}
	}
	return digests
}

// withoutAlt is what is wrong with a picture that nobody could have read to them.
const withoutAlt = "required of a picture that is kept here: say in words what it shows, for those who cannot see it"

// Undescribed reports whether a medium is a picture that is kept here and says in no
// words what it shows, with what is wrong then.
func (m *Media) Undescribed() (string, bool) {
	_, _, local := KeptPicture(m.URL)
	return withoutAlt, local && IsBlank(m.Alt)
}

func (m *Media) validate(c checker) {
	if m.URL == "" {
		c.in("url").fault("required: a web address")
	}
	c.in("url").picture(m.URL)
	c.in("type").pattern(m.Type, mediaTypePattern.MatchString, "a media type such as image/jpeg")
	c.in("alt").text(m.Alt, MaxSummary)
	if wrong, undescribed := m.Undescribed(); undescribed {
		c.in("alt").fault("%s", wrong)
	}
	c.in("caption").text(m.Caption, MaxSummary)
	c.in("credit").text(m.Credit, MaxTitle)
	c.in("width").pixels(m.Width)
	c.in("height").pixels(m.Height)
	switch {
	case m.Width != nil && m.Height == nil:
		c.in("width").fault("stands without height: state both, or neither")
	case m.Height != nil && m.Width == nil:
		c.in("height").fault("stands without width: state both, or neither")
	}
	c.in("thumbnail").picture(m.Thumbnail)
}

// picture checks the address of a medium, which may be one that is kept here.
func (c checker) picture(address string) {
	if _, _, local := KeptPicture(address); local {
		return
	}
	if strings.HasPrefix(address, "/") {
		c.fault("%q is neither a web address that begins with http:// or https:// nor that of a picture kept here, as POST /v1/media answers with it", Clip(address, 60))
		return
	}
	c.url(address)
}

func (c checker) pixels(n *int) {
	if n != nil && (*n < 1 || *n > MaxPixels) {
		c.fault("%d is no size in pixels: expected 1 to %d", *n, MaxPixels)
	}
}

// toldPattern is how the reference of a picture stands in a record's JSON. In a text
// each quotation mark has a backslash before it, so that it stands in no other place.
var toldPattern = regexp.MustCompile(`"(url|thumbnail)":"(/media/[0-9a-f]{64}(\?w=640)?")`)

// Told is a record's JSON as it is told to others: with the scheme and host of this
// server before each reference to a picture that it keeps. Without an origin, or with
// nothing to change, it is the same bytes.
func Told(doc []byte, origin string) []byte {
	if origin == "" || !bytes.Contains(doc, mediaPath) { // which begins with what is rare in documents
		return doc
	}
	return toldPattern.ReplaceAllFunc(doc, func(found []byte) []byte {
		before, after, _ := bytes.Cut(found, []byte(MediaPath))
		return slices.Concat(before, []byte(origin+MediaPath), after)
	})
}

var mediaPath = []byte(MediaPath)

// Told is an event as it is told to others; see the function of that name.
func (e *Event) Told(origin string) {
	if origin == "" {
		return
	}
	for i := range e.Media {
		for _, address := range []*string{&e.Media[i].URL, &e.Media[i].Thumbnail} {
			if _, _, local := KeptPicture(*address); local {
				*address = origin + *address
			}
		}
	}
}
