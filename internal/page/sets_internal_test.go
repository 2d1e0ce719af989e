package page

import "testing"

// TestSets makes the templates of every page in every language: each is there, and so is
// what it calls, and nothing else.
func TestSets(t *testing.T) {
	t.Parallel()
	for _, l := range Languages() {
		for _, kind := range kinds {
			set, err := setOf(kind, l)
			if err != nil {
				t.Errorf("%s in %s: %v", kind, l.Tag, err)
				continue
			}
			if set.Lookup("base") == nil {
				t.Errorf("%s in %s has no base", kind, l.Tag)
			}
			if again, _ := setOf(kind, l); again != set {
				t.Errorf("%s in %s is made twice", kind, l.Tag)
			}
			if kind == "home" && set.Lookup("field-fault") != nil {
				t.Error("the list of stories has the form of an event")
			}
		}
	}
	if _, err := setOf("nothing", Languages()[0]); err == nil {
		t.Error("there is a page that is not listed")
	}
}
