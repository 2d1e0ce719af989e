package client

import (
	"context"
	"net/http"
)

// Picture is one that a server keeps, for the media of events.
type Picture struct {
	URL       string `json:"url"`       // for Media.URL
	Thumbnail string `json:"thumbnail"` // for Media.Thumbnail
	SHA256    string `json:"sha256"`    // of its bytes
	Type      string `json:"type"`      // image/jpeg or image/png
	Width     int    `json:"width"`     // in pixels
	Height    int    `json:"height"`
	Bytes     int64  `json:"bytes"`
	Still     bool   `json:"still"` // it was animated, and this is the first of its frames
}

// Upload has the server keep a picture: a JPEG, PNG, WebP or GIF file of at most 20 MB. Others
// do not see it before a public event names its address. The same picture is kept once,
// so that it is sent again where that may help. What is no picture is a *Problem of the
// type invalid-picture.
func (c *Client) Upload(ctx context.Context, file []byte) (Picture, error) {
	req := &request{method: http.MethodPost, path: "/v1/media", alike: true}
	req.sent("application/octet-stream", file)
	var p Picture
	_, err := c.decoded(ctx, req, &p)
	return p, err
}
