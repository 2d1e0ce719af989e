package page

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// originsMost is how many places a page's pictures may come from. What comes
// from elsewhere is a link: each name stands in a header of the answer.
const originsMost = 20

// Illustration is a picture, film or sound of an event as pages show it.
type Illustration struct {
	timeline.Media
	Kind    string // image, video, audio, or "" for what is none of them
	Src     string // the picture to show, the poster of a film; "" where there is none that may be loaded
	Sized   bool   // its width and height keep room for it
	Poster  bool   // Src is not the thing itself
	Outside bool   // links lead out of the frame that the page is in
}

// gallery is what a page shows of media, and where the pictures come from.
type gallery struct {
	outside bool
	origins []string // as img-src has them, the first that the page has
}

// illustrate makes the media of an event part of the page.
func (g *gallery) illustrate(media []timeline.Media) []Illustration {
	var list []Illustration
	for _, m := range media {
		kind, _, _ := strings.Cut(m.Type, "/")
		if !slices.Contains([]string{"image", "video", "audio"}, kind) {
			kind = ""
		}
		one := Illustration{Media: m, Kind: kind, Outside: g.outside}
		switch {
		case kind == "image" && g.admit(m.URL):
			one.Src, one.Sized = m.URL, proportioned(m)
		case kind != "" && m.Thumbnail != "" && g.admit(m.Thumbnail):
			one.Src, one.Sized, one.Poster = m.Thumbnail, proportioned(m), true
		}
		list = append(list, one)
	}
	return list
}

// admit reports whether a picture may be loaded, and remembers its origin. One that is
// kept here comes from the page's own.
func (g *gallery) admit(address string) bool {
	if _, _, local := timeline.KeptPicture(address); local {
		return true
	}
	origin, ok := pictureOrigin(address)
	switch {
	case !ok:
		return false
	case slices.Contains(g.origins, origin):
		return true
	case len(g.origins) >= originsMost:
		return false
	}
	g.origins = append(g.origins, origin)
	return true
}

// hostPattern is what may stand in a content security policy: nothing that
// would end the directive or stand for more than one host.
var hostPattern = regexp.MustCompile(`^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?(:[0-9]{1,5})?$`)

// pictureOrigin is the origin of a picture that pages may load: over TLS, from
// a host that is named in ASCII, and without a name or password.
func pictureOrigin(address string) (string, bool) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" || u.User != nil {
		return "", false
	}
	host := strings.ToLower(u.Host)
	if host = strings.TrimSuffix(host, ":443"); !hostPattern.MatchString(host) {
		return "", false
	}
	return "https://" + host, true
}

// proportioned reports whether a medium states a size that a page can keep room
// for: a strip of one pixel's height would not be seen.
func proportioned(m timeline.Media) bool {
	const steepest = 8
	return m.Width != nil && m.Height != nil && *m.Width <= steepest**m.Height && *m.Height <= steepest**m.Width
}
