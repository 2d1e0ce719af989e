package httpserver

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"example.org/dateline/internal/timeline"
)

// Representation is one form of an answer: the name that the parameter format
// takes, and the media type as Content-Type has it, which Accept compares
// without parameters.
type Representation interface{ Names() (name, media string) }

// Negotiate picks the form of an answer: the one that the parameter format
// names, which it takes out of values, or else the best of those that Accept
// allows (RFC 9110, section 12.5.1). The first of those served is the default.
func Negotiate[F Representation](r *http.Request, values url.Values, served []F) (F, error) {
	var none F
	given := values["format"]
	delete(values, "format")
	if given == nil {
		ranges := parseAccept(r.Header.Values("Accept"))
		best, quality := -1, preference{}
		for i, f := range served {
			_, media := f.Names()
			if p := preferenceFor(ranges, media); p.q > 0 && (best < 0 || p.over(quality)) {
				best, quality = i, p
			}
		}
		if best < 0 {
			return none, notAcceptable("", fmt.Sprintf("Nothing here is %q.", Clip(strings.Join(r.Header.Values("Accept"), ", "), 80)), "", served)
		}
		return served[best], nil
	}
	switch {
	case len(given) > 1:
		return none, invalidFormat(fmt.Sprintf("given %d times; it is taken once", len(given)))
	case given[0] == "":
		return none, invalidFormat("has no value; leave the parameter out instead")
	}
	for _, f := range served {
		if name, _ := f.Names(); name == given[0] {
			return f, nil
		}
	}
	return none, notAcceptable("format", fmt.Sprintf("There is no format %q here.", Clip(given[0], 40)), given[0], served)
}

func invalidFormat(message string) error {
	return &timeline.Error{Code: timeline.InvalidParameter, Parameter: "format",
		Message: "The parameter format " + message + "."}
}

// notAcceptable is the error that lists what there is instead.
func notAcceptable[F Representation](parameter, message, wanted string, served []F) error {
	names, described := make([]string, len(served)), make([]string, len(served))
	for i, f := range served {
		name, media := f.Names()
		names[i] = name
		described[i] = fmt.Sprintf("%s (%s)", name, media)
	}
	hints := names
	if wanted != "" {
		hints = timeline.Suggest(wanted, names)
	}
	return &timeline.Error{Code: NotAcceptable, Parameter: parameter, Suggestions: hints,
		Message: message + " The formats are " + strings.Join(described, ", ") + "."}
}

// mediaRange is one element of an Accept header, such as text/*;q=0.5.
// Parameters other than q are not compared: no format of ours has any.
type mediaRange struct {
	kind, subtype string // "*" for any
	q             float64
}

// parseAccept reads Accept headers. An element that is none is skipped; when
// none is left, as when there is no header, everything is accepted.
func parseAccept(headers []string) []mediaRange {
	var ranges []mediaRange
	for _, header := range headers {
		for element := range strings.SplitSeq(header, ",") {
			media, rest, _ := strings.Cut(element, ";")
			kind, subtype, ok := strings.Cut(strings.ToLower(strings.TrimSpace(media)), "/")
			if !ok || kind == "" || subtype == "" || (kind == "*" && subtype != "*") {
				continue
			}
			ranges = append(ranges, mediaRange{kind, subtype, quality(rest)})
		}
	}
	if len(ranges) == 0 {
		return []mediaRange{{"*", "*", 1}}
	}
	return ranges
}

// quality is the weight among the parameters of an element, 1 without one. A
// weight that is none counts as 0: what it was for, nobody can tell.
func quality(parameters string) float64 {
	for p := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(strings.TrimSpace(p), "=")
		if !strings.EqualFold(name, "q") {
			continue
		}
		q, err := strconv.ParseFloat(value, 64)
		if err != nil || !(q >= 0 && q <= 1) {
			return 0
		}
		return q
	}
	return 1
}

// preference is how much a client wants a media type.
type preference struct {
	q        float64
	specific int // 2 when named in full, 1 by text/*, 0 by */*
}

// over puts what the client named in full before what a wildcard let through.
func (p preference) over(other preference) bool {
	return p.q > other.q || (p.q == other.q && p.specific > other.specific)
}

// preferenceFor is what the most specific range says of a media type.
func preferenceFor(ranges []mediaRange, media string) preference {
	media, _, _ = strings.Cut(media, ";")
	kind, subtype, _ := strings.Cut(media, "/")
	best := preference{specific: -1}
	for _, r := range ranges {
		specific := -1
		switch {
		case r.kind == kind && r.subtype == subtype:
			specific = 2
		case r.kind == kind && r.subtype == "*":
			specific = 1
		case r.kind == "*":
			specific = 0
		}
		if specific > best.specific {
			best = preference{r.q, specific}
		}
	}
	return best
}

// Prefers reports whether a request asks for a media type, by a range that is
// not for everything, and would rather have it than another.
func Prefers(r *http.Request, media, other string) bool {
	ranges := parseAccept(r.Header.Values("Accept"))
	this, that := preferenceFor(ranges, media), preferenceFor(ranges, other)
	return this.q > 0 && this.specific > 0 && this.over(that)
}
