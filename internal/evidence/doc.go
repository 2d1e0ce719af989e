// Package evidence proves what a story says by the texts of its sources: it
// parts a text into sentences, finds the place of words that are to be cited,
// and checks the citations of a document against copies of its sources.
//
// Positions in a text are those of the W3C Web Annotation TextPositionSelector:
// they count Unicode code points from 0 in UTF-8 whose lines end in LF, and an
// end is exclusive. Digests are SHA-256 of exactly the UTF-8 bytes of a span.
package evidence
