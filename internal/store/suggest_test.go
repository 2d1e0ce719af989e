package store_test

import (
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

const people = `{"entity":"story","id":"s","title":"S","visibility":"private"}
{"entity":"actor","id":"munoz","name":"Carlos Muñoz","kind":"person","aliases":["El Jefe"]}
{"entity":"actor","id":"munro","name":"Alice Munro","kind":"person"}
{"entity":"actor","id":"karl","name":"Karl Muntz","kind":"person"}
{"entity":"actor","id":"yermak","name":"Андрій Єрмак","kind":"person","aliases":["Andrii Yermak"]}
{"entity":"actor","id":"beijing","name":"北京市政府","kind":"government"}
{"entity":"actor","id":"percent","name":"100% Kyiv","kind":"group"}
{"entity":"place","id":"kyiv","name":"Kyiv","kind":"city"}
{"entity":"event","id":"e","title":"E","story":"s","type":"call","actors":["munoz","munro","karl","yermak","beijing","percent"],"places":["kyiv"]}
`

// Names are found as somebody types them, private ones too, on each database.
func TestSuggest(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, people, store.LoadOptions{})
	for _, tt := range []struct {
		resource, typed string
		limit           int
		want            string
	}{
		{"actor", "carlos mu", 10, "munoz"},
		{"actor", "MUÑ", 10, "munoz munro karl"},
		{"actor", "mun", 10, "munro munoz karl"},
		{"actor", "mun", 2, "munro munoz"},
		{"actor", "munoz car", 10, "munoz"},
		{"actor", "jefe", 10, "munoz"},
		{"actor", "carlos jefe", 10, ""},
		{"actor", "a", 10, "munro"},
		{"actor", "єрм", 10, "yermak"},
		{"actor", "yerm", 10, "yermak"},
		{"actor", "北", 10, "beijing"},
		{"actor", "100%", 10, "percent"},
		{"actor", "%", 10, ""},
		{"actor", "", 10, ""},
		{"actor", `"mun" -x OR *`, 10, ""},
		{"actor", "kyiv", 10, "percent"},
		{"place", "ky", 10, "kyiv"},
		{"place", strings.Repeat("a ", 500), 10, ""},
	} {
		var list []store.Called
		err := st.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) (err error) {
			list, err = v.Suggest(tt.resource, tt.typed, tt.limit)
			return err
		})
		got := calledIDs(list)
		want := strings.Fields(tt.want)
		slices.Sort(got)
		slices.Sort(want)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s %.30q: %v, %v; want %s", tt.resource, tt.typed, got, err, tt.want)
		}
	}
	if err := st.View(t.Context(), store.ViewOptions{}, func(v *store.View) error {
		list, err := v.Suggest("actor", "carlos", 10)
		if len(list) > 0 {
			t.Errorf("everybody is told of %v", list)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestNamed(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, people, store.LoadOptions{})
	for typed, want := range map[string]string{"carlos munoz": "munoz", "el jefe": "munoz", "Andrii Yermak": "yermak", "Carlos": "", "": "", "!": ""} {
		err := st.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) error {
			list, err := v.Named("actor", typed)
			if got := strings.Join(calledIDs(list), " "); got != want {
				t.Errorf("%q names %q, want %q", typed, got, want)
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
	if err := st.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) error {
		list, err := v.CalledByID("actor", []string{"munro", "none", "munoz"})
		if got := calledIDs(list); !slices.Equal(got, []string{"munro", "munoz"}) {
			t.Errorf("by their ids: %v", got)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
}

func TestNamedAmong(t *testing.T) {
	t.Parallel()
	st := storetest.Use(storetest.Open(t))
	loaded(t, st, people, store.LoadOptions{})
	err := st.View(t.Context(), store.ViewOptions{Private: true}, func(v *store.View) error {
		list, err := v.NamedAmong("actor", []string{"Nobody", "carlos munoz", "CARLOS MUÑOZ", "el jefe", "", "!"})
		if got := strings.Join(calledIDs(list), " "); got != "munoz" {
			t.Errorf("found %q", got)
		}
		if err != nil {
			return err
		}
		list, err = v.NamedAmong("place", nil)
		if len(list) > 0 {
			t.Errorf("nothing names %v", list)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func calledIDs(list []store.Called) []string {
	var ids []string
	for _, c := range list {
		ids = append(ids, c.ID)
	}
	return ids
}
