package httpserver

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"

	"example.org/dateline/internal/timeline"
)

// Parameters reads the query string of a request, without what others append
// to addresses. What cannot be read is an error, never left out: a filter that
// is lost would answer another question.
func Parameters(r *http.Request) (url.Values, error) {
	values, err := readable(r.URL.RawQuery, Appended)
	maps.DeleteFunc(values, func(name string, _ []string) bool { return Appended(name) })
	return values, err
}

// readable reads a query string, and leaves out what cannot be read of the
// parameters that are ignored.
func readable(query string, ignored func(name string) bool) (url.Values, error) {
	values, err := url.ParseQuery(query)
	if err == nil {
		return values, nil
	}
	skipped := false
	for piece := range strings.SplitSeq(query, "&") {
		if _, err := url.ParseQuery(piece); err == nil {
			continue
		}
		given, _, _ := strings.Cut(piece, "=")
		name, err := url.QueryUnescape(given)
		if err != nil {
			name = ""
		}
		if skipped = ignored(name); !skipped {
			return nil, &timeline.Error{Code: timeline.InvalidParameter, Parameter: Clip(name, 64),
				Message: fmt.Sprintf("The query string cannot be read at %q. A percent sign is written %%25 and a semicolon %%3B; parameters are parted by &.", Clip(piece, 60))}
		}
	}
	if !skipped {
		return nil, &timeline.Error{Code: timeline.InvalidParameter,
			Message: fmt.Sprintf("The query string cannot be read: %v.", err)}
	}
	return values, nil // all the rest
}

// OnlyParameters refuses every parameter but those known.
func OnlyParameters(values url.Values, known ...string) error {
	var unknown []string
	for name := range values {
		if !slices.Contains(known, name) {
			unknown = append(unknown, name)
		}
	}
	if len(unknown) == 0 {
		return nil
	}
	slices.Sort(unknown) // so that the same request always gets the same answer
	return unknownParameter(unknown[0], known)
}

// KnownParameters reads the parameters that a page or file takes, and ignores
// all others: who follows a link has not written its address. It names those
// that are not among what others append, for a reader who may have meant more.
func KnownParameters(r *http.Request, known ...string) (values url.Values, ignored []string, err error) {
	unknown := func(name string) bool { return !slices.Contains(known, name) }
	values, err = readable(r.URL.RawQuery, unknown)
	for name := range values {
		if unknown(name) {
			delete(values, name)
			if !Appended(name) {
				ignored = append(ignored, name)
			}
		}
	}
	slices.Sort(ignored)
	return values, ignored, err
}

func unknownParameter(name string, known []string) *timeline.Error {
	hints := timeline.Suggest(name, known)
	return &timeline.Error{Code: timeline.UnknownParameter, Parameter: Clip(name, 64), Suggestions: hints,
		Message: fmt.Sprintf("There is no parameter %q here.%s", Clip(name, 64), didYouMean(hints))}
}

// Clip shortens text for a message or the log, whole characters only.
func Clip(s string, most int) string {
	if len(s) <= most {
		return s
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return s[:most] + "…"
}
