package httpserver

import (
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"regexp"
	"strings"
	"sync"
)

// hostPattern is what may stand in a Host header that we repeat in an answer.
var hostPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?$`)

// Origin is the scheme and host of this server's addresses in answers: the public
// ones where the server was told them, and else those under which the client
// reached it, as far as they can be no lie.
//
// Anybody can send any Host, and an answer that repeats it, kept by a cache or read
// by a feed reader, would lead others there. A public name is therefore believed
// from --public-url alone; in its place stands the address of the connection.
func (s *Server) Origin(r *http.Request) string {
	if s.Config.PublicURL != "" {
		return strings.TrimSuffix(s.Config.PublicURL, "/")
	}
	local, listening := r.Context().Value(http.LocalAddrContextKey).(net.Addr)
	host := r.Host
	switch {
	case listening && (!hostPattern.MatchString(host) || !near(hostName(host), local)):
		host = local.String()
	case !hostPattern.MatchString(host):
		return ""
	}
	if r.TLS != nil {
		return "https://" + host
	}
	return "http://" + host
}

// hostName is a host without its port.
func hostName(host string) string {
	if name, _, err := net.SplitHostPort(host); err == nil {
		return name
	}
	return strings.Trim(host, "[]")
}

// machine is the name of this machine, "" where it has none.
var machine = sync.OnceValue(func() string {
	name, err := os.Hostname()
	if err != nil {
		return ""
	}
	return name
})

// nearby are the ends of names that nobody can own on the internet (RFC 6761, RFC
// 6762, RFC 8375, and .internal, which is kept for private use).
var nearby = []string{".localhost", ".local", ".internal", ".home.arpa", ".test"}

// near reports whether a host is one that leads nobody to a stranger: a name of the
// own network or of this machine, a private address, or that of the connection.
func near(name string, local net.Addr) bool {
	if a, err := netip.ParseAddr(name); err == nil {
		here, err := netip.ParseAddrPort(local.String())
		return a.IsLoopback() || a.IsPrivate() || a.IsLinkLocalUnicast() || err == nil && a.Unmap() == here.Addr().Unmap()
	}
	name = strings.ToLower(strings.TrimSuffix(name, "."))
	for _, end := range nearby {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return !strings.Contains(name, ".") || strings.EqualFold(name, machine())
}

// Hosts are those that addresses of this server have.
func (s *Server) Hosts(r *http.Request) []string {
	list := []string{r.Host}
	if u, err := url.Parse(s.Config.PublicURL); err == nil && u.Host != "" {
		list = append(list, u.Host)
	}
	return list
}
