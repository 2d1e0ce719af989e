package article

import (
	"encoding/xml"
	"errors"
	"io"
)

// maxDepth is how deep elements of a Word file may lie in each other. Tables in
// tables in text boxes come to some dozens.
const maxDepth = 500

// visitor reads an element to its end.
type visitor func(start xml.StartElement) error

// children visits what is in an element that has begun, or in the whole part.
func (t *wordText) children(visit visitor) error {
	t.depth++
	defer func() { t.depth-- }()
	if t.depth > maxDepth {
		return refuse("the elements of the Word file lie more than %d deep in each other: copy its text and paste it", maxDepth)
	}
	for {
		token, err := t.elements.Token()
		if errors.Is(err, io.EOF) {
			return nil // of a part: inside an element it is a mistake of another kind
		}
		if err != nil {
			return err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if err := visit(token); err != nil {
				return err
			}
		case xml.EndElement:
			return nil
		}
	}
}

// notText are the elements in which there is nothing of the text: what tracked changes
// took away or moved elsewhere, properties, codes of fields, how a word is pronounced.
var notText = map[string]bool{
	"del": true, "moveFrom": true, "delText": true, "instrText": true, "delInstrText": true, "fldData": true,
	"pPr": true, "rPr": true, "sectPr": true, "tblPr": true, "tblPrEx": true, "tblGrid": true, "trPr": true, "tcPr": true,
	"sdtPr": true, "sdtEndPr": true, "smartTagPr": true, "customXmlPr": true, "rubyPr": true, "rt": true,
}

// through visits what is in an element that is only around it.
func (t *wordText) through(start xml.StartElement, visit visitor) error {
	name := wordName(start)
	switch {
	case notText[name]:
		return t.elements.Skip()
	case name == "sdt":
		return t.control(visit)
	case start.Name.Space == compatibility && start.Name.Local == "AlternateContent":
		return t.alternatives(visit)
	}
	return t.children(visit)
}

// control visits what is in a content control, unless that only says what to write there.
func (t *wordText) control(visit visitor) error {
	var properties struct {
		Placeholder *xmlOn `xml:"showingPlcHdr"`
	}
	return t.children(func(start xml.StartElement) error {
		switch name := wordName(start); {
		case name == "sdtPr":
			return t.elements.DecodeElement(&properties, &start)
		case name != "sdtContent" || properties.Placeholder.is():
			return t.elements.Skip()
		}
		return t.children(visit)
	})
}

// alternatives visits the first of several ways to say the same.
func (t *wordText) alternatives(visit visitor) error {
	taken := false
	return t.children(func(start xml.StartElement) error {
		if taken {
			return t.elements.Skip()
		}
		taken = true
		return t.children(visit)
	})
}

const compatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006"

// wordNamespaces are those of texts and of formulas, in both editions of the standard.
var wordNamespaces = map[string]bool{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": true,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":   true,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             true,
	"http://purl.oclc.org/ooxml/officeDocument/math":               true,
}

// wordName is the name of an element of a text; those of drawings and others have none.
func wordName(start xml.StartElement) string {
	if !wordNamespaces[start.Name.Space] {
		return ""
	}
	return start.Name.Local
}

func attribute(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
