// Package edtf reads, compares and writes dates that say how well they are known.
//
// A date is a string of the Extended Date/Time Format (ISO 8601-2, levels 0, 1
// and 2), or an ISO 8601-1 clock time to the hour, minute or second, alone or
// as the end of an interval. Parse turns it into a Date: its canonical
// spelling, its precision, and the half-open interval of seconds in which it
// must lie. docs/dates.md explains the conventions chosen where the standard
// is silent; the vectors in testdata hold the package to them.
//
// Years are astronomical (0 is 1 BC) in the proleptic Gregorian calendar, and a
// date without a zone is compared as UTC.
package edtf
