// Package codes knows the codes by which data of others name countries, actors and
// events: ISO 3166-1, FIPS 10-4, CAMEO, PLOVER, and the numbers of Gleditsch and
// Ward. Its tables are files in data/codes.
//
// A code that is in no table is not found, and nothing is made of it: what a code
// means is never guessed.
package codes
