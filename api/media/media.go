// Package media takes in the pictures that people upload, and serves them: to
// everybody once an event that everybody may see names one, and before that to those
// alone who have a token or are signed in.
package media

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/picture"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// Routes are those of pictures under /v1 and /media.
func Routes(s *httpserver.Server) []httpserver.Route {
	return []httpserver.Route{
		{Method: http.MethodPost, Path: "/v1/media", Class: admission.Import, Handle: func(c *gin.Context) error { return post(s, c) }},
		{Method: http.MethodGet, Path: timeline.MediaPath + ":sha256", Class: admission.Page, Handle: func(c *gin.Context) error { return get(s, c) }},
	}
}

// Parameters names the query parameters of the addresses here, by their path in the
// contract.
func Parameters() map[string][]string {
	return map[string][]string{timeline.MediaPath + "{sha256}": {widthParameter}, "/edit" + timeline.MediaPath + "{sha256}": {widthParameter}}
}

// Answer is what becomes of a picture that is taken in.
type Answer struct {
	URL       string `json:"url"` // for the url of an event's media, as is
	Thumbnail string `json:"thumbnail"`
	SHA256    string `json:"sha256"`
	Type      string `json:"type"`
	Width     int    `json:"width"`
	Height    int    `json:"height"`
	Bytes     int64  `json:"bytes"`
	Still     bool   `json:"still"` // it was animated, and this is the first of its frames
}

// post serves POST /v1/media: the body is the picture.
func post(s *httpserver.Server, c *gin.Context) error {
	author, err := httpserver.Author(c, store.ScopeWrite)
	if err != nil {
		return err
	}
	values, err := httpserver.Parameters(c.Request)
	if err != nil {
		return err
	}
	if err := httpserver.OnlyParameters(values); err != nil {
		return err
	}
	a, isNew, err := Take(s, c, author.Name, s.Origin(c.Request))
	if err != nil {
		return err
	}
	return Taken(s, c, a, isNew)
}

// Taken answers with a picture that was taken in, 201 where it is new.
func Taken(s *httpserver.Server, c *gin.Context, a Answer, isNew bool) error {
	status := http.StatusOK
	if isNew {
		status = http.StatusCreated
	}
	c.Header("Location", a.URL)
	c.Header("Cache-Control", "no-store")
	return s.SendAs(c, status, "application/json", func(w *bytes.Buffer) error { return httpserver.WriteJSON(w, a) })
}

// Take takes in the picture that a request brings: as its body, or as the field
// `picture` of a form. by is under whose name. origin stands before the addresses in
// the answer; with "" they are as records have them. What is no picture is an error
// with code timeline.InvalidPicture, and what has too many bytes one with
// httpserver.BodyTooLarge.
func Take(s *httpserver.Server, c *gin.Context, by, origin string) (a Answer, isNew bool, err error) {
	file, err := sent(s, c)
	if err != nil {
		return a, false, err
	}
	ctx, cancel := s.Work(c)
	defer cancel()
	return Keep(ctx, s, file, by, origin)
}

// Keep is Take for the bytes of a file that a request has brought.
func Keep(ctx context.Context, s *httpserver.Server, file []byte, by, origin string) (a Answer, isNew bool, err error) {
	kept, err := s.Store.PictureMade(ctx, file)
	if err == nil {
		return answer(kept, file, origin), false, nil
	}
	if timeline.CodeOf(err) != timeline.NotFound {
		return a, false, httpserver.Because(ctx, err)
	}
	made, err := picture.Make(ctx, file)
	if err != nil {
		return a, false, httpserver.Because(ctx, err)
	}
	kept, isNew, err = s.Store.AddPicture(ctx, store.NewPicture{Type: made.Type, Width: made.Width, Height: made.Height, Body: made.Body, Small: made.Small, File: file, By: by})
	if err != nil {
		return a, false, httpserver.Because(ctx, err)
	}
	return answer(kept, file, origin), isNew, nil
}

func answer(p store.Picture, file []byte, origin string) Answer {
	url := origin + timeline.MediaPath + p.SHA256
	return Answer{URL: url, Thumbnail: url + timeline.SmallPicture, SHA256: p.SHA256, Type: p.Type, Width: p.Width, Height: p.Height, Bytes: p.Bytes, Still: picture.Animated(file)}
}

const (
	formType = "multipart/form-data"
	formMore = 64 << 10 // bytes that a form may have around its picture
)

// sent is the file that a request brings.
func sent(s *httpserver.Server, c *gin.Context) ([]byte, error) {
	media, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	switch {
	case media == formType && parameters["boundary"] != "":
		body, err := s.Bytes(c, picture.MaxBytes+formMore)
		if err != nil {
			return nil, err
		}
		return fieldOf(multipart.NewReader(body, parameters["boundary"]))
	case c.GetHeader("Content-Type") != "" && (err != nil || !strings.HasPrefix(media, "image/") && media != "application/octet-stream"):
		return nil, &timeline.Error{Code: httpserver.UnsupportedMediaType, Message: "The body is not said to be a picture: send the bytes of one, with a Content-Type such as image/jpeg."}
	}
	body, err := s.Bytes(c, picture.MaxBytes)
	if err != nil {
		return nil, err
	}
	return whole(body)
}

// fieldOf is the file in the field `picture` of a form.
func fieldOf(form *multipart.Reader) ([]byte, error) {
	for {
		part, err := form.NextPart()
		if _, ours := errors.AsType[*timeline.Error](err); ours {
			return nil, err
		}
		if errors.Is(err, io.EOF) {
			return nil, &timeline.Error{Code: timeline.InvalidPicture, Message: "The form has no picture: choose a JPEG, PNG, WebP or GIF file."}
		}
		if err != nil {
			return nil, &timeline.Error{Code: timeline.InvalidPicture, Message: "The form cannot be read: it ends too early, or is not as browsers send one. Send it again.", Err: err}
		}
		if part.FormName() != "picture" {
			continue
		}
		file, err := whole(io.LimitReader(part, picture.MaxBytes+1))
		if err == nil && len(file) > picture.MaxBytes {
			err = httpserver.TooLarge(picture.MaxBytes)
		}
		return file, err
	}
}

// whole reads all of a body.
func whole(body io.Reader) ([]byte, error) {
	file, err := io.ReadAll(body)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, &timeline.Error{Code: timeline.InvalidPicture, Message: "The picture ends before its announced length. Send it again.", Err: err}
	}
	return file, err
}
