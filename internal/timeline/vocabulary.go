package timeline

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The closed vocabularies, in the order in which documentation lists them.
// Event types and place kinds are open: any slug will do, and the lists below
// are the core that every reader may expect.
var (
	EventTypes    = []string{"call", "meeting", "negotiation", "statement", "dispute", "aid-suspension", "agreement", "proposal", "assessment", "reaction", "sanction", "attack", "election", "protest", "ruling", "publication", "other"}
	Statuses      = []string{"occurred", "ongoing", "scheduled", "expected", "proposed", "postponed", "cancelled"}
	Verifications = []string{"reported", "confirmed", "disputed", "retracted"}
	ActorRoles    = []string{"initiator", "participant", "speaker", "target", "affected", "reporter", "mentioned"}
	PlaceRoles    = []string{"location", "candidate-venue", "subject"}
	ActorKinds    = []string{"person", "organization", "government", "country", "alliance", "group"}
	QuoteKinds    = []string{"direct", "indirect"}
	RelationTypes = []string{"follows", "caused-by", "part-of", "responds-to", "contradicts", "same-as"}
	Visibilities  = []string{"public", "private"}
	Bases         = []string{"stated", "inferred", "unknown"}
)

// What a record says where it says nothing.
const (
	DefaultActorRole    = "participant"
	DefaultPlaceRole    = "location"
	DefaultStatus       = "occurred"
	DefaultVerification = "reported"
	DefaultQuoteKind    = "direct"

	Era = "era" // the type of an event that is a stretch of time behind others; reports count it apart

	PartOf = "part-of" // the type of a relation to the whole that an event belongs to

	Retracted = "retracted" // the verification that takes an event out of every list
	Private   = "private"   // the visibility of a story that only token holders know of
	Public    = "public"
)

// MaxID is the longest id, in characters.
const MaxID = 128

// slugRule completes a sentence about a string that is no slug.
const slugRule = "expected 1 to 128 lower-case letters a-z, digits, '.', '_' or '-', beginning with a letter or digit"

// IsSlug reports whether s can be an id, a type or a topic.
func IsSlug(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case 'a' <= b && b <= 'z' || '0' <= b && b <= '9':
		case i > 0 && (b == '.' || b == '_' || b == '-'):
		default:
			return false
		}
	}
	return s != "" && len(s) <= MaxID
}

// checker validates one record and remembers where its mistakes stand: at steps, which
// are put together when there is one.
type checker struct {
	fs    *Faults
	steps [10]any // names and indexes
	depth int
}

func newChecker(fs *Faults) checker { return checker{fs: fs} }

// in is the checker of what stands at a step in the value at hand.
func (c checker) in(step any) checker {
	c.steps[c.depth] = step
	c.depth++
	return c
}

// at is the JSON Pointer of the value at hand.
func (c checker) at() string {
	var b strings.Builder
	for _, step := range c.steps[:c.depth] {
		fmt.Fprintf(&b, "/%v", step)
	}
	return b.String()
}

func (c checker) fault(format string, args ...any) { c.fs.Add(c.at(), format, args...) }

func (c checker) slug(s string) {
	switch {
	case s == "":
		c.fault("required: %s", slugRule)
	case !IsSlug(s):
		c.fault("%q is no slug: %s", Clip(s, 40), slugRule)
	}
}

// distinct checks that the items of a list have a form, each once.
func (c checker) distinct(list []string, form func(s string) bool, expected string) {
	const few = 16 // up to which comparing is quicker than remembering
	var seen map[string]bool
	if len(list) > few {
		seen = make(map[string]bool, len(list))
	}
	for i, s := range list {
		switch {
		case !form(s):
			c.in(i).fault("%q is not %s", Clip(s, 60), expected)
		case seen[s] || seen == nil && slices.Contains(list[:i], s):
			c.in(i).fault("%q stands twice in the list", Clip(s, 60))
		}
		if seen != nil {
			seen[s] = true
		}
	}
}

func (c checker) optionalSlug(s string) {
	if s != "" {
		c.slug(s)
	}
}

func (c checker) oneOf(s string, words []string) {
	switch {
	case s == "":
		c.fault("required: one of %s", strings.Join(words, ", "))
	case !slices.Contains(words, s):
		c.fault("%q is none of %s%s", Clip(s, 40), strings.Join(words, ", "), didYouMean(suggest(s, words)))
	}
}

// text checks a line of prose: bounded, and free of control characters other
// than line breaks and tabs.
func (c checker) text(s string, most int) {
	if n := utf8.RuneCountInString(s); n > most {
		c.fault("%d characters; at most %d are taken", n, most)
	}
	if i := strings.IndexFunc(s, isControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(s[i:])
		c.fault("holds the control character %U", r)
	}
}

func (c checker) requiredText(s string, most int) {
	switch {
	case strings.TrimSpace(s) == "":
		c.fault("required, and not blank")
	case isBlank(s):
		c.fault("required, and not blank: %+q has no sign that can be seen", Clip(s, 20))
	default:
		c.text(s, most)
	}
}

// isBlank reports whether a text has no sign that can be seen: nothing but
// spaces, characters that only join, part or direct others, and marks on nothing.
func isBlank(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool {
		return r != '\u2800' && // the empty pattern of Braille
			!unicode.In(r, unicode.Z, unicode.Cc, unicode.Cf, unicode.M, unicode.Other_Default_Ignorable_Code_Point)
	})
}

func isControl(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' && r != '\r'
}

var (
	languagePattern = regexp.MustCompile(`^[a-zA-Z]{2,8}(-[a-zA-Z0-9]{1,8}){0,4}$`)
	countryPattern  = regexp.MustCompile(`^[A-Z]{2}$`)
	wikidataPattern = regexp.MustCompile(`^Q[1-9][0-9]{0,11}$`)
	urlPattern      = regexp.MustCompile(`^https?://[^\s<>"\\^` + "`" + `{|}]+$`)
)

// isDigest reports whether s is a SHA-256 digest as citations have it.
func isDigest(s string) bool {
	for i := range len(s) {
		if b := s[i]; (b < '0' || b > '9') && (b < 'a' || b > 'f') {
			return false
		}
	}
	return len(s) == 64
}

// pattern checks that a text has a form, if there is one.
func (c checker) pattern(s string, form func(s string) bool, expected string) {
	if s != "" && !form(s) {
		c.fault("%q is not %s", Clip(s, 60), expected)
	}
}

func (c checker) language(s string) {
	c.pattern(s, languagePattern.MatchString, "a language tag such as en or uk (BCP 47)")
}

func (c checker) country(s string) {
	c.pattern(s, countryPattern.MatchString, "a two-letter country code in capitals such as UA (ISO 3166-1 alpha-2)")
}

func (c checker) url(s string) {
	c.pattern(s, urlPattern.MatchString, "a web address that begins with http:// or https://")
	c.text(s, 2000)
}

func (c checker) digest(s string) {
	c.pattern(s, isDigest, "a SHA-256 digest: 64 lower-case hexadecimal digits")
}
