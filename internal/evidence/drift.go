package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Drift finds what was cited of one version of a text in another. Words are known
// from the citation itself or from the version before; where they are not, the
// digest of each window of their length is compared with theirs.
type Drift struct {
	before, now *Text
	sought      map[int]map[[sha256.Size]byte]bool // digests, by the length of their words
	windows     map[[sha256.Size]byte][]byteRange  // where words with a digest stand
	passed      map[int]bool                       // lengths that were not looked for: it would take too long
}

// NewDrift looks for citations in a text. before is the version that they were made
// of, nil where nobody has it.
func NewDrift(before, now *Text) *Drift {
	return &Drift{before: before, now: now, sought: map[int]map[[sha256.Size]byte]bool{}, windows: map[[sha256.Size]byte][]byteRange{}, passed: map[int]bool{}}
}

// Seek notes a citation that Find will be asked for, so that Search looks for all
// digests at once.
func (d *Drift) Seek(ct timeline.Citation) {
	if digest, known := digestOf(ct); known && ct.Placed() && d.words(ct) == "" && d.now.contradiction(ct) != nil {
		n := ct.End - ct.Start
		if d.sought[n] == nil {
			d.sought[n] = map[[sha256.Size]byte]bool{}
		}
		d.sought[n][digest] = true
	}
}

// words are those of a citation where they are known, and else empty.
func (d *Drift) words(ct timeline.Citation) string {
	if ct.Exact != "" || d.before == nil {
		return ct.Exact
	}
	words, _ := d.before.Words(ct)
	return words
}

func digestOf(ct timeline.Citation) (digest [sha256.Size]byte, ok bool) {
	n, err := hex.Decode(digest[:], []byte(ct.SHA256))
	return digest, err == nil && n == len(digest)
}

// Bounds of a search by digests: bytes that are hashed, the short spans first, and
// the places that are told apart.
const (
	maxHashed     = 1 << 31
	maxCandidates = 1000
)

// Search looks for the digests that were noted.
func (d *Drift) Search(ctx context.Context) error {
	hashed := 0
	for _, n := range slices.Sorted(maps.Keys(d.sought)) {
		if n > d.now.length {
			continue
		}
		if hashed += (d.now.length - n + 1) * (n + sha256.BlockSize); hashed > maxHashed {
			d.passed[n] = true
			continue
		}
		if err := d.window(ctx, n); err != nil {
			return err
		}
	}
	return nil
}

// window moves a window of n code points over the text.
func (d *Drift) window(ctx context.Context, n int) error {
	text := d.now.text
	start, end := 0, d.now.offset(n)
	for moved := 0; ; moved++ {
		if moved%(1<<16) == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		sum := sha256.Sum256([]byte(text[start:end]))
		if d.sought[n][sum] && len(d.windows[sum]) < maxCandidates {
			d.windows[sum] = append(d.windows[sum], byteRange{start, end})
		}
		if end == len(text) {
			return nil
		}
		_, first := utf8.DecodeRuneInString(text[start:])
		_, next := utf8.DecodeRuneInString(text[end:])
		start, end = start+first, end+next
	}
}

// Find is the citation as it stands in the text. It is lost where the text does not
// have its words, or has them at several places of which none is more like the one
// cited; reason says which. Words that have never had a span and stand at several
// places are not lost: they stay as they are.
func (d *Drift) Find(ct timeline.Citation) (found timeline.Citation, reason string) {
	found, wrong := d.now.Resolve(ct)
	switch {
	case wrong == nil || wrong.Ambiguous:
		return found, ""
	case !ct.Placed():
		return ct, wrong.Message
	}
	if _, stays := d.now.Words(ct); stays {
		return d.around(ct), "" // other words stand around the same ones
	}
	places, reason := d.candidates(ct)
	if len(places) > 1 {
		places, reason = d.likeliest(ct, places), "the words stand at several places in the text, and none is more like the one cited"
	}
	if len(places) != 1 {
		return ct, reason
	}
	return d.around(d.now.at(ct, places[0])), ""
}

// candidates are where the words of a citation stand now.
func (d *Drift) candidates(ct timeline.Citation) (places []byteRange, reason string) {
	words := d.words(ct)
	if words == "" {
		digest, _ := digestOf(ct)
		if d.passed[ct.End-ct.Start] {
			return nil, "the text is too long to look for words of which only the digest is known"
		}
		return d.windows[digest], "no words in the text have the digest"
	}
	if places = d.now.places(words, ct.Prefix, ct.Suffix, maxCandidates); len(places) == 0 {
		places = d.now.places(words, "", "", maxCandidates)
	}
	return places, "the words do not stand in the text"
}

// around leaves out of a citation what does not stand around its words any more.
func (d *Drift) around(ct timeline.Citation) timeline.Citation {
	p := byteRange{d.now.offset(ct.Start), d.now.offset(ct.End)}
	if !d.now.follows(p, ct.Prefix) {
		ct.Prefix = ""
	}
	if !d.now.precedes(p, ct.Suffix) {
		ct.Suffix = ""
	}
	return ct
}

// maxAround bounds how much of what stands around words is compared, in bytes.
const maxAround = 1000

// likeliest are those places around which most stands that stood around the words
// in the version before; none where nothing tells them apart.
func (d *Drift) likeliest(ct timeline.Citation, places []byteRange) []byteRange {
	if d.before == nil || !d.before.has(ct.Start, ct.End) {
		return nil
	}
	start, end := d.before.offset(ct.Start), d.before.offset(ct.End)
	left, right := d.before.text[max(0, start-maxAround):start], d.before.text[end:min(len(d.before.text), end+maxAround)]
	var best []byteRange
	most := 0
	for _, p := range places {
		n := sharedEnd(left, d.now.text[:p.start]) + sharedStart(right, d.now.text[p.end:])
		switch {
		case n > most:
			best, most = []byteRange{p}, n
		case n == most:
			best = append(best, p)
		}
	}
	return best
}

func sharedStart(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func sharedEnd(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[len(a)-1-n] == b[len(b)-1-n] {
		n++
	}
	return n
}
