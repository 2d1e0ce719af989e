package admission

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

func TestWhoseRequestItIs(t *testing.T) {
	t.Parallel()
	const proxy, stranger = "10.1.2.3:4000", "203.0.113.7:4000"
	xff := func(list ...string) http.Header { return http.Header{"X-Forwarded-For": list} }
	std := func(list ...string) http.Header { return http.Header{"Forwarded": list} }
	trusted, none := []string{"10.0.0.0/8", "2001:db8:1::/48", "192.0.2.9"}, []string{"none"}
	for _, tt := range []struct {
		name    string
		proxies []string
		peer    string
		header  http.Header
		want    string
	}{
		{"nobody said", nil, stranger, nil, "203.0.113.7"},
		{"nobody said, and there is a proxy", nil, stranger, xff("198.51.100.1"), ""},
		{"nobody said, and there is one of RFC 7239", nil, stranger, std("for=198.51.100.1"), ""},
		{"nobody said, and it is on this machine", nil, "127.0.0.1:9", nil, ""},
		{"nobody said, and it is on this machine, by IPv6", nil, "[::1]:9", nil, ""},
		{"none, whatever the client says", none, stranger, xff("198.51.100.1"), "203.0.113.7"},
		{"none, on this machine", none, "127.0.0.1:9", nil, "127.0.0.1"},
		{"a stranger, whatever it says", trusted, stranger, xff("198.51.100.1"), "203.0.113.7"},
		{"a proxy", trusted, proxy, xff("198.51.100.1"), "198.51.100.1"},
		{"what is left is the client's word", trusted, proxy, xff("10.9.9.9, 198.51.100.1"), "198.51.100.1"},
		{"garbage of the client's", trusted, proxy, xff("<x>, 198.51.100.1"), "198.51.100.1"},
		{"two proxies", trusted, proxy, xff("198.51.100.1, 192.0.2.9"), "198.51.100.1"},
		{"two headers", trusted, proxy, xff("198.51.100.5", "198.51.100.1", "10.0.0.1"), "198.51.100.1"},
		{"a proxy asks for itself", trusted, proxy, nil, "10.1.2.3"},
		{"proxies alone", trusted, proxy, xff("10.0.0.1, 10.0.0.2"), "10.0.0.1"},
		{"a proxy that does not tell", trusted, proxy, xff("unknown"), ""},
		{"a port", trusted, proxy, xff("198.51.100.1:8080"), "198.51.100.1"},
		{"IPv6", trusted, proxy, xff("2001:db8:5:6:7:8:9:a"), "2001:db8:5:6::/64"},
		{"IPv6 in brackets", trusted, proxy, xff("[2001:db8:5:6::1]:443"), "2001:db8:5:6::/64"},
		{"IPv6 peers of one network", none, "[2001:db8:5:6:ffff::1%eth0]:443", nil, "2001:db8:5:6::/64"},
		{"IPv4 in IPv6", none, "[::ffff:203.0.113.7]:443", nil, "203.0.113.7"},
		{"an IPv6 proxy", trusted, "[2001:db8:1::5]:443", xff("198.51.100.1"), "198.51.100.1"},
		{"RFC 7239", trusted, proxy, std(`for=192.0.2.1;proto=http, For="[2001:db8:5:6::1]:4711";by=10.0.0.1`), "2001:db8:5:6::/64"},
		{"RFC 7239, hidden", trusted, proxy, std(`for=_hidden`), ""},
		{"both: the one that proxies set", trusted, proxy, http.Header{"X-Forwarded-For": {"198.51.100.1"}, "Forwarded": {"for=198.51.100.2"}}, "198.51.100.1"},
		{"no address", nil, "@", nil, ""},
	} {
		proxies, err := ParseProxies(tt.proxies)
		if err != nil {
			t.Fatal(err)
		}
		c := New(Config{Proxies: proxies})
		if got := c.Address(&http.Request{RemoteAddr: tt.peer, Header: tt.header}); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	for _, wrong := range []string{"10.0.0.0/33", "proxy.example", "", "none,"} {
		if _, err := ParseProxies([]string{wrong}); err == nil {
			t.Errorf("%q is a proxy", wrong)
		}
	}
}

func TestRates(t *testing.T) {
	t.Parallel()
	r, err := ParseRate("6/1m")
	if err != nil {
		t.Fatal(err)
	}
	c, now := New(Config{Rate: r}), time.Unix(1_000_000, 0)
	for i := range 6 {
		a := c.Count("one", now)
		if a.Spent || a.Left != 5-i || a.Policy() != `"address";q=6;w=60` || a.Limit() != fmt.Sprintf(`"address";r=%d;t=10`, 5-i) {
			t.Errorf("%d: %+v", i, a)
		}
	}
	if a := c.Count("one", now); !a.Spent || a.After != 10*time.Second {
		t.Errorf("%+v", a)
	}
	if a := c.Count("other", now); a.Spent {
		t.Errorf("%+v", a)
	}
	if a := c.Count("", now); a.Rate.Requests != 0 {
		t.Errorf("who is not known is counted: %+v", a)
	}
	if a := c.Count("one", now.Add(10*time.Second)); a.Spent || a.Left != 0 {
		t.Errorf("%+v", a)
	}
	for i := range 3 * mostRates / 2 { // as somebody with a whole network may send
		c.Count(fmt.Sprint(i), now.Add(10*time.Second))
	}
	if n := len(c.rates.by); n > mostRates {
		t.Errorf("%d addresses are kept", n)
	}
	c.Count("late", now.Add(time.Hour))
	for i := range fewRates {
		c.Count(fmt.Sprint("later ", i), now.Add(time.Hour))
	}
	if n := len(c.rates.by); n > mostRates {
		t.Errorf("%d addresses are kept", n)
	}
	for _, wrong := range []string{"6", "6/", "/1m", "0/1m", "6/0s", "6/1ms", "-1/1m", "6/1m/1m"} {
		if _, err := ParseRate(wrong); err == nil {
			t.Errorf("%q is a rate", wrong)
		}
	}
	if New(Config{}).Count("one", now).Rate.Requests != 0 {
		t.Error("there is a limit that nobody asked for")
	}
}
