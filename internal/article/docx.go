package article

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"path"
	"strings"

	"example.org/dateline/internal/timeline"
)

// maxUnpacked is how much is unpacked of a Word file in all, in bytes. A file of some
// kilobytes may unpack to gigabytes.
const maxUnpacked = 50 << 20

// wordFile is a Word file: a zip archive of parts that name each other by relations.
type wordFile struct {
	parts map[string]*zip.File // by their names, in lower case: names differ by more than that
	left  uint64               // how many bytes may still be unpacked
}

// readWord takes the text out of a .docx file: paragraphs, lists and tables, then
// footnotes and endnotes in the order in which they are referred to. Of tracked
// changes it takes what was put in, and not what was struck out. Hidden text,
// comments, headers and footers, the codes of fields and the numbers of lists and
// notes are no part of it. The title is that of the file's properties, or the first
// heading.
func readWord(data []byte) (*Article, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, refuse("the file begins like a Word file and is damaged: save it anew, or copy its text and paste it")
	}
	f := &wordFile{parts: map[string]*zip.File{}, left: maxUnpacked}
	for _, part := range archive.File {
		if name := strings.ToLower(part.Name); f.parts[name] == nil {
			f.parts[name] = part
		}
	}
	a, err := f.article()
	if err != nil && timeline.CodeOf(err) != timeline.InvalidRecord {
		return nil, refuse("the Word file cannot be read, %s: save it anew, or copy its text and paste it", err)
	}
	return a, err
}

func (f *wordFile) article() (*Article, error) {
	of, err := f.relations("")
	if err != nil {
		return nil, err
	}
	document := of["officeDocument"]
	if what := f.otherArchive(document); what != "" {
		return nil, refuse("%s", what)
	}
	related, err := f.relations(document)
	if err != nil {
		return nil, err
	}
	t := &wordText{}
	if err := f.read(related["styles"], func(d *xml.Decoder) (err error) {
		t.styles, err = readWordStyles(d)
		return err
	}); err != nil {
		return nil, err
	}
	if err := f.read(document, t.document); err != nil {
		return nil, err
	}
	for _, kind := range []string{"footnotes", "endnotes"} {
		if err := f.read(related[kind], func(d *xml.Decoder) error { return t.notes(kind, d) }); err != nil {
			return nil, err
		}
	}
	a := &Article{Text: paragraphs(t.String()), Title: t.title, Taken: true}
	if strings.TrimSpace(a.Text) == "" {
		return nil, refuse("the Word file has no text in it: where it shows some, copy and paste it")
	}
	return a, f.read(of["core-properties"], func(d *xml.Decoder) error { return a.properties(d) })
}

// properties takes from a file's properties what they say of the article. Their dates
// are those of the file, and are none of the article.
func (a *Article) properties(d *xml.Decoder) error {
	var p struct {
		Title    string `xml:"title"`
		Language string `xml:"language"`
	}
	if err := d.Decode(&p); err != nil {
		return err
	}
	if title := strings.Join(strings.Fields(p.Title), " "); title != "" {
		a.Title = title
	}
	a.Language = strings.TrimSpace(p.Language)
	return nil
}

// otherArchive says what to do with an archive that has no Word document in it.
func (f *wordFile) otherArchive(document string) string {
	has := func(folder string) bool {
		for name := range f.parts {
			if strings.HasPrefix(name, folder) {
				return true
			}
		}
		return false
	}
	switch {
	case f.parts["mimetype"] != nil && f.parts["content.xml"] != nil:
		return "a file of OpenDocument (.odt) is not read yet: save it as .docx, or copy its text and paste it"
	case has("xl/"):
		return "a spreadsheet is no article: `dateline import` reads it, or copy its text and paste it"
	case document == "" || f.parts[strings.ToLower(document)] == nil || has("ppt/"):
		return "an archive without a Word document in it is not read: save the article as .docx, or copy its text and paste it"
	}
	return ""
}

// relations are the parts that a part names, by what they are to it; those of "" are
// the file's own. What they are is the last part of an address, which differs between
// the two editions of the standard.
func (f *wordFile) relations(of string) (map[string]string, error) {
	var list struct {
		Relation []struct {
			Type   string `xml:",attr"`
			Target string `xml:",attr"`
			Mode   string `xml:"TargetMode,attr"`
		} `xml:"Relationship"`
	}
	folder, name := path.Split(of)
	if err := f.read(folder+"_rels/"+name+".rels", func(d *xml.Decoder) error { return d.Decode(&list) }); err != nil {
		return nil, err
	}
	targets := map[string]string{}
	for _, r := range list.Relation {
		is := path.Base(r.Type)
		if r.Mode == "External" || targets[is] != "" {
			continue
		}
		if !strings.HasPrefix(r.Target, "/") {
			r.Target = folder + r.Target
		}
		targets[is] = strings.TrimPrefix(path.Clean(r.Target), "/")
	}
	return targets, nil
}

// read reads a part, where there is one of that name. What it says of its size holds:
// archive/zip ends one that goes on behind it.
func (f *wordFile) read(name string, with func(*xml.Decoder) error) error {
	part := f.parts[strings.ToLower(name)]
	if part == nil {
		return nil
	}
	if part.UncompressedSize64 > f.left {
		return refuse("the Word file unpacks to more than %d bytes: copy its text and paste it", maxUnpacked)
	}
	f.left -= part.UncompressedSize64
	packed, err := part.Open()
	if err != nil {
		return err
	}
	err = with(xml.NewDecoder(packed))
	if closed := packed.Close(); err == nil {
		err = closed
	}
	return err
}
