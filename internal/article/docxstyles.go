package article

import (
	"encoding/xml"
	"strings"
)

// wordStyle is what a style says of the text that has it, or of its style's own.
type wordStyle struct {
	heading bool // a title or a heading
	item    bool // of a list
	hidden  bool
}

// xmlOn is an element that switches something on by being there, unless it says off.
type xmlOn struct {
	Val string `xml:"val,attr"`
}

func (on *xmlOn) is() bool {
	return on != nil && on.Val != "0" && on.Val != "false" && on.Val != "off"
}

// xmlValue is an element that says something by an attribute.
type xmlValue struct {
	Val string `xml:"val,attr"`
}

// writtenStyle is a style as it stands in the file.
type writtenStyle struct {
	ID      string    `xml:"styleId,attr"`
	Name    xmlValue  `xml:"name"`
	BasedOn xmlValue  `xml:"basedOn"`
	Hidden  *xmlOn    `xml:"rPr>vanish"`
	List    *xmlValue `xml:"pPr>numPr>numId"`
}

// readWordStyles reads the styles of a Word file by their ids, each with what it has
// from the styles that it is based on. Ids are in the language of whoever wrote the
// file; names are English in all.
func readWordStyles(d *xml.Decoder) (map[string]wordStyle, error) {
	var sheet struct {
		Styles []writtenStyle `xml:"style"`
	}
	if err := d.Decode(&sheet); err != nil {
		return nil, err
	}
	written := map[string]*writtenStyle{}
	for i := range sheet.Styles {
		written[sheet.Styles[i].ID] = &sheet.Styles[i]
	}
	styles := make(map[string]wordStyle, len(written))
	for id := range written {
		styles[id] = styleOf(id, written)
	}
	return styles, nil
}

// maxAbove is how many styles one is based on, at most, through others.
const maxAbove = 20

// styleOf is a style with what it has from others: of each property the nearest wins.
func styleOf(id string, written map[string]*writtenStyle) wordStyle {
	var style wordStyle
	var hidden *xmlOn
	var list *xmlValue
	for range maxAbove {
		s := written[id]
		if s == nil {
			break
		}
		name := strings.ToLower(s.Name.Val)
		style.heading = style.heading || name == "title" || strings.HasPrefix(name, "heading ")
		if hidden == nil {
			hidden = s.Hidden
		}
		if list == nil {
			list = s.List
		}
		id = s.BasedOn.Val
	}
	style.hidden, style.item = hidden.is(), list != nil && list.Val != "0" && !style.heading
	return style
}
