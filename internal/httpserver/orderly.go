package httpserver

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
)

// orderly is a query string that means the same, with its parameters in the order of
// their names and without what others append to addresses. Values of one parameter stay
// in their order.
func orderly(query string) string {
	before, fine := "", true
	for piece := range strings.SplitSeq(query, "&") {
		name := nameIn(piece)
		if fine = name >= before && !Appended(name) && (piece != "" || query == ""); !fine {
			break
		}
		before = name
	}
	if fine {
		return query
	}
	pieces := slices.DeleteFunc(strings.Split(query, "&"), func(piece string) bool { return piece == "" || Appended(nameIn(piece)) })
	slices.SortStableFunc(pieces, func(a, b string) int { return cmp.Compare(nameIn(a), nameIn(b)) })
	return strings.Join(pieces, "&")
}

// nameIn is the name in a piece of a query string, as it reads: two spellings of one name
// are the same parameter, whose values stay in their order.
func nameIn(piece string) string {
	name, _, _ := strings.Cut(piece, "=")
	if strings.ContainsAny(name, "%+") {
		if plain, err := url.QueryUnescape(name); err == nil {
			return plain
		}
	}
	return name
}

// codingFor names the coding that compress chooses for a request. Headers that are more
// than a list of names choose for themselves.
func codingFor(header []string) string {
	if len(header) == 0 {
		return ""
	}
	given, best := header[0], "" // compress reads no more
	for name := range strings.SplitSeq(given, ",") {
		switch name = strings.TrimSpace(name); {
		case strings.ContainsAny(name, ";*"):
			return given
		case strings.EqualFold(name, "zstd"):
			best = "zstd"
		case best == "" && strings.EqualFold(name, "gzip"):
			best = "gzip"
		}
	}
	return best
}
