// Package datewords puts dates into words, in each language of web/locales: as
// pieces, so that a page can mark the values up, and as plain text.
//
// The words follow what the date is. A period, such as 2025-02-26/2025-03-04,
// went on: "26 February to 4 March 2025". A moment between bounds, such as
// [2025-02-26..2025-03-04], happened on one of these days: "between 26 February
// and 4 March 2025". They say what is known and no more: a month stays a month,
// and an end that nobody stated is not made up.
//
// web/widget/src/datewords has the same in TypeScript, file by file, and
// testdata/words.tsv holds both to the same words.
package datewords
