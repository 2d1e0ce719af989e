package edit

import (
	"context"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/url"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/api/media"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/picture"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	// picturesAtOnce is how many pictures one form of an event brings at most.
	picturesAtOnce = 4
	// maxEventParts bounds how many fields such a form has.
	maxEventParts = 20_000
	// maxPicturesForm bounds it in bytes. One picture that is too large is read past, so
	// that the page can say so beside its field.
	maxPicturesForm = maxEventForm + picturesAtOnce*picture.MaxBytes
)

// sentPicture is a picture that the form of an event brings.
type sentPicture struct {
	row  string // the row of the form, such as media-0
	file []byte
	long bool // it has more bytes than are taken, and is left out
}

// eventFormSent reads the form of an event: fields of the usual kind, or parts with
// pictures among them.
func (s *server) eventFormSent(c *gin.Context) (url.Values, []sentPicture, error) {
	kind, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || kind != formFile {
		values, err := s.formOf(c, maxEventForm)
		return values, nil, err
	}
	body, err := s.Body(c, maxPicturesForm, formFile)
	if err != nil {
		return nil, nil, err
	}
	return readEventParts(multipart.NewReader(body, parameters["boundary"]))
}

// readEventParts reads the parts of such a form.
func readEventParts(in *multipart.Reader) (url.Values, []sentPicture, error) {
	values, room := url.Values{}, int64(maxEventForm)
	var pictures []sentPicture
	for range maxEventParts {
		part, err := in.NextPart()
		if errors.Is(err, io.EOF) {
			return values, pictures, nil
		}
		if err != nil {
			return nil, nil, unreadable(err)
		}
		name := part.FormName()
		if row, is := strings.CutSuffix(name, "-file"); is {
			one, err := pictureIn(part, row)
			switch {
			case err != nil:
				return nil, nil, unreadable(err)
			case one == nil:
				continue
			case len(pictures) == picturesAtOnce:
				return nil, nil, refuse("That is more than " + strconv.Itoa(picturesAtOnce) + " pictures at once: choose some, save, and add the others then.")
			}
			pictures = append(pictures, *one)
			continue
		}
		text, err := fieldOf(part, room)
		if err != nil {
			return nil, nil, unreadable(err)
		}
		room -= int64(len(name) + len(text))
		values.Add(name, text)
	}
	return nil, nil, unreadable(errors.New("too many fields"))
}

// pictureIn reads the picture of a row; nil where none was chosen.
func pictureIn(part *multipart.Part, row string) (*sentPicture, error) {
	if part.FileName() == "" {
		return nil, nil //nolint:nilnil // none was chosen
	}
	file, err := io.ReadAll(io.LimitReader(part, picture.MaxBytes+1))
	if err != nil {
		return nil, err
	}
	one := &sentPicture{row: row, file: file}
	if len(file) > picture.MaxBytes {
		one.file, one.long = nil, true
		_, err = io.Copy(io.Discard, part)
	}
	return one, err
}

// keepPictures takes in the pictures of a form, whose rows have their addresses and
// sizes from then on. refused says, by the field of the file, why one is none.
func (s *server) keepPictures(ctx context.Context, me store.Session, values url.Values, pictures []sentPicture) (refused map[string]string, err error) {
	refused = map[string]string{}
	for _, p := range pictures {
		var kept media.Answer
		if err = s.Store.CountSent(ctx, me.Person.N, int64(len(p.file))); err != nil {
			err = httpserver.Because(ctx, err)
		} else if p.long {
			err = httpserver.TooLarge(picture.MaxBytes)
		} else {
			kept, _, err = media.Keep(ctx, s.Server, p.file, me.Person.Name, "")
		}
		if refusable(err) {
			refused[p.row+"-file"] = mistake(err)
			continue
		}
		if err != nil {
			return nil, err
		}
		for field, value := range map[string]string{"url": kept.URL, "type": kept.Type, "thumbnail": kept.Thumbnail, "width": strconv.Itoa(kept.Width), "height": strconv.Itoa(kept.Height)} {
			values.Set(p.row+"-"+field, value)
		}
	}
	return refused, nil
}

// wherever is what was refused, by the fields that the form of the event has by now.
func (f *eventFields) wherever(refused map[string]string) map[string]string {
	now := map[string]string{}
	for field, why := range refused {
		key := strings.TrimSuffix(strings.TrimPrefix(field, "media-"), "-file")
		row := "new" // which has nothing but the file yet
		if at, stands := f.pictures[key]; stands {
			row = strconv.Itoa(at)
		}
		now["media-"+row+"-file"] = why
	}
	return now
}

// refusable tells whether a picture is refused for what it is, or for want of room.
func refusable(err error) bool {
	switch timeline.CodeOf(err) {
	case timeline.InvalidPicture, timeline.TooManyUploads, timeline.StorageFull, httpserver.BodyTooLarge:
		return err != nil
	}
	return false
}
