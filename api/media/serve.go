package media

import (
	"bytes"
	"strconv"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/picture"
	"example.org/dateline/internal/timeline"
)

// widthParameter asks for the small picture.
const widthParameter = "w"

const (
	// forAnybody is how long a cache may show a picture that is taken back meanwhile.
	forAnybody = "public, max-age=3600"

	// forHolders lets a browser keep what it asks about each time.
	forHolders = "private, no-cache"

	// policy lets a browser show a picture and do nothing else with it.
	policy = "default-src 'none'; frame-ancestors 'none'; sandbox"
)

// get serves GET /media/{sha256}: to everybody what is published, and all to those
// who have a token.
func get(s *httpserver.Server, c *gin.Context) error {
	holder := httpserver.TokenOf(c.Request)
	caching := forAnybody
	if holder != nil {
		caching = forHolders
	}
	c.Header("Vary", "Authorization")
	return send(s, c, holder != nil, caching)
}

// Show serves a picture to somebody who is signed in, published or not.
func Show(s *httpserver.Server, c *gin.Context) error { return send(s, c, true, forHolders) }

func send(s *httpserver.Server, c *gin.Context, private bool, caching string) error {
	small, err := asked(c)
	if err != nil {
		return err
	}
	digest := c.Param("sha256")
	if found, _, _ := timeline.KeptPicture(timeline.MediaPath + digest); found == "" {
		return httpserver.Missing("picture", digest)
	}
	ctx, cancel := s.Deadline(c)
	defer cancel()
	p, err := s.Store.Picture(ctx, digest, private)
	if timeline.CodeOf(err) == timeline.NotFound && err != nil {
		return httpserver.Missing("picture", digest)
	}
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	tag := httpserver.ETag{Opaque: digest}
	if small && p.SmallBytes > 0 {
		tag.Opaque += "-" + strconv.Itoa(picture.Small)
	}
	vary := c.Writer.Header().Get("Vary")
	held := s.Unchanged(c, tag, p.AddedAt)
	h := c.Writer.Header()
	h.Set("Cache-Control", caching)
	h.Del("Last-Modified") // the bytes never change, and when they came is nobody's concern
	if h.Del("Vary"); vary != "" {
		h.Set("Vary", vary)
	}
	if held {
		return nil
	}
	body, err := s.Store.PictureBytes(ctx, p, small)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	h.Set("Content-Security-Policy", policy)
	return s.Send(c, p.Type, func(w *bytes.Buffer) error {
		w.Write(body)
		return nil
	})
}

// asked tells whether the small picture is asked for. As with pages, a parameter that
// is not known means nothing.
func asked(c *gin.Context) (small bool, err error) {
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return false, err
	}
	given := values[widthParameter]
	if given == nil {
		return false, nil
	}
	if len(given) != 1 || given[0] != strconv.Itoa(picture.Small) {
		return false, &timeline.Error{Code: timeline.InvalidParameter, Parameter: widthParameter, Message: "The parameter w is 640, once: the small picture is as wide as that."}
	}
	return true, nil
}
