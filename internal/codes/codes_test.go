package codes_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

// Every country has its codes and names, and each leads back to it alone.
func TestCountries(t *testing.T) {
	t.Parallel()
	all := codes.Countries()
	if len(all) != 250 { // the 249 of ISO 3166-1, and Kosovo
		t.Errorf("%d countries", len(all))
	}
	two, three, digits := regexp.MustCompile(`^[A-Z]{2}$`), regexp.MustCompile(`^[A-Z]{3}$`), regexp.MustCompile(`^[0-9]{3}$`)
	for _, c := range all {
		if !two.MatchString(c.Alpha2) || !three.MatchString(c.Alpha3) || !digits.MatchString(c.Numeric) && c.Alpha2 != "XK" || strings.TrimSpace(c.Name) == "" {
			t.Errorf("%+v is not complete", c)
		}
		for by, find := range map[string]func() (codes.Country, bool){
			c.Alpha2:  func() (codes.Country, bool) { return codes.ByAlpha2(strings.ToLower(c.Alpha2)) },
			c.Alpha3:  func() (codes.Country, bool) { return codes.ByAlpha3(c.Alpha3) },
			c.Numeric: func() (codes.Country, bool) { return codes.ByNumeric(strings.TrimLeft(c.Numeric, "0")) },
		} {
			if got, found := find(); by != "" && (!found || got.Alpha2 != c.Alpha2) {
				t.Errorf("%s is %q, %v; want %s", by, got.Alpha2, found, c.Alpha2)
			}
		}
		for _, name := range slices.Concat([]string{c.Name}, c.Others) {
			if got, found := codes.CountryNamed("The " + strings.ToUpper(name)); !found || got.Alpha2 != c.Alpha2 {
				t.Errorf("%q is %q, %v; want %s", name, got.Alpha2, found, c.Alpha2)
			}
		}
	}
}

// What stands for a country in one vocabulary stands for another in the next.
func TestCountriesByCode(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		find func(string) (codes.Country, bool)
		of   map[string]string // the country of each code; empty where there is none
	}{
		{"ISO, two letters", codes.ByAlpha2, map[string]string{"CH": "CH", "UK": "", "": ""}},
		{"ISO, three letters", codes.ByAlpha3, map[string]string{"rou": "RO", "ROM": "", "EUR": ""}},
		{"ISO, numeric", codes.ByNumeric, map[string]string{"4": "AF", "004": "AF", "104": "MM", "0": "", "": "", "1040": "", "-4": ""}},
		{"FIPS", codes.ByFIPS, map[string]string{"CH": "CN", "SZ": "CH", "UP": "UA", "RS": "RU", "GM": "DE", "AS": "AU", "AU": "AT", "IS": "IL", "TU": "TR",
			"VM": "VN", "KS": "KR", "GZ": "PS", "WE": "PS", "RB": "RS", "OD": "SS", "KV": "XK", "OC": "", "PG": "", "": ""}},
		{"CAMEO", codes.ByCAMEO, map[string]string{"ROM": "RO", "ROU": "RO", "TMP": "TL", "KSV": "XK", "PAL": "PS", "usa": "US", "AFR": "", "EUR": "", "GOV": "", "": ""}},
		{"Gleditsch and Ward", codes.ByGW, map[string]string{"2": "US", "775": "MM", "345": "RS", "340": "RS", "678": "YE", "816": "VN", "260": "DE", "265": "", "": ""}},
		{"names", codes.CountryNamed, map[string]string{"Burma": "MM", "Myanmar (Burma)": "MM", "Russian Federation": "RU", "Côte d’Ivoire": "CI", "viet nam": "VN",
			"Bosnia-Herzegovina": "BA", "Occupied Palestinian Territory": "PS", "NA": "", "": "", "the": "", "Africa": ""}},
	} {
		for code, want := range tt.of {
			if got, found := tt.find(code); got.Alpha2 != want || found != (want != "") {
				t.Errorf("%s: %q is %q, %v; want %q", tt.name, code, got.Alpha2, found, want)
			}
		}
	}
}

// The codes of places in GDELT's data of two days of 1982 and 2016 and a quarter of an hour
// of 2015, and some more.
func TestFIPSOfPlaces(t *testing.T) {
	t.Parallel()
	for code := range strings.FieldsSeq("AE AF AR AS AU BE BF BM BR CA CE CF CH CU EG EI ES FI FR GH GM GR GT HO ID IN IR IS IT IZ JA KN KS KZ LE LY MO MT MX MY NI NU NZ PE PK PL RS SA SF SP SW SY TU TZ UK US VE VM VT ZI " +
		"CB EN EZ HU KE LO NP RO SU TH UP VQ WA YM ZA") {
		if _, found := codes.ByFIPS(code); !found {
			t.Errorf("%s is not known", code)
		}
	}
}

// Each code that says what was done has a name, and a type that readers expect.
func TestDeeds(t *testing.T) {
	t.Parallel()
	roots := 0
	for i := range 10_000 {
		for _, code := range []string{pad(i, 2), pad(i, 3), pad(i, 4)} {
			d, found := codes.CAMEO(code)
			if !found {
				continue
			}
			if len(code) == 2 {
				roots++
			} else if _, found := codes.CAMEO(code[:len(code)-1]); !found {
				t.Errorf("%s has nothing above it", code)
			}
			if d.Code != code || d.Name == "" || !slices.Contains(timeline.EventTypes, d.Type) {
				t.Errorf("%+v is not complete", d)
			}
		}
	}
	if roots != 20 {
		t.Errorf("%d roots", roots)
	}
	for code, want := range map[string]codes.Deed{
		"043":  {"043", "Host a visit", "meeting"},
		"041":  {"041", "Discuss by telephone", "call"},
		"1622": {"1622", "Reduce or stop military assistance", "aid-suspension"},
		"010":  {"010", "Make statement, not specified", "statement"},
	} {
		if d, _ := codes.CAMEO(code); d != want {
			t.Errorf("%s is %+v", code, d)
		}
	}
	if d, _ := codes.CAMEO("010"); d.Short() != "Make statement" {
		t.Errorf("it is short for %q", d.Short())
	}
	for _, code := range []string{"", "43", "0", "21", "0043", "---"} {
		if d, found := codes.CAMEO(code); found {
			t.Errorf("%q is %+v", code, d)
		}
	}
	for code, want := range map[string]string{"CONSULT": "meeting", "assault": "attack", "REQUEST-assist": "statement", "": "", "-": "", "MEET": ""} {
		d, found := codes.PLOVER(code)
		if d.Type != want || found != (want != "") || found && (d.Name == "" || !slices.Contains(timeline.EventTypes, d.Type)) {
			t.Errorf("%q is %+v, %v", code, d, found)
		}
	}
}

// pad is a number in at least so many digits; empty where it has more.
func pad(n, digits int) string {
	s := ""
	for range digits {
		s = string(rune('0'+n%10)) + s
		n /= 10
	}
	if n > 0 {
		return ""
	}
	return s
}

// A code of an actor says no more than it does of all whom it stands for.
func TestActors(t *testing.T) {
	t.Parallel()
	for code, want := range map[string]string{"GOV": "government", "JUD": "group", "NGO": "organization", "gov": "government", "UNO": "", "": ""} {
		if a, found := codes.ActorType(code); a.Kind != want || found != (want != "") {
			t.Errorf("the type %q is %+v, %v", code, a, found)
		}
	}
	for code, want := range map[string]string{"AFR": "Africa", "WST": "The West", "USA": "", "": ""} {
		if a, _ := codes.Region(code); a.Name != want {
			t.Errorf("the region %q is %+v", code, a)
		}
	}
	nato, found := codes.KnownGroup("NAT")
	if !found || nato.Kind != "alliance" || !nato.Named("north atlantic treaty organization") || !nato.Named("NATO") || nato.Named("NATIONAL") || nato.Named("") {
		t.Errorf("%+v", nato)
	}
	for name, want := range map[string]string{"the United Nations": "UNO", "ASEAN": "ASN", "European union": "EEC", "": "", "Europe": ""} {
		if a, found := codes.KnownGroupNamed(name); a.Code != want || found != (want != "") {
			t.Errorf("the group %q is %+v, %v", name, a, found)
		}
	}
	for code := range strings.FieldsSeq("UNO EEC ARL TAL") {
		if a, _ := codes.KnownGroup(code); a.Name == "" || !slices.Contains(timeline.ActorKinds, a.Kind) {
			t.Errorf("the group %q is %+v", code, a)
		}
	}
	for code := range strings.FieldsSeq("COP GOV INS JUD MIL OPP REB SEP SPY UAF AGR BUS CRM CVL DEV EDU ELI ENV HLH HRI LAB LEG MED REF MOD RAD PTY IGO IMG INT MNC NGM NGO UIS") {
		if a, _ := codes.ActorType(code); a.Name == "" || !slices.Contains(timeline.ActorKinds, a.Kind) {
			t.Errorf("the type %q is %+v", code, a)
		}
	}
}
