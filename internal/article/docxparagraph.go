package article

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordParagraph is a paragraph of a Word file while it is read.
type wordParagraph struct {
	text   strings.Builder
	style  wordStyle
	item   bool        // of a list
	hidden bool        // what is read now
	goesOn bool        // its end is struck out or hidden: the next one goes on with it
	boxes  []wordBlock // of text boxes that are anchored in it
}

func (p *wordParagraph) kind() wordKind {
	if p.item {
		return inList
	}
	return inProse
}

// wordSigns are elements that stand for characters. Where a word may be broken
// (softHyphen) is no part of it.
var wordSigns = map[string]string{"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011"}

// paragraph reads one that has begun. Its line breaks are those that somebody set.
func (t *wordText) paragraph() (*wordParagraph, error) {
	p := &wordParagraph{}
	var visit visitor
	visit = func(start xml.StartElement) error {
		name := wordName(start)
		switch name {
		case "pPr":
			return t.paragraphProperties(p, start)
		case "rPr":
			return t.runProperties(p, start)
		case "r":
			around := p.hidden
			p.hidden = p.style.hidden
			err := t.children(visit)
			p.hidden = around
			return err
		case "t":
			words, err := t.words(start)
			if err != nil {
				return err
			}
			return t.write(p, words)
		case "sym":
			if err := t.write(p, symbol(attribute(start, "char"))); err != nil {
				return err
			}
		case "footnoteReference", "endnoteReference":
			if !p.hidden {
				kind := strings.TrimSuffix(name, "Reference") + "s"
				t.noted[kind] = append(t.noted[kind], attribute(start, "id"))
			}
		case "txbxContent":
			boxes, err := t.container()
			if !p.hidden {
				p.boxes = append(p.boxes, boxes...)
			}
			return err
		default:
			sign, is := wordSigns[name]
			if !is {
				return t.through(start, visit)
			}
			if err := t.write(p, sign); err != nil {
				return err
			}
		}
		return t.elements.Skip()
	}
	return p, t.children(visit)
}

func (t *wordText) paragraphProperties(p *wordParagraph, start xml.StartElement) error {
	var properties struct {
		Style xmlValue  `xml:"pStyle"`
		List  *xmlValue `xml:"numPr>numId"`
		End   struct {
			Struck *struct{} `xml:"del"`
			Moved  *struct{} `xml:"moveFrom"`
			Hidden *xmlOn    `xml:"vanish"`
		} `xml:"rPr"`
	}
	if err := t.elements.DecodeElement(&properties, &start); err != nil {
		return err
	}
	p.style = t.styles[properties.Style.Val]
	p.item = p.style.item
	if properties.List != nil {
		p.item = properties.List.Val != "0" && !p.style.heading
	}
	p.goesOn = properties.End.Struck != nil || properties.End.Moved != nil || properties.End.Hidden.is()
	return nil
}

func (t *wordText) runProperties(p *wordParagraph, start xml.StartElement) error {
	var properties struct {
		Style  xmlValue `xml:"rStyle"`
		Hidden *xmlOn   `xml:"vanish"`
	}
	if err := t.elements.DecodeElement(&properties, &start); err != nil {
		return err
	}
	p.hidden = p.style.hidden || t.styles[properties.Style.Val].hidden
	if properties.Hidden != nil {
		p.hidden = properties.Hidden.is()
	}
	return nil
}

// words are those of an element that has begun. Space around them counts only where
// the element says so, and a line break is one of the file, not of the text.
func (t *wordText) words(start xml.StartElement) (string, error) {
	var words string
	if err := t.elements.DecodeElement(&words, &start); err != nil {
		return "", err
	}
	words = strings.NewReplacer("\n", " ", "\r", " ").Replace(words)
	if attribute(start, "space") != "preserve" {
		words = strings.Trim(words, " \t")
	}
	return words, nil
}

func (t *wordText) write(p *wordParagraph, words string) error {
	if p.hidden {
		return nil
	}
	if t.size += len(words); t.size > MaxText {
		return refuse("the text has more than %d bytes, and an article's at most that: part it", MaxText)
	}
	p.text.WriteString(words)
	return nil
}

// symbol is a character by its number. What a font has in the private use area only
// that font can tell.
func symbol(number string) string {
	n, err := strconv.ParseUint(number, 16, 32)
	if err != nil || n > unicode.MaxRune || !utf8.ValidRune(rune(n)) || unicode.In(rune(n), unicode.Co, unicode.Cc) {
		return ""
	}
	return string(rune(n))
}
