package article

import (
	"encoding/xml"
	"strings"
)

// wordText is the text of a Word file while it is read.
type wordText struct {
	styles map[string]wordStyle
	title  string // the first heading
	blocks []wordBlock
	noted  map[string][]string // ids of the notes that the text refers to, in order, by their kind

	elements *xml.Decoder
	depth    int
	size     int // of what was read, in bytes
}

// wordBlock is a paragraph, or a row of a table.
type wordBlock struct {
	text string
	kind wordKind
}

type wordKind int

const (
	inProse wordKind = iota
	inList
	inTable
)

// String is the text: paragraphs apart by an empty line, the items of a list and the
// rows of a table by none.
func (t *wordText) String() string {
	var b strings.Builder
	for i, block := range t.blocks {
		if i > 0 && (block.kind == inProse || block.kind != t.blocks[i-1].kind) {
			b.WriteByte('\n')
		}
		b.WriteString(block.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// document reads the main part.
func (t *wordText) document(d *xml.Decoder) (err error) {
	t.elements, t.noted = d, map[string][]string{}
	t.blocks, err = t.container()
	return err
}

// notes reads the footnotes or the endnotes, and puts those that the text refers to
// behind it.
func (t *wordText) notes(kind string, d *xml.Decoder) error {
	t.elements = d
	byID := map[string][]wordBlock{}
	var visit visitor
	visit = func(start xml.StartElement) (err error) {
		if name := wordName(start); name+"s" != kind {
			return t.through(start, visit)
		}
		id := attribute(start, "id")
		byID[id], err = t.container()
		return err
	}
	if err := t.children(visit); err != nil {
		return err
	}
	for _, id := range t.noted[kind] {
		t.blocks = append(t.blocks, byID[id]...)
		delete(byID, id)
	}
	return nil
}

// container reads the paragraphs and tables of what has begun: a document, a cell, a
// text box, a note.
func (t *wordText) container() ([]wordBlock, error) {
	var list []wordBlock
	open := "" // of a paragraph with which the next one goes on
	add := func(text string, kind wordKind) {
		if strings.TrimSpace(text) != "" {
			list = append(list, wordBlock{text, kind})
		}
	}
	var visit visitor
	visit = func(start xml.StartElement) error {
		switch wordName(start) {
		case "p":
			p, err := t.paragraph()
			if err != nil {
				return err
			}
			text := open + p.text.String()
			if open = ""; p.goesOn {
				open = text
			} else {
				add(text, p.kind())
				t.entitle(p, text)
			}
			list = append(list, p.boxes...)
		case "tbl":
			rows, err := t.table()
			list = append(list, rows...)
			return err
		default:
			return t.through(start, visit)
		}
		return nil
	}
	err := t.children(visit)
	add(open, inProse)
	return list, err
}

func (t *wordText) entitle(p *wordParagraph, text string) {
	if t.title == "" && p.style.heading {
		t.title = strings.Join(strings.Fields(text), " ")
	}
}

// table reads one of which each row is a line, where no cell has more than a
// paragraph; a table that only lays out a page is read cell by cell.
func (t *wordText) table() (rows []wordBlock, err error) {
	var visit visitor
	visit = func(start xml.StartElement) error {
		if wordName(start) != "tr" {
			return t.through(start, visit)
		}
		row, err := t.row()
		rows = append(rows, row...)
		return err
	}
	return rows, t.children(visit)
}

func (t *wordText) row() ([]wordBlock, error) {
	var properties struct {
		Struck *struct{} `xml:"del"`
		Hidden *xmlOn    `xml:"hidden"`
	}
	var all []wordBlock
	var cells []string
	line := true
	var visit visitor
	visit = func(start xml.StartElement) error {
		switch wordName(start) {
		case "trPr":
			return t.elements.DecodeElement(&properties, &start)
		case "tc":
			cell, err := t.container()
			all, line = append(all, cell...), line && len(cell) <= 1
			for _, block := range cell {
				cells = append(cells, block.text)
			}
			return err
		}
		return t.through(start, visit)
	}
	err := t.children(visit)
	switch {
	case properties.Struck != nil || properties.Hidden.is() || len(all) == 0:
		return nil, err
	case line:
		return []wordBlock{{strings.Join(cells, "\t"), inTable}}, err
	}
	return all, err
}
