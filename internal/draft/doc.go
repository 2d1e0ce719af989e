// Package draft reads a news text and says what an editor of a timeline would
// look for in it: sentences, quotations with who most likely speaks them, dates,
// and names. From these it makes a first story file, every line of which waits to
// be confirmed.
//
// It is deterministic, asks nothing of a network or a database, and invents
// nothing: what the text does not settle is left out, or is there without a
// value. Everything it returns is a span of the text with its digest, which is
// what citations are made of.
package draft
