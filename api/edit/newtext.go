package edit

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// maxNewText is how much of a form with an article is read, in bytes. What is longer
// than an article is read past, so that the page can say so beside the field.
const maxNewText = 64 << 20

// newText is what a form with an article brings.
type newText struct {
	url.Values        // the fields but the text
	data       []byte // the text, or the file, as it came
	name       string // of the file; "" for text that was pasted
	long       bool   // it was longer than an article, and is left out
}

// newTextOf reads a form with an article: fields of the usual kind, or parts with a file.
func (s *server) newTextOf(c *gin.Context) (*newText, error) {
	const plain, parts = "application/x-www-form-urlencoded", "multipart/form-data"
	media, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err == nil && media == plain {
		return s.pasted(c)
	}
	body, err := s.Body(c, maxNewText, parts, plain)
	if err != nil {
		return nil, err
	}
	in := &newText{Values: url.Values{}}
	reader := multipart.NewReader(body, parameters["boundary"])
	for fields := 0; ; fields++ {
		part, err := reader.NextPart()
		switch {
		case errors.Is(err, io.EOF):
			return in, nil
		case err != nil:
			return nil, unreadable(err)
		case fields == 50:
			return nil, unreadable(errors.New("too many fields"))
		}
		if err := in.take(part); err != nil {
			return nil, unreadable(err)
		}
	}
}

// pasted reads a form without a file.
func (s *server) pasted(c *gin.Context) (*newText, error) {
	values, err := s.formOf(c, 10*article.MaxText)
	if err != nil {
		return nil, err
	}
	in := &newText{Values: values, data: []byte(values.Get("text"))}
	values.Del("text")
	return in, nil
}

// unreadable is what is wrong with a form that cannot be read, unless that is its size
// or how slowly it came.
func unreadable(err error) error {
	if _, known := errors.AsType[*timeline.Error](err); known {
		return err
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The form cannot be read: send it as the page has it.", Err: err}
}

// take reads a part of the form.
func (in *newText) take(part *multipart.Part) error {
	limit := int64(maxForm)
	switch part.FormName() {
	case "file":
		limit = article.MaxSize
	case "text":
		limit = article.MaxText
	}
	data, err := io.ReadAll(io.LimitReader(part, limit+1))
	if err != nil {
		return err
	}
	long := int64(len(data)) > limit
	if long {
		if _, err := io.Copy(io.Discard, part); err != nil {
			return err
		}
	}
	switch name := part.FormName(); {
	case name == "file" && part.FileName() != "" && len(data) > 0:
		in.data, in.name, in.long = data, part.FileName(), long
	case name == "text" && in.name == "":
		in.data, in.long = data, long
	case name != "file" && name != "text" && name != "" && !long:
		in.Add(name, string(data))
	}
	return nil
}

// read reads the article that came; fault says why there is none, in the language of
// a page, or else in English.
func (in *newText) read(l *page.Language) (a *article.Article, fault string) {
	switch {
	case in.long:
		return nil, l.FieldFault("text_long")
	case len(strings.TrimSpace(string(in.data))) == 0:
		return nil, l.FieldFault("text")
	}
	var err error
	if in.name == "" {
		a, err = article.Pasted(in.data)
	} else {
		a, err = article.Read(in.data, in.name)
	}
	if err != nil {
		return nil, mistake(err)
	}
	return a, ""
}

// form is what was filled in, to be shown again. The text of a file that could be read
// stands in the field for pasting, so that the file need not be chosen again.
func (in *newText) form(a *article.Article) page.SourceFormInput {
	f := page.SourceFormInput{
		Title: strings.TrimSpace(in.Get("title")), Publisher: strings.TrimSpace(in.Get("publisher")), URL: strings.TrimSpace(in.Get("url")),
		Published: strings.TrimSpace(in.Get("published")), Language: strings.TrimSpace(in.Get("language")),
	}
	f.Faults = map[string]string{}
	switch {
	case a != nil:
		f.Text = a.Text
	case in.name == "" && !in.long:
		f.Text = string(in.data)
	}
	return f
}

// showIntake answers with the page on which an article comes in.
func (s *server) showIntake(c *gin.Context, status int, in page.IntakeInput) error {
	if status == http.StatusOK {
		in.Form.Faults = nil
	}
	return s.send(c, status, in.Language, page.NewIntake(in))
}
