package timeline

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
)

// omission is what stands in a quote for words that were left out.
var omission = regexp.MustCompile(`\[…\]|…`)

// Unproved says what in a direct quote the words that it cites do not bear out: all
// of its text, or a piece of it. It is empty where they do, and where nothing can
// tell: in a paraphrase, and where only links are cited.
//
// A quote stands, to the letter, within the exact words of a citation, or is the
// words of a span, as its digest tells. Where it does not, its pieces around … or […]
// do, each in a citation of its own, in their order.
//
// standing are the words that stand at a citation's span, for those whose source's
// text is at hand, where it has them; nil where no text is. A quote may then be any
// part of them.
func (q *Quote) Unproved(standing func(Citation) (words string, ok bool)) string {
	bears := func(ct Citation, words string) bool {
		if standing != nil {
			if there, ok := standing(ct); ok && strings.Contains(there, words) {
				return true
			}
		}
		return ct.bears(words)
	}
	if q.Kind != DefaultQuoteKind {
		return ""
	}
	var strong []Citation
	for _, ct := range q.Citations {
		if ct.Stated() != GradeLinked {
			strong = append(strong, ct)
		}
	}
	if len(strong) == 0 {
		return ""
	}
	for i := range strong {
		if bears(strong[i], q.Text) {
			return ""
		}
	}
	var pieces []string
	for _, piece := range omission.Split(q.Text, -1) {
		if piece = strings.TrimSpace(piece); piece != "" {
			pieces = append(pieces, piece)
		}
	}
	if len(pieces) < 2 {
		return q.Text
	}
	for _, piece := range pieces {
		for len(strong) > 0 && !bears(strong[0], piece) {
			strong = strong[1:]
		}
		if len(strong) == 0 {
			return piece
		}
		strong = strong[1:]
	}
	return ""
}

// bears tells whether words are known to stand where a citation points.
func (ct Citation) bears(words string) bool {
	if ct.Exact != "" {
		return strings.Contains(ct.Exact, words)
	}
	sum := sha256.Sum256([]byte(words))
	return ct.Placed() && hex.EncodeToString(sum[:]) == ct.SHA256
}

// SaysAs tells whether two quotes say the same, in the same way, from the same words.
func (q *Quote) SaysAs(other *Quote) bool {
	return q.Text == other.Text && q.Kind == other.Kind && slices.EqualFunc(q.Citations, other.Citations, Citation.SameAs)
}
