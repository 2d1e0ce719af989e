package edit

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"os"
	"strings"
	"unicode"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/intake"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

const (
	mostParts  = 20        // of a form with a file
	mostField  = 4 << 10   // bytes of a field that is no text
	mostEchoed = 10 << 20  // bytes of a pasted text that a page shows again
	aroundFile = 256 << 10 // bytes of a form beside its file
	mostName   = 200       // bytes of a file's name
	formFile   = "multipart/form-data"
)

// spool is a part of a form that is kept in a file of its own.
type spool struct {
	file *intake.Scratch
	size int64
}

// keep copies a text to it.
func (p *spool) keep(text io.Reader) (err error) {
	if p.file == nil {
		if p.file, err = intake.NewScratch(); err != nil {
			return err
		}
	}
	n, err := io.Copy(p.file, text)
	p.size += n
	return err
}

// bringSent is the form to import a file, as it was sent.
type bringSent struct {
	form         page.BringForm
	fileName     string
	file, pasted spool
}

// close removes what was kept of it.
func (b *bringSent) close() {
	for _, p := range []spool{b.file, b.pasted} {
		if p.file != nil {
			_ = p.file.Close()
		}
	}
}

// name is that of the file.
func (b *bringSent) name() string {
	if b.file.size > 0 {
		return b.fileName
	}
	return "pasted text"
}

// content is what is to be imported.
func (b *bringSent) content() (*intake.Scratch, int64) {
	if b.file.size > 0 {
		return b.file.file, b.file.size
	}
	return b.pasted.file, b.pasted.size
}

// echo puts what was pasted back into the form.
func (b *bringSent) echo() error {
	if b.pasted.size == 0 || b.pasted.size > mostEchoed {
		return nil
	}
	text, err := io.ReadAll(io.NewSectionReader(b.pasted.file, 0, b.pasted.size))
	b.form.Text = strings.ToValidUTF8(string(text), "\uFFFD")
	return err
}

// bringForm reads a form with a file in it, which is kept as it comes. The form is there
// beside an error, too, as far as it came.
func (s *server) bringForm(c *gin.Context) (*bringSent, error) {
	sent := &bringSent{form: emptyBring}
	body, err := s.Body(c, s.mostBytes()+aroundFile, formFile)
	if err != nil {
		return sent, err
	}
	_, parameters, _ := mime.ParseMediaType(c.GetHeader("Content-Type")) // Body has looked at it
	in := multipart.NewReader(body, parameters["boundary"])
	for range mostParts {
		part, err := in.NextPart()
		if errors.Is(err, io.EOF) {
			return sent, nil
		}
		if err == nil {
			err = sent.take(part)
		}
		if err != nil {
			return sent, unreadableForm(err)
		}
	}
	return sent, unreadableForm(fmt.Errorf("it has more than %d fields", mostParts))
}

// unreadableForm is the error of a form that is none; one of ours stays as it is.
func unreadableForm(err error) error {
	if e, ours := errors.AsType[*timeline.Error](err); ours {
		return e
	}
	if _, failed := errors.AsType[*os.PathError](err); failed {
		return err
	}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The form cannot be read: send it as multipart/form-data, with a boundary between its fields.", Err: err}
}

// take takes one field.
func (b *bringSent) take(part *multipart.Part) error {
	switch part.FormName() {
	case "file":
		if b.fileName = fileName(part.FileName()); b.fileName == "" {
			return nil // none was chosen
		}
		return b.file.keep(part)
	case "text":
		return b.pasted.keep(part)
	case "mapping":
		text, err := fieldOf(part, convert.MaxMapping)
		b.form.Mapping = text
		return err
	}
	text, err := fieldOf(part, mostField)
	text = strings.TrimSpace(text)
	switch part.FormName() {
	case "format":
		b.form.Format = text
	case "into":
		b.form.Into = text
	case "title":
		b.form.NewTitle = text
	case "story":
		b.form.Story = text
	case "visibility":
		b.form.Visibility = text
	case "day_order":
		b.form.DayOrder = text
	case "encoding":
		b.form.Encoding = text
	}
	return err
}

// fieldOf reads a field of at most so many bytes.
func fieldOf(part *multipart.Part, most int64) (string, error) {
	text, err := io.ReadAll(io.LimitReader(part, most+1))
	if err == nil && int64(len(text)) > most {
		err = httpserver.TooLarge(most)
	}
	return strings.ToValidUTF8(string(text), "\uFFFD"), err
}

// fileName is what to call a file, without control characters.
func fileName(given string) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(given, ""))
	return httpserver.Clip(strings.TrimSpace(name), mostName)
}
