package convert

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/teambition/rrule-go"
)

// maxOccurrences is how many events one that recurs becomes. What recurs more often
// is kept as one.
const maxOccurrences = 366

// maxSearched is how many occurrences are looked at to find the last.
const maxSearched = 20_000

// maxBarren is how many rules of a file may have no occurrence at all: to find that
// out takes all years to 9999.
const maxBarren = 100

// recurrence is what recurs by a rule of RFC 5545 and on dates besides. All its times
// are readings of one clock, as UTC: what recurs at ten does so in winter and summer.
type recurrence struct {
	start   time.Time   // the first occurrence
	rule    string      // without its name; empty where dates alone are given
	extra   []time.Time // RDATE
	without []time.Time // EXDATE

	// clock is what the clock of the start shows at an instant; nil where it is UTC or
	// no zone is known.
	clock func(instant time.Time) time.Time
}

// series is when something occurs.
type series struct {
	dates   []time.Time // in their order; none where the series is kept as one
	endless bool        // no end is stated
	many    bool        // there are more than are kept one by one
	last    time.Time   // of many; zero where it is too far away to be looked for
}

// errBarren is the error of a rule without an occurrence.
var errBarren = errors.New("the rule has no occurrence up to the year 9999")

// expand finds when something occurs. The error is of the rule.
func (r recurrence) expand() (series, error) {
	all := append([]time.Time{r.start}, r.extra...)
	if r.rule != "" {
		option, err := r.option()
		if err != nil {
			return series{}, err
		}
		if option.Count == 0 && option.Until.IsZero() {
			return series{endless: true}, nil
		}
		ruled, last, err := occurrences(*option, maxOccurrences+1)
		if err != nil {
			return series{}, err
		}
		if option.Count > 0 && len(ruled) == option.Count && !slices.ContainsFunc(ruled, r.start.Equal) {
			ruled = ruled[:option.Count-1] // the start counts as the first
		}
		if len(ruled) > maxOccurrences {
			return series{many: true, last: last}, nil
		}
		all = append(all, ruled...)
	}
	slices.SortFunc(all, time.Time.Compare)
	all = slices.CompactFunc(all, time.Time.Equal)
	all = slices.DeleteFunc(all, func(t time.Time) bool { return slices.ContainsFunc(r.without, t.Equal) })
	if len(all) > maxOccurrences {
		return series{many: true, last: all[len(all)-1]}, nil
	}
	return series{dates: all}, nil
}

// occurrences are the first of a rule that has an end, at most so many, and the last
// of all; that is zero where it is too far away to be looked for.
func occurrences(option rrule.ROption, most int) (dates []time.Time, last time.Time, err error) {
	rule, err := rrule.NewRRule(option)
	if err != nil {
		return nil, time.Time{}, err
	}
	next := rule.Iterator()
	for range maxSearched {
		t, more := next()
		if !more {
			if len(dates) == 0 {
				err = errBarren
			}
			return dates, last, err
		}
		if last = t; len(dates) < most {
			dates = append(dates, t)
		}
	}
	return dates, time.Time{}, nil
}

// lastYear is where a rule ends that is counted.
var lastYear = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)

// option reads the rule, and refuses what the library cannot be asked without harm:
// it has no bounds of its own, and reaches past its tables for days that no month has.
func (r recurrence) option() (*rrule.ROption, error) {
	text := strings.TrimSuffix(strings.ToUpper(strings.TrimSpace(r.rule)), ";")
	if len(text) > 2000 {
		return nil, fmt.Errorf("the rule has %d bytes; at most 2000 are taken", len(text))
	}
	if r.start.Year() < 1 {
		return nil, errors.New("it begins before the year 1")
	}
	option, err := rrule.StrToROption(text)
	if err != nil {
		return nil, err
	}
	if err := checkRule(option, strings.Contains(text, "COUNT="), strings.Contains(text, "INTERVAL=")); err != nil {
		return nil, err
	}
	option.Dtstart = r.start
	switch {
	case !option.Until.IsZero():
		until := ruleUntil(text)
		if len(until) == len("20060102") {
			option.Until = option.Until.Add(24*time.Hour - time.Second)
		} else if strings.HasSuffix(until, "Z") && r.clock != nil {
			option.Until = r.clock(option.Until)
		}
	case option.Count > 0:
		option.Until = lastYear
	}
	return option, nil
}

// ruleUntil is what a rule says of its end.
func ruleUntil(rule string) string {
	_, rest, _ := strings.Cut(rule, "UNTIL=")
	until, _, _ := strings.Cut(rest, ";")
	return until
}

func checkRule(o *rrule.ROption, counted, spaced bool) error {
	finest := max(1, len(o.Byhour)) * max(1, len(o.Byminute)) * max(1, len(o.Bysecond))
	lists := [][]int{o.Bysetpos, o.Bymonth, o.Bymonthday, o.Byyearday, o.Byweekno, o.Byhour, o.Byminute, o.Bysecond}
	switch {
	case counted && (o.Count < 1 || o.Count > 1_000_000):
		return errors.New("COUNT is none of 1 to 1000000")
	case spaced && (o.Interval < 1 || o.Interval > 1000):
		return errors.New("INTERVAL is none of 1 to 1000")
	case len(o.Byeaster) > 0:
		return errors.New("BYEASTER is no part of the standard")
	case finest > 100:
		return errors.New("it has more than 100 times of a day")
	case slices.ContainsFunc(lists, func(l []int) bool { return len(l) > 400 }) || len(o.Byweekday) > 400:
		return errors.New("a list in it has more than 400 numbers")
	}
	if o.Freq > rrule.DAILY && (slices.ContainsFunc(lists, func(l []int) bool { return len(l) > 0 }) || len(o.Byweekday) > 0) {
		return errors.New("what recurs by the hour, minute or second, and then on some days or hours alone, is not expanded")
	}
	for _, day := range o.Byweekday {
		most := 0
		switch {
		case o.Freq == rrule.MONTHLY, o.Freq == rrule.YEARLY && len(o.Bymonth) > 0:
			most = 5
		case o.Freq == rrule.YEARLY && len(o.Byweekno) == 0:
			most = 53
		}
		if n := day.N(); n < -most || n > most {
			return fmt.Errorf("BYDAY has the weekday number %d, which its frequency does not have", n)
		}
	}
	return nil
}
