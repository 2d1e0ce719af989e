package timeline

import "strings"

// IsLanguage reports whether s can be the language of a record.
func IsLanguage(s string) bool { return languagePattern.MatchString(s) }

// IsAddress reports whether s can be the address of a source or of media.
func IsAddress(s string) bool { return len(s) <= 2000 && urlPattern.MatchString(s) }

// IsMediaType reports whether s can be the type of media.
func IsMediaType(s string) bool { return mediaTypePattern.MatchString(s) }

// Printable is a text without the control characters that no record may hold.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		if isControl(r) {
			return -1
		}
		return r
	}, s)
}

// IsBlank reports whether a text has no sign that can be seen.
func IsBlank(s string) bool { return isBlank(s) }
