package admission

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Proxies are those in front of a server whose word about the client's address
// is believed. The zero value names none because nobody said: then a request
// that came through a proxy is from an address that is not known.
type Proxies struct {
	prefixes []netip.Prefix
	told     bool // which these are, perhaps that there are none
}

// NoProxies is how an operator says that there is no proxy.
const NoProxies = "none"

// ParseProxies reads addresses and prefixes such as 10.0.0.0/8, or "none" alone.
// No list at all says nothing.
func ParseProxies(list []string) (Proxies, error) {
	p := Proxies{told: len(list) > 0}
	if len(list) == 1 && list[0] == NoProxies {
		return p, nil
	}
	for _, text := range list {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			one, oneErr := netip.ParseAddr(text)
			if oneErr != nil {
				return p, fmt.Errorf("%q is neither an address nor a prefix such as 10.0.0.0/8", text)
			}
			prefix = netip.PrefixFrom(one, one.BitLen())
		}
		p.prefixes = append(p.prefixes, prefix)
	}
	return p, nil
}

// Trusts reports whether an address is that of a proxy.
func (p Proxies) Trusts(a netip.Addr) bool {
	for _, prefix := range p.prefixes {
		if prefix.Contains(a.Unmap().WithZone("")) {
			return true
		}
	}
	return false
}

// address is the right-most address of a request's way that is not a proxy's: all
// to the left of it is what the client says of itself. It is "" where a proxy
// does not tell, or is in front of a server that was not told of it: on the same
// machine, or by the headers that it sends.
func (p Proxies) address(r *http.Request) string {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return ""
	}
	if !p.Trusts(peer.Addr()) {
		if !p.told && (peer.Addr().Unmap().IsLoopback() || r.Header.Get("X-Forwarded-For") != "" || r.Header.Get("Forwarded") != "") {
			return ""
		}
		return Key(peer.Addr())
	}
	way := forwarded(r.Header)
	for i := len(way) - 1; i >= 0; i-- {
		a, err := netip.ParseAddr(way[i])
		if err != nil {
			return ""
		}
		if i == 0 || !p.Trusts(a) {
			return Key(a)
		}
	}
	return Key(peer.Addr()) // the proxy asks for itself
}

// forwarded are the addresses that a request was sent on from, the client's
// first, by X-Forwarded-For or else by Forwarded (RFC 7239).
func forwarded(h http.Header) []string {
	var way []string
	if list := h.Values("X-Forwarded-For"); len(list) > 0 {
		for element := range strings.SplitSeq(strings.Join(list, ","), ",") {
			way = append(way, bare(element))
		}
		return way
	}
	for _, list := range h.Values("Forwarded") {
		for element := range strings.SplitSeq(list, ",") {
			node := ""
			for pair := range strings.SplitSeq(element, ";") {
				if name, value, _ := strings.Cut(strings.TrimSpace(pair), "="); strings.EqualFold(name, "for") {
					node = value
				}
			}
			way = append(way, bare(node))
		}
	}
	return way
}

// bare is an address without quotation marks, brackets and port.
func bare(node string) string {
	node = strings.Trim(strings.TrimSpace(node), `"`)
	if a, err := netip.ParseAddrPort(node); err == nil {
		return a.Addr().String()
	}
	return strings.TrimSuffix(strings.TrimPrefix(node, "["), "]")
}

// Key is how limits tell addresses apart: an IPv6 client has a whole /64.
func Key(a netip.Addr) string {
	a = a.Unmap().WithZone("")
	if a.Is4() {
		return a.String()
	}
	return netip.PrefixFrom(a, 64).Masked().String()
}
