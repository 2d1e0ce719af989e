package datewords

import (
	"encoding/json"
	"io/fs"
	"path"
	"strings"
	"sync"

	"example.org/dateline/web/locales"
)

// Locale words dates in a language. It does not change, and is safe for use by
// several goroutines.
type Locale struct {
	Tag   string // BCP 47
	words *vocabulary
	short *Locale
}

// Short returns the same with abbreviated months.
func (l *Locale) Short() *Locale { return l.short }

// vocabulary is the part of a language's file that dates are made of. README.md
// beside the files says what each is.
type vocabulary struct {
	Months                  []string `json:"months"`
	MonthsAlone             []string `json:"months_alone"`
	MonthsShort             []string `json:"months_short"`
	Day                     string   `json:"day"`
	DayWithin               string   `json:"day_within"`
	DayOfMonth              string   `json:"day_of_month"`
	DayOfMonthWithin        string   `json:"day_of_month_within"`
	DayNumber               string   `json:"day_number"`
	DayNumberWithin         string   `json:"day_number_within"`
	Month                   string   `json:"month"`
	MonthWithin             string   `json:"month_within"`
	Year                    string   `json:"year"`
	YearWithin              string   `json:"year_within"`
	YearOfDate              string   `json:"year_of_date"`
	BCE                     string   `json:"bce"`
	CE                      string   `json:"ce"`
	SomeYear                string   `json:"some_year"`
	SomeYearWithin          string   `json:"some_year_within"`
	OfSomeYear              string   `json:"of_some_year"`
	Decade                  string   `json:"decade"`
	DecadeWithin            string   `json:"decade_within"`
	Century                 string   `json:"century"`
	CenturyWithin           string   `json:"century_within"`
	CenturyNumerals         string   `json:"century_numerals"`
	Seasons                 []string `json:"seasons"`
	SeasonsWithin           []string `json:"seasons_within"`
	Northern                string   `json:"northern"`
	Southern                string   `json:"southern"`
	Quarters                []string `json:"quarters"`
	QuartersWithin          []string `json:"quarters_within"`
	Thirds                  []string `json:"thirds"`
	ThirdsWithin            []string `json:"thirds_within"`
	Halves                  []string `json:"halves"`
	HalvesWithin            []string `json:"halves_within"`
	SomeDay                 string   `json:"some_day"`
	SomeDayWithin           string   `json:"some_day_within"`
	SomeMonth               string   `json:"some_month"`
	SomeMonthWithin         string   `json:"some_month_within"`
	Time                    string   `json:"time"`
	Hour                    string   `json:"hour"`
	GreatAgeUnit            string   `json:"great_age_unit"`
	GreatAge                string   `json:"great_age"`
	LargeAgeUnit            string   `json:"large_age_unit"`
	LargeAge                string   `json:"large_age"`
	About                   string   `json:"about"`
	AboutWithin             string   `json:"about_within"`
	PerhapsForm             string   `json:"perhaps_form"`
	Perhaps                 string   `json:"perhaps"`
	PerhapsWithin           string   `json:"perhaps_within"`
	PerhapsAbout            string   `json:"perhaps_about"`
	PerhapsAboutWithin      string   `json:"perhaps_about_within"`
	AboutNumber             string   `json:"about_number"`
	Partly                  string   `json:"partly"`
	Components              []string `json:"components"`
	Uncertain               string   `json:"uncertain"`
	Approximate             string   `json:"approximate"`
	UncertainAndApproximate string   `json:"uncertain_and_approximate"`
	DoubtSeparator          string   `json:"doubt_separator"`
	Between                 string   `json:"between"`
	To                      string   `json:"to"`
	Span                    string   `json:"span"`
	SpanDays                string   `json:"span_days"`
	Elide                   string   `json:"elide"`
	OnOrBefore              string   `json:"on_or_before"`
	InOrBefore              string   `json:"in_or_before"`
	OnOrAfter               string   `json:"on_or_after"`
	InOrAfter               string   `json:"in_or_after"`
	From                    string   `json:"from"`
	Until                   string   `json:"until"`
	StartNotStated          string   `json:"start_not_stated"`
	NoStart                 string   `json:"no_start"`
	NoEndStated             string   `json:"no_end_stated"`
	EndNotKnown             string   `json:"end_not_known"`
	Always                  string   `json:"always"`
	OneOf                   string   `json:"one_of"`
	OneOfTwo                string   `json:"one_of_two"`
	AllOf                   string   `json:"all_of"`
	AllOfTwo                string   `json:"all_of_two"`
	Or                      string   `json:"or"`
	And                     string   `json:"and"`
	ListSeparator           string   `json:"list_separator"`
	NoteSeparator           string   `json:"note_separator"`
	Unknown                 string   `json:"unknown"`
	StatusForm              string   `json:"status_form"`
	Expected                string   `json:"expected"`
	Scheduled               string   `json:"scheduled"`
	ScheduledSpan           string   `json:"scheduled_span"`
	Proposed                string   `json:"proposed"`
	ExpectedUndated         string   `json:"expected_undated"`
	ScheduledUndated        string   `json:"scheduled_undated"`
	ProposedUndated         string   `json:"proposed_undated"`
	Postponed               string   `json:"postponed"`
	Cancelled               string   `json:"cancelled"`
	GroupSeparator          string   `json:"group_separator"`
	DecimalSeparator        string   `json:"decimal_separator"`
	TypedDays               string   `json:"typed_days"`
	TypedMonths             string   `json:"typed_months"`
	TypedThirds             []string `json:"typed_thirds"`
	DayOrder                string   `json:"day_order"`
}

var load = sync.OnceValues(read)

// For returns the words of a language, by its tag or the tag's first part.
func For(tag string) (*Locale, bool) {
	all, err := load()
	if err != nil {
		panic(err) // the files are part of the program
	}
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	l, ok := all[primary]
	return l, ok
}

// English is For("en"): the language of files that know no other.
func English() *Locale {
	l, _ := For("en")
	return l
}

func read() (map[string]*Locale, error) {
	names, err := fs.Glob(locales.Files, "*.json")
	if err != nil {
		return nil, err
	}
	all := map[string]*Locale{}
	for _, name := range names {
		text, err := fs.ReadFile(locales.Files, name)
		if err != nil {
			return nil, err
		}
		var file struct {
			Dates vocabulary `json:"dates"`
		}
		if err := json.Unmarshal(text, &file); err != nil {
			return nil, err
		}
		tag := strings.TrimSuffix(path.Base(name), ".json")
		short := file.Dates
		short.Months, short.MonthsAlone = short.MonthsShort, short.MonthsShort
		all[tag] = &Locale{Tag: tag, words: &file.Dates, short: &Locale{Tag: tag, words: &short}}
		all[tag].short.short = all[tag].short
	}
	return all, nil
}
