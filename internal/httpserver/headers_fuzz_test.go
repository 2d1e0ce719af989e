package httpserver

import (
	"net/url"
	"reflect"
	"slices"
	"testing"
)

func FuzzAccept(f *testing.F) {
	for _, header := range []string{"", "*/*", "text/html, application/json;q=0.5, */*;q=0", "a/b;q=NaN", "/;q=", "text/*;level=1;q=1.0", "a/b;q=1e-400"} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		ranges := parseAccept([]string{header, header})
		if len(ranges) == 0 {
			t.Fatalf("%q accepts nothing at all", header)
		}
		for _, media := range []string{"application/json", "text/html; charset=utf-8", ""} {
			if p := preferenceFor(ranges, media); !(p.q >= 0 && p.q <= 1) {
				t.Errorf("%q wants %q by %v", header, media, p.q)
			}
		}
	})
}

// FuzzTagLists: a list of entity tags that is read holds one more tag as well, and what is
// not read holds none.
func FuzzTagLists(f *testing.F) {
	for _, list := range []string{"", "*", `"1"`, `W/"a", "2-gzip"`, `, ,"3" ,`, `"`, `"a"b`, `"999999999999999999999"`, "\"\x00\""} {
		f.Add(list)
	}
	f.Fuzz(func(t *testing.T, list string) {
		tag := ETag{Opaque: "one-more"}
		if _, found := tag.among(tag.With("") + "," + list); !found {
			t.Errorf("the first of a list is not found before %q", list)
		}
		cond, ok := conditionIn(list)
		if !ok && (cond.any || list == "*") {
			t.Errorf("%q is not read, and holds any", list)
		}
		if ok && !cond.any {
			longer, ok := conditionIn(list + `, "77"`)
			if !ok || !slices.Equal(longer.revisions, append(slices.Clone(cond.revisions), 77)) {
				t.Errorf("%q holds %v, and with 77 %v, %t", list, cond.revisions, longer.revisions, ok)
			}
		}
		for _, n := range cond.revisions {
			if n < 0 {
				t.Errorf("%q holds the revision %d", list, n)
			}
		}
	})
}

// FuzzOrderly: a query in order means what it did.
func FuzzOrderly(f *testing.F) {
	for _, query := range []string{"", "b=1&a=2&b=0", "utm_source=x&a=1", "fields=a&%66ields=b", "a=%zz&%zz=1", "&&a&=&", "b;c=1&a"} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, query string) {
		in := orderly(query)
		if again := orderly(in); again != in {
			t.Errorf("%q is ordered as %q, and then as %q", query, in, again)
		}
		before, err := url.ParseQuery(query)
		if err != nil {
			return // it is refused
		}
		for name := range before {
			if Appended(name) {
				delete(before, name)
			}
		}
		after, err := url.ParseQuery(in)
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%q is ordered as %q, which reads %v, %v, not %v", query, in, after, err, before)
		}
	})
}
