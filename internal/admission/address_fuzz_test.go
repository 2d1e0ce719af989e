package admission

import (
	"net/http"
	"net/netip"
	"testing"
)

// FuzzForwarded: whoever is no proxy says nothing about its address, and what a proxy says
// is an address or none.
func FuzzForwarded(f *testing.F) {
	f.Add("192.0.2.1, 10.0.0.1", "")
	f.Add("", `for="[2001:db8::1%25eth0]:4711";proto=https, for=_hidden`)
	f.Add(",,;=\"", "for")
	f.Fuzz(func(t *testing.T, way, standard string) {
		proxies, err := ParseProxies([]string{"10.0.0.0/8"})
		if err != nil {
			t.Fatal(err)
		}
		r := &http.Request{RemoteAddr: "192.0.2.9:1", Header: http.Header{"X-Forwarded-For": {way, way}, "Forwarded": {standard}}}
		if got := proxies.address(r); got != "192.0.2.9" {
			t.Errorf("%q, %q make somebody %q", way, standard, got)
		}
		if got := (Proxies{}).address(r); got != "" && got != "192.0.2.9" {
			t.Errorf("%q, %q make somebody %q where nobody said which are proxies", way, standard, got)
		}
		r.RemoteAddr = "10.0.0.1:1"
		if way == "" {
			delete(r.Header, "X-Forwarded-For")
		}
		got := proxies.address(r)
		_, addrErr := netip.ParseAddr(got)
		_, prefixErr := netip.ParsePrefix(got)
		if got != "" && addrErr != nil && prefixErr != nil {
			t.Errorf("%q, %q are from %q", way, standard, got)
		}
	})
}
