package page

// pluralCategories are those of CLDR.
var pluralCategories = []string{"zero", "one", "two", "few", "many", "other"}

// pluralsOf lists the categories that the whole numbers of a language have.
// Spanish has "many" for whole millions too, which we say as other.
var pluralsOf = map[string][]string{
	"ar": {"zero", "one", "two", "few", "many", "other"},
	"en": {"one", "other"},
	"es": {"one", "other"},
	"uk": {"one", "few", "many", "other"},
	"zh": {"other"},
}

// plural is the category of a whole number, by the rules of CLDR.
func plural(tag string, n int) string {
	tens, ones := n%100, n%10
	switch tag {
	case "en", "es":
		if n == 1 {
			return "one"
		}
	case "uk":
		switch {
		case ones == 1 && tens != 11:
			return "one"
		case ones >= 2 && ones <= 4 && (tens < 12 || tens > 14):
			return "few"
		}
		return "many"
	case "ar":
		switch {
		case n <= 2:
			return [...]string{"zero", "one", "two"}[n]
		case tens >= 3 && tens <= 10:
			return "few"
		case tens >= 11:
			return "many"
		}
	}
	return "other"
}
