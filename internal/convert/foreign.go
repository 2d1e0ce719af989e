package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/maphash"
	"net/url"
	"strconv"
	"strings"
	"unicode"

	"example.org/dateline/internal/timeline"
)

// What readers of foreign formats share: the names by which their records are known
// again, and the sources that their links become.

// maxExternalID is how long what follows the scheme of an external id may be, in
// bytes.
const maxExternalID = 255

// externalID is an id that a format gives, as an external id: scheme:id. What no
// external id may hold is percent-encoded, and one that is too long is told by its
// digest.
func externalID(scheme, id string) string {
	var b strings.Builder
	for _, r := range id {
		if r == '%' || unicode.IsSpace(r) || !unicode.IsPrint(r) {
			for _, c := range []byte(string(r)) {
				fmt.Fprintf(&b, "%%%02X", c)
			}
			continue
		}
		b.WriteRune(r)
	}
	if b.Len() > maxExternalID {
		return scheme + ":sha256-" + digest(id)
	}
	return scheme + ":" + b.String()
}

// identities give ids to the records of one file that come without, or with one that
// another has. Such an id is made of what the record says, and of how many equal ones
// stand before it, so that it is the same in another file. Its memory is bounded as
// that of knownIDs is: what is equal, and more than rememberedIDs records apart, has
// one id.
type identities struct {
	seed        maphash.Seed
	now, before map[uint64]int // how often something has come
}

// ofContent is the external id of a record that says something, and has no id.
func (i *identities) ofContent(scheme, says string) string {
	id := scheme + ":" + timeline.ContentID + digest(says)[:24]
	if n := i.count(id); n > 1 {
		id += "-" + strconv.Itoa(n)
	}
	return id
}

// of is the external id of a record that says something, and has an id of its own;
// where that is blank, or an earlier record has it, the id is of the content.
func (i *identities) of(scheme, id, says string) string {
	if strings.TrimSpace(id) == "" {
		return i.ofContent(scheme, says)
	}
	external := externalID(scheme, id)
	if i.count(external) > 1 {
		return i.ofContent(scheme, says)
	}
	return external
}

// count is how often something has come, this time included.
func (i *identities) count(of string) int {
	if i.now == nil {
		i.seed, i.now = maphash.MakeSeed(), map[uint64]int{}
	}
	key := maphash.String(i.seed, of)
	n := i.now[key]
	if n == 0 {
		n = i.before[key]
	}
	if len(i.now) >= rememberedIDs {
		i.now, i.before = map[uint64]int{}, i.now
	}
	i.now[key] = n + 1
	return n + 1
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// maxLinkSlug is how much of an address a source's id shows.
const maxLinkSlug = 60

// linkedSource is the source that an address is of, as far as a row tells. Its id is
// made of the address, so that rows of any file cite the same source. It is nil
// where the address is none of the web.
func linkedSource(address, title string) *timeline.Source {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || len(address) > maxAddress {
		return nil
	}
	if title = inOneLine(title); title == "" {
		title = strings.TrimPrefix(u.Host, "www.") + u.EscapedPath()
	}
	return &timeline.Source{ID: slugOf(strings.TrimPrefix(u.Host, "www.")+" "+u.Path, maxLinkSlug) + "-" + digest(address)[:8],
		Title: timeline.Clip(title, timeline.MaxTitle), URL: address}
}

// maxAddress is how long an address of a source may be, in bytes.
const maxAddress = 2000

// slugOf is a text as an id, of at most so many bytes: what is not of a-z and 0-9
// parts words. It is "x" where nothing is left.
func slugOf(text string, most int) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			b.WriteRune(r)
		} else if s := b.String(); s != "" && !strings.HasSuffix(s, "-") {
			b.WriteByte('-')
		}
	}
	s := b.String()
	if s = strings.Trim(s[:min(len(s), most)], "-"); s == "" {
		return "x"
	}
	return s
}

// inOneLine is a text without line breaks, and without white space twice.
func inOneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// rowFault is the fault of a row, or of a cell in it.
func rowFault(line, column int, format string, args ...any) error {
	f := timeline.Fault{Line: line, Column: column, Message: fmt.Sprintf(format, args...)}
	return &timeline.Error{Code: timeline.InvalidRecord, Message: "The row cannot be read.", Faults: []timeline.Fault{f}}
}
