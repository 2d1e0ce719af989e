package httpserver

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
)

// hostPattern is what may stand in a Host header that we repeat in an answer.
var hostPattern = regexp.MustCompile(`^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(:[0-9]{1,5})?$|^\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?$`)

// Origin is the scheme and host under which the client reached this server, or
// the public one where the server was told it.
func (s *Server) Origin(r *http.Request) string {
	if s.Config.PublicURL != "" {
		return strings.TrimSuffix(s.Config.PublicURL, "/")
	}
	if !hostPattern.MatchString(r.Host) {
		return ""
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Hosts are those that addresses of this server have.
func (s *Server) Hosts(r *http.Request) []string {
	list := []string{r.Host}
	if u, err := url.Parse(s.Config.PublicURL); err == nil && u.Host != "" {
		list = append(list, u.Host)
	}
	return list
}
