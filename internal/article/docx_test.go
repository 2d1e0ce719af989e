package article_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"os"
	"strings"
	"testing"

	"example.org/dateline/internal/article"
	"example.org/dateline/internal/timeline"
)

const (
	relationsHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	office        = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
	textElement   = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
		` xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"` +
		` xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"`
)

// archive packs parts, by name, in an order that does not matter.
func archive(tb testing.TB, parts map[string]string) []byte {
	tb.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, content := range parts {
		w, err := z.Create(name)
		if err != nil {
			tb.Fatal(err)
		}
		if _, err := w.Write([]byte(content)); err != nil {
			tb.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		tb.Fatal(err)
	}
	return b.Bytes()
}

// wordParts are a Word file's, as Word itself lays them out, with a body.
func wordParts(body string) map[string]string {
	return map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels": relationsHead + `<Relationship Id="rId1" Type="` + office + `officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
		"word/_rels/document.xml.rels": relationsHead + `<Relationship Id="rId1" Type="` + office + `styles" Target="styles.xml"/>` +
			`<Relationship Id="rId2" Type="` + office + `footnotes" Target="/word/footnotes.xml"/><Relationship Id="rId3" Type="` + office + `endnotes" Target="endnotes.xml"/>` +
			`<Relationship Id="rId4" Type="` + office + `hyperlink" Target="https://gazette.example/" TargetMode="External"/></Relationships>`,
		"word/styles.xml": `<w:styles ` + textElement + `>` +
			`<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Kopf"><w:name w:val="Kopf"/><w:basedOn w:val="berschrift1"/></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Liste"><w:name w:val="List Bullet"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>` +
			`<w:style w:type="character" w:styleId="Verborgen"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>` +
			`<w:style w:type="character" w:styleId="Sichtbar"><w:name w:val="Seen"/><w:basedOn w:val="Verborgen"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>` +
			`<w:style w:type="paragraph" w:styleId="Kreis"><w:name w:val="Round"/><w:basedOn w:val="Kreis"/></w:style></w:styles>`,
		"word/document.xml": `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n" + `<w:document ` + textElement + `><w:body>` + body + `<w:sectPr/></w:body></w:document>`,
	}
}

func readWord(tb testing.TB, parts map[string]string) *article.Article {
	tb.Helper()
	a, err := article.Read(archive(tb, parts), "a.docx")
	if err != nil {
		tb.Fatal(err)
	}
	if !a.Taken {
		tb.Error("the text is not said to be taken out of the file")
	}
	return a
}

// Of what Word files hold, what a reader sees is read, once.
func TestWordText(t *testing.T) {
	t.Parallel()
	p := func(runs string) string { return "<w:p>" + runs + "</w:p>" }
	r := func(text string) string { return `<w:r><w:t xml:space="preserve">` + text + `</w:t></w:r>` }
	box := func(text string) string { return "<w:txbxContent>" + p(r(text)) + "</w:txbxContent>" }
	tests := []struct{ name, body, want string }{
		{"paragraphs", p(r("One ")+r("word")+r("s.")) + p("") + p(r("Two.")), "One words.\n\nTwo.\n"},
		{"marks of markup", p(r("AT&amp;T &lt;b&gt; &#8220;x&#8221;")), "AT&T <b> “x”\n"},
		{"space that is not kept", p("<w:r><w:t> \n One \n</w:t></w:r><w:r><w:t>two\nthree</w:t></w:r>"), "Onetwo three\n"},
		{"signs", p(`<w:r><w:t>One</w:t><w:tab/><w:t>two</w:t><w:br/><w:t>three</w:t><w:cr/><w:t>four</w:t><w:noBreakHyphen/><w:t>five</w:t><w:softHyphen/><w:t>six</w:t><w:lastRenderedPageBreak/></w:r>`), "One two\nthree\nfour\u2011fivesix\n"},
		{"symbols", p(`<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:sym w:font="Arial" w:char="20AC"/><w:sym w:char="x"/><w:sym w:char="D800"/><w:sym w:char="7"/></w:r>`), "€\n"},
		{"places of tabs", p(`<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>` + r("One")), "One\n"},
		{"page break", p(r("One.")+`<w:r><w:br w:type="page"/></w:r>`) + p(r("Two.")), "One.\n\nTwo.\n"},
		{"links and tags", p(`<w:hyperlink>` + r("A link") + `</w:hyperlink><w:smartTag><w:smartTagPr><w:attr w:name="x"/></w:smartTagPr>` + r(", Kyiv") + `</w:smartTag><w:customXml>` + r(", there") + `</w:customXml><w:bdo w:val="rtl">` + r(", עברית") + `</w:bdo>`), "A link, Kyiv, there, עברית\n"},
		{"a simple field", p(`<w:fldSimple w:instr=" DATE ">` + r("5 March") + `</w:fldSimple>`), "5 March\n"},
		{"a field", p(`<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://x" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>` + r("shown") + `<w:r><w:fldChar w:fldCharType="end"/></w:r>`), "shown\n"},
		{"tracked words", p(r("They will ") + `<w:del>` + `<w:r><w:delText>not </w:delText></w:r></w:del><w:ins>` + r("gladly ") + `<w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>` + r("sign.")), "They will gladly sign.\n"},
		{"moved words", p(`<w:moveFrom>`+r("Moved.")+`</w:moveFrom>`+r("One.")) + p(`<w:moveTo>`+r("Moved.")+`</w:moveTo>`), "One.\n\nMoved.\n"},
		{"a struck end", p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>`+r("One ")) + p(r("goes on.")) + p(`<w:pPr><w:rPr><w:ins/></w:rPr></w:pPr>`+r("Two.")), "One goes on.\n\nTwo.\n"},
		{"a struck end behind all", p(`<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>` + r("One.")), "One.\n"},
		{"a struck row", `<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>` + p(r("gone")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("stays")) + `</w:tc></w:tr></w:tbl>`, "stays\n"},
		{"properties of before", p(`<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>Seen</w:t></w:r>`), "Seen\n"},
		{"hidden words", p(r("One")+`<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t><w:tab/></w:r><w:r><w:rPr><w:vanish w:val="false"/></w:rPr><w:t>, two</w:t></w:r>`) + p(`<w:r><w:rPr><w:rStyle w:val="Verborgen"/></w:rPr><w:t>hidden</w:t></w:r><w:r><w:rPr><w:rStyle w:val="Sichtbar"/></w:rPr><w:t>seen</w:t></w:r>`), "One, two\n\nseen\n"},
		{"hidden for the web alone", p(`<w:r><w:rPr><w:webHidden/></w:rPr><w:t>Seen</w:t></w:r>`), "Seen\n"},
		{"a list", p(r("These:")) + p(`<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr></w:pPr>`+r("one")) + p("") + p(`<w:pPr><w:pStyle w:val="Liste"/></w:pPr>`+r("two")) + p(`<w:pPr><w:pStyle w:val="Liste"/><w:numPr><w:numId w:val="0"/></w:numPr></w:pPr>`+r("No item.")), "These:\n\none\ntwo\n\nNo item.\n"},
		{"a table", p(r("Ships:")) + `<w:tbl><w:tblPr/><w:tr><w:tc>` + p(r("North")) + `</w:tc><w:tc>` + p(r("12")) + `</w:tc></w:tr><w:tr><w:tc>` + p(r("South")) + `</w:tc><w:tc>` + p("") + `</w:tc><w:tc>` + p(r("7")) + `</w:tc></w:tr></w:tbl>` + p(r("More.")), "Ships:\n\nNorth 12\nSouth 7\n\nMore.\n"},
		{"a table that lays out a page", `<w:tbl><w:tr><w:tc>` + p(r("One.")) + p(r("Two.")) + `</w:tc><w:tc><w:tbl><w:tr><w:tc>` + p(r("In")) + `</w:tc><w:tc>` + p(r("it")) + `</w:tc></w:tr></w:tbl>` + p("") + `</w:tc></w:tr></w:tbl>`, "One.\n\nTwo.\n\nIn it\n"},
		{"a text box, told twice", p(r("Before") + `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>` + box("In a box.") + `</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>` + box("In a box.") + `</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>` + r(" and after.")), "Before and after.\n\nIn a box.\n"},
		{"an old text box", p(`<w:r><w:pict><v:textbox>` + box("In a box.") + `</v:textbox></w:pict></w:r>`), "In a box.\n"},
		{"alternatives for words", p(`<mc:AlternateContent><mc:Choice Requires="a">` + r("one") + `</mc:Choice><mc:Choice Requires="b">` + r("two") + `</mc:Choice><mc:Fallback>` + r("three") + `</mc:Fallback></mc:AlternateContent>`), "one\n"},
		{"words of a drawing", p(`<w:r><w:drawing><a:p><a:r><a:t>no text</a:t></a:r></a:p></w:drawing></w:r>` + r("Text")), "Text\n"},
		{"a content control", `<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>` + p(r("Filled")) + `</w:sdtContent></w:sdt><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>` + p(r("Click here")) + `</w:sdtContent></w:sdt>`, "Filled\n"},
		{"how it is pronounced", p(`<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>かん</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>漢</w:t></w:r></w:rubyBase></w:ruby></w:r>` + r("字")), "漢字\n"},
		{"a formula", p(r("So ") + `<m:oMath><m:r><m:t>E=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>`), "So E=mc2\n"},
		{"comments", p(`<w:commentRangeStart w:id="0"/>` + r("Words") + `<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>`), "Words\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if a := readWord(t, wordParts(tt.body)); a.Text != tt.want {
				t.Errorf("%q\nwant %q", a.Text, tt.want)
			}
		})
	}
}

// Notes stand behind the text in the order in which it refers to them; those that it
// refers to no more, and the lines between text and notes, do not.
func TestWordNotes(t *testing.T) {
	t.Parallel()
	refer := func(kind, id string) string {
		return `<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:` + kind + `Reference w:id="` + id + `"/></w:r>`
	}
	note := func(kind, id, text string) string {
		return `<w:` + kind + ` w:id="` + id + `"><w:p><w:r><w:` + kind + `Ref/></w:r><w:r><w:t>` + text + `</w:t></w:r></w:p></w:` + kind + `>`
	}
	parts := wordParts(`<w:p><w:r><w:t>One.</w:t></w:r>` + refer("endnote", "1") + refer("footnote", "3") + `<w:r><w:t>Two</w:t></w:r>` + refer("footnote", "2") +
		`<w:del>` + refer("footnote", "4") + `</w:del>` + refer("footnote", "3") + refer("footnote", "9") + `</w:p>`)
	parts["word/footnotes.xml"] = `<w:footnotes ` + textElement + `><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>` +
		note("footnote", "2", "Second.") + note("footnote", "3", "First.") + note("footnote", "4", "Gone.") + `</w:footnotes>`
	parts["word/endnotes.xml"] = `<w:endnotes ` + textElement + `>` + note("endnote", "1", "At the end.") + `</w:endnotes>`
	if a := readWord(t, parts); a.Text != "One.Two\n\nFirst.\n\nSecond.\n\nAt the end.\n" {
		t.Errorf("%q", a.Text)
	}
}

func TestWordTitle(t *testing.T) {
	t.Parallel()
	body := `<w:p><w:r><w:t>By Ann</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Kopf"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val="Kopf"/></w:pPr><w:r><w:t>Tugs move</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="Kreis"/></w:pPr></w:p>`
	parts := wordParts(body)
	if a := readWord(t, parts); a.Title != "Tugs move" || a.Language != "" || a.Published != "" {
		t.Errorf("%+v", a)
	}
	parts["docProps/core.xml"] = `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title> Tugs  move again </dc:title><dc:language>en-GB</dc:language></cp:coreProperties>`
	if a := readWord(t, parts); a.Title != "Tugs move again" || a.Language != "en-GB" || strings.Contains(a.Text, "again") {
		t.Errorf("%+v", a)
	}
	delete(parts, "docProps/core.xml")
	delete(parts, "word/styles.xml")
	if a := readWord(t, parts); a.Title != "By Ann" {
		t.Errorf("%+v", a)
	}
}

// Some programs call the main part otherwise, and some write the other edition of the
// standard.
func TestWordFilesOfOthers(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(parts map[string]string){
		"another name": func(parts map[string]string) {
			parts["_rels/.rels"] = strings.Replace(parts["_rels/.rels"], "word/document.xml", "/word/document2.xml", 1)
			parts["word/document2.xml"] = parts["word/document.xml"]
			delete(parts, "word/document.xml")
		},
		"another case": func(parts map[string]string) {
			parts["Word/Document.xml"] = parts["word/document.xml"]
			delete(parts, "word/document.xml")
		},
		"strict": func(parts map[string]string) {
			parts["_rels/.rels"] = strings.Replace(parts["_rels/.rels"], office, "http://purl.oclc.org/ooxml/officeDocument/relationships/", 1)
			parts["word/document.xml"] = strings.Replace(parts["word/document.xml"], "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main", 1)
		},
	} {
		parts := wordParts(`<w:p><w:r><w:t>Words.</w:t></w:r></w:p>`)
		change(parts)
		if a := readWord(t, parts); a.Text != "Words.\n" {
			t.Errorf("%s: %q", name, a.Text)
		}
	}
}

// Files that pandoc and LibreOffice have written.
func TestWordFilesOfPrograms(t *testing.T) {
	t.Parallel()
	want, err := os.ReadFile("testdata/tugs.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"pandoc.docx", "libreoffice.docx"} {
		data, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		a, err := article.Read(data, name)
		if err != nil {
			t.Fatal(err)
		}
		if a.Text != string(want) || a.Title != "Tugs move again" || a.Language != "en-GB" {
			t.Errorf("%s: %q, %q:\n%s", name, a.Title, a.Language, a.Text)
		}
	}
}

func TestWhatIsNoWordFile(t *testing.T) {
	t.Parallel()
	words := `<w:p><w:r><w:t>Words.</w:t></w:r></w:p>`
	with := func(name, content string) []byte {
		parts := wordParts(words)
		parts[name] = content
		return archive(t, parts)
	}
	whole := archive(t, wordParts(words))
	liar := bytes.Clone(archive(t, wordParts("<w:p>"+strings.Repeat(" ", 1<<20)+"</w:p>")))
	lie(t, liar, "word/document.xml", 500)
	deep := strings.Repeat("<w:smartTag>", 600)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"cut off":              {whole[:len(whole)/2], "damaged"},
		"an archive":           {archive(t, map[string]string{"a.txt": "a"}), "without a Word document"},
		"no main part":         {with("_rels/.rels", relationsHead+"</Relationships>"), "without a Word document"},
		"OpenDocument":         {archive(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"}), "save it as .docx"},
		"a spreadsheet":        {with("xl/workbook.xml", "<a/>"), "dateline import"},
		"slides":               {with("ppt/presentation.xml", "<a/>"), "without a Word document"},
		"no text":              {archive(t, wordParts("<w:p/>")), "no text in it"},
		"hidden text alone":    {archive(t, wordParts(`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>`)), "no text in it"},
		"broken elements":      {archive(t, wordParts("<w:p></w:r>")), "cannot be read"},
		"an element open":      {with("word/document.xml", "<w:document "+textElement+"><w:body>"+words), "cannot be read"},
		"broken styles":        {with("word/styles.xml", "<w:styles"), "cannot be read"},
		"broken relations":     {with("_rels/.rels", "<"), "cannot be read"},
		"an entity":            {with("word/document.xml", `<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY f SYSTEM "file:///etc/passwd">]><w:document `+textElement+`><w:body><w:p><w:r><w:t>&a;&f;</w:t></w:r></w:p></w:body></w:document>`), "cannot be read"},
		"another encoding":     {with("word/document.xml", `<?xml version="1.0" encoding="windows-1252"?><w:document/>`), "cannot be read"},
		"not UTF-8":            {archive(t, wordParts("<w:p><w:r><w:t>caf\xe9</w:t></w:r></w:p>")), "cannot be read"},
		"deep elements":        {archive(t, wordParts("<w:p>"+deep+strings.ReplaceAll(deep, "<", "</")+"</w:p>")), "deep in each other"},
		"a long text":          {archive(t, wordParts("<w:p><w:r><w:t>"+strings.Repeat("words ", article.MaxText/6+1)+"</w:t></w:r></w:p>")), "more than 1048576 bytes"},
		"what unpacks large":   {archive(t, wordParts("<w:p>"+strings.Repeat(" ", 51<<20)+"</w:p>")), "unpacks to more than 52428800"},
		"a size that is a lie": {liar, "cannot be read"},
		"large styles":         {with("word/styles.xml", "<w:styles>"+strings.Repeat(" ", 51<<20)), "unpacks to more than 52428800"},
	} {
		_, err := article.Read(c.data, "a.docx")
		if err == nil || !strings.Contains(err.Error(), c.want) || timeline.CodeOf(err) != timeline.InvalidRecord {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
	}
}

// lie says another size of a part than it has, in the directory of its archive.
func lie(tb testing.TB, archive []byte, name string, size uint32) {
	tb.Helper()
	const header, sizeAt, nameAt = "PK\x01\x02", 24, 46
	for at := 0; ; at++ {
		next := bytes.Index(archive[at:], []byte(header))
		if next < 0 {
			tb.Fatalf("no %s in the directory", name)
		}
		if at += next; bytes.HasPrefix(archive[at+nameAt:], []byte(name)) {
			binary.LittleEndian.PutUint32(archive[at+sizeAt:], size)
			return
		}
	}
}

func FuzzWordText(f *testing.F) {
	f.Add(`<w:p><w:pPr><w:pStyle w:val="Liste"/></w:pPr><w:r><w:t>a</w:t><w:tab/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>`)
	f.Add(`<w:p><w:r><mc:AlternateContent><mc:Choice/></mc:AlternateContent><w:sym w:char="D800"/></w:r></w:p><w:sdt><w:sdtPr/></w:sdt>`)
	f.Fuzz(func(t *testing.T, body string) {
		a, err := article.Read(archive(t, wordParts(body)), "a.docx")
		if err == nil && (strings.TrimSpace(a.Text) == "" || strings.ContainsAny(a.Text, "\r\x00")) {
			t.Errorf("%q", a.Text)
		}
	})
}
