package convert

import (
	"errors"
	"io"
	"iter"
	"slices"

	"example.org/dateline/internal/timeline"
)

// Reader is a format that can be imported. A new one is a file with its Reader,
// and a row of Readers: the command, POST /v1/import and their help read those.
type Reader struct {
	Name       string   // what ?format= and --format call it
	Title      string   // what it is, for a list of formats: lower case, without an article
	MediaTypes []string // of bodies in it, without parameters; text/plain and the like go without saying
	Extensions []string // of files in it, in lower case, with the dot
	Detect     func(head []byte) Fit

	// Foreign says that the format is not ours: each record that Read gives has a
	// Row, and each event an external id, by which it is known again, and no other.
	Foreign bool

	// One of the two is set. ReadWhole gives a document, which is imported whole
	// or not at all, and an error of its mistakes. Read gives records, each
	// imported or rejected by itself; what it keeps in memory does not grow with
	// the text.
	//
	// An entry has the line on which it begins and its text as it was read, valid
	// until the next one. An error beside it is one of two kinds. A
	// *timeline.Error with code InvalidRecord concerns this entry alone: each
	// fault has line and column, and reading goes on. The entry may have a record
	// that holds what could be read, where all that it refers to comes before it. Any other error ends the
	// reading.
	Read      func(in Input) iter.Seq2[timeline.Entry, error]
	ReadWhole func(in Input) (*timeline.Document, error)

	// Alone is a text with one row of a foreign format in it, by the Header and Raw of
	// its entry, so that a rejected row can be read again. It is nil where that is the
	// one before the other.
	Alone func(header, raw string) string
}

// Input is a text to be read.
type Input struct {
	Text io.Reader
	Name string           // of the file, without its folders; empty where it has none
	File *timeline.Source // the file itself, which what is imported of a foreign format cites
	ReadOptions

	// Note, if not nil, is told what a reader noticed that is no mistake and that
	// whoever imports should know, such as how it read days whose order the text
	// leaves open. It is called by the goroutine that takes the entries.
	Note func(text string)

	// Mapped, if not nil, is told how the columns of a table are read, before its first
	// entry, by the same goroutine.
	Mapped func(m *Mapping)
}

func (in Input) note(text string) {
	if in.Note != nil {
		in.Note(text)
	}
}

// ReadOptions settle what a text in a foreign format leaves open. The zero value
// takes the text's own evidence.
type ReadOptions struct {
	DayOrder string // DayFirst, MonthFirst or YearFirst: how to read 11/10/16
	Encoding string // the name of a character encoding, as IANA has it

	// Mapping says which column of a table is what. Without one the names of the columns
	// tell.
	Mapping *Mapping
}

// The orders of day, month and year in numbers.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
	YearFirst  = "ymd"
)

// DayOrders are the orders of day, month and year.
var DayOrders = []string{DayFirst, MonthFirst, YearFirst}

// Fit is how well the beginning of a text fits a format.
type Fit int

// The fits, from none to one that leaves no doubt.
const (
	Unlike   Fit = iota // it is something else, or too little is there to tell
	Possible            // it is no other format that is known, and may be this one
	Certain             // it has what only this format has
)

// Readers are the formats that can be imported, in the order in which
// documentation lists them.
var Readers = []Reader{storyReader, ndjsonReader, timelineJSReader, timelineJSCSVReader, gdeltReader, gdeltMentionsReader, acledReader, icewsReader, ucdpReader, ninjsReader, icsReader, feedReader, csvReader, xlsxReader, rejectsReader}

// Auto stands for the format that a text turns out to have.
const Auto = "auto"

// ImportFormats are the names that an import takes for a format.
var ImportFormats = append([]string{Auto}, namesOf(Readers)...)

// anyText are media types that say nothing of a text's format.
var anyText = []string{"text/plain", "application/octet-stream"}

// packedMedia are media types of bodies that hold others.
var packedMedia = []string{"application/gzip", "application/zip"}

// ImportMedia are the media types of bodies that can be imported, without
// parameters.
var ImportMedia = importMedia()

func importMedia() []string {
	var list []string
	for _, r := range Readers {
		for _, m := range r.MediaTypes {
			if !slices.Contains(list, m) {
				list = append(list, m)
			}
		}
	}
	return slices.Concat(list, anyText, packedMedia)
}

func namesOf(readers []Reader) []string {
	names := make([]string, len(readers))
	for i, r := range readers {
		names[i] = r.Name
	}
	return names
}

// Accepted are the entries that could be read, with those refused whose record says
// what it refers to: the store tells of that, too. Each other goes to reject with
// the reason, and ends them only if reject returns an error, which then does.
func Accepted(entries iter.Seq2[timeline.Entry, error], reject func(timeline.Entry, error) error) iter.Seq2[timeline.Entry, error] {
	return func(yield func(timeline.Entry, error) bool) {
		for e, err := range entries {
			if te, ok := errors.AsType[*timeline.Error](err); ok && te.Code == timeline.InvalidRecord {
				if e.Record != nil {
					if e.Refused = err; !yield(e, nil) {
						return
					}
					continue
				}
				if err = reject(e, err); err == nil {
					continue
				}
			}
			if !yield(e, err) || err != nil {
				return
			}
		}
	}
}
