package timeline

import (
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Citation says which words of a source a record rests on, as closely as is
// known: the source alone, the words themselves (a W3C Web Annotation
// TextQuoteSelector), or their span with a digest (a TextPositionSelector). A copy
// of the text proves a span, and the text itself need not be published again.
type Citation struct {
	Source   string   `json:"source" yaml:"source"`
	Grade    string   `json:"grade,omitempty" yaml:"-" input:"-"`         // see Grades; the server's own
	Start    int      `json:"start,omitempty" yaml:"start"`               // Unicode code points from the start of the text (UTF-8, LF)
	End      int      `json:"end,omitempty" yaml:"end"`                   // exclusive; 0 where there is no span
	SHA256   string   `json:"sha256,omitempty" yaml:"sha256"`             // of exactly that span's UTF-8 bytes, lower-case hexadecimal
	Exact    string   `json:"exact,omitempty" yaml:"exact,omitempty"`     // the words
	Prefix   string   `json:"prefix,omitempty" yaml:"prefix,omitempty"`   // what stands right before them
	Suffix   string   `json:"suffix,omitempty" yaml:"suffix,omitempty"`   // and right after
	Section  string   `json:"section,omitempty" yaml:"section,omitempty"` // the heading above them
	URL      string   `json:"url,omitempty" yaml:"url,omitempty"`         // where they are shown, such as with a text fragment
	Supports []string `json:"supports,omitempty" yaml:"supports,omitempty,flow"`
}

// The grades of a citation, from weak to strong, and what is said of a record
// beside its best one.
const (
	GradeLinked = "linked" // the source alone
	GradeQuoted = "quoted" // its words, which nobody has looked for
	GradePlaced = "placed" // a span and its digest
	GradeProved = "proved" // a span that this server has found in the text
	GradeLost   = "lost"   // words that the newest text does not have
	NoEvidence  = "none"   // a record that cites nothing
)

// Grades are what evidence= takes, the weakest first.
var Grades = []string{NoEvidence, GradeLost, GradeLinked, GradeQuoted, GradePlaced, GradeProved}

// Placed tells whether the citation has a span.
func (ct Citation) Placed() bool { return ct.End > 0 }

// Stated is the grade that the citation has by what it says itself.
func (ct Citation) Stated() string {
	switch {
	case ct.Placed():
		return GradePlaced
	case ct.Exact != "":
		return GradeQuoted
	}
	return GradeLinked
}

// Evidence is the best grade among citations: NoEvidence where there are none, and
// GradeLost where one is lost, as somebody has to look at it.
func Evidence(list []Citation) string {
	best := NoEvidence
	for i := range list {
		grade := list[i].Grade
		if grade == "" { // of what no server has stored
			grade = list[i].Stated()
		}
		if grade == GradeLost {
			return GradeLost
		}
		if slices.Index(Grades, grade) > slices.Index(Grades, best) {
			best = grade
		}
	}
	return best
}

// ungraded are citations as an editor wrote them, without their grades.
func ungraded(list []Citation) []Citation {
	if !slices.ContainsFunc(list, func(ct Citation) bool { return ct.Grade != "" }) {
		return list
	}
	list = slices.Clone(list)
	for i := range list {
		list[i].Grade = ""
	}
	return list
}

// SameAs tells whether two citations say the same.
func (ct Citation) SameAs(other Citation) bool {
	ct.Grade, other.Grade = "", ""
	supports := slices.Equal(ct.Supports, other.Supports)
	ct.Supports, other.Supports = nil, nil
	return supports && reflect.DeepEqual(ct, other)
}

// Finds tells whether two citations are of the same words by the same signs,
// wherever they were found.
func (ct Citation) Finds(other Citation) bool {
	for _, c := range []*Citation{&ct, &other} {
		c.Start, c.End, c.SHA256 = 0, 0, ""
	}
	return ct.SameAs(other)
}

func (ct *Citation) validate(c checker, record any) {
	c.in("source").slug(ct.Source)
	if ct.Start != 0 || ct.End != 0 || ct.SHA256 != "" {
		c.span(ct.Start, ct.End, ct.SHA256)
	}
	if ct.Exact != "" {
		c.in("exact").requiredText(ct.Exact, MaxText)
	}
	for _, around := range []struct{ name, text string }{{"prefix", ct.Prefix}, {"suffix", ct.Suffix}} {
		if around.text != "" && ct.Exact == "" {
			c.in(around.name).fault("tells apart words that stand twice: give the words themselves, as exact")
		}
		c.in(around.name).text(around.text, MaxTitle)
	}
	ct.agrees(c)
	c.in("section").text(ct.Section, MaxTitle)
	c.in("url").url(ct.URL)
	for i, pointer := range ct.Supports {
		if slices.Contains(ct.Supports[:i], pointer) {
			c.in("supports").in(i).fault("%q stands twice in the list", Clip(pointer, 60))
		} else if !resolves(record, pointer) {
			c.in("supports").in(i).fault("%q is no field that the record has: a JSON Pointer such as /date or /actors/0 is expected", Clip(pointer, 60))
		}
	}
}

// agrees checks that the words are those of the span.
func (ct *Citation) agrees(c checker) {
	if ct.Exact == "" || !ct.Placed() || !isDigest(ct.SHA256) {
		return
	}
	if n := utf8.RuneCountInString(ct.Exact); n != ct.End-ct.Start {
		c.in("exact").fault("the words have %d characters, and the span %d", n, ct.End-ct.Start)
		return
	}
	if sum := sha256.Sum256([]byte(ct.Exact)); hex.EncodeToString(sum[:]) != ct.SHA256 {
		c.in("sha256").fault("it is not the digest of the exact words; theirs is %x", sum)
	}
}

// span checks a half-open range of code points and its digest.
func (c checker) span(start, end int, digest string) {
	if start < 0 {
		c.in("start").fault("%d is before the text begins", start)
	}
	if end <= start {
		c.in("end").fault("%d must be greater than start, %d: the end is exclusive", end, start)
	}
	if digest == "" {
		c.in("sha256").fault("required: the SHA-256 digest of the span's UTF-8 bytes; `dateline cite` prints it")
	}
	c.in("sha256").digest(digest)
}

// citations checks those of a record, a pointer, whose fields they may name.
func (c checker) citations(list []Citation, record any) {
	for i := range list {
		list[i].validate(c.in(i), record)
	}
}

// decodeNode accepts a source's id alone. A span that is given in part, or as
// zeros, is none.
func (ct *Citation) decodeNode(n *Node, pointer string, fs *Faults) {
	if decodeID(n, pointer, &ct.Source, fs) {
		return
	}
	type plain Citation
	decode(n, pointer, (*plain)(ct), fs)
	if ct.Start != 0 || ct.End != 0 || ct.SHA256 != "" {
		return // the rules of spans say what is missing
	}
	for _, m := range n.Members {
		if (m.Name == "start" || m.Name == "end" || m.Name == "sha256") && m.Value.Kind != Null {
			fs.Add(pointer+"/"+m.Name, "start, end and sha256 come together, and the end, which is exclusive, is greater than the start")
			return
		}
	}
}

// resolves tells whether a JSON Pointer leads to a field of a record that an author
// has given.
func resolves(record any, pointer string) bool {
	rest, rooted := strings.CutPrefix(pointer, "/")
	if !rooted {
		return false
	}
	v := reflect.ValueOf(record)
	for step := range strings.SplitSeq(rest, "/") {
		step = pointerUnescapes.Replace(step)
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		switch v.Kind() {
		case reflect.Struct:
			fields := fieldsOf(v.Type())
			i := slices.IndexFunc(fields, func(f field) bool { return f.name == step && f.input != "-" })
			if i < 0 {
				return false
			}
			v = v.FieldByIndex(fields[i].index)
		case reflect.Slice:
			i, err := strconv.Atoi(step)
			if err != nil || i < 0 || i >= v.Len() || strconv.Itoa(i) != step {
				return false
			}
			v = v.Index(i)
		default:
			return false
		}
		if v.IsZero() {
			return false
		}
	}
	return true
}
