package page

import (
	"io"
	"strconv"

	"example.org/dateline/internal/timeline"
)

// PicturesInput is what the page of uploaded pictures is made from.
type PicturesInput struct {
	EditFrame
	Made     *PictureInput  // that was uploaded just now; nil for none
	Still    bool           // it was animated, and its first frame was kept
	Mistake  string         // what was wrong with it, in English
	Pictures []PictureInput // those that came last
}

// PictureInput is a picture that is kept here.
type PictureInput struct {
	SHA256        string
	Width, Height int // in pixels
}

// Pictures is the page of uploaded pictures.
type Pictures struct {
	PicturesInput
	New  *PictureRow
	Rows []PictureRow
}

// PictureRow is a picture as the page shows it.
type PictureRow struct {
	Address string // as records have it
	Src     string // the small one, for who is signed in
	Size    string
}

// NewPictures makes it.
func NewPictures(in PicturesInput) *Pictures {
	p := &Pictures{PicturesInput: in}
	p.Title = in.Language.text("edit.pictures")
	if in.Made != nil {
		row := pictureRow(*in.Made)
		p.New = &row
	}
	for _, one := range in.Pictures {
		p.Rows = append(p.Rows, pictureRow(one))
	}
	return p
}

func pictureRow(p PictureInput) PictureRow {
	address := timeline.MediaPath + p.SHA256
	return PictureRow{address, "/edit" + address + timeline.SmallPicture, strconv.Itoa(p.Width) + " × " + strconv.Itoa(p.Height)}
}

// Render writes it.
func (p *Pictures) Render(w io.Writer) error { return render(w, "pictures", p.Language, p) }
