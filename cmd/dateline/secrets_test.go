package main

import (
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// secretPlaces are requests with a secret in each place that has room for one: SECRET is as
// it is, ENCODED with percent escapes, TWICE with those escaped, and BASIC a password.
var secretPlaces = []string{
	"GET /v1/stories HTTP/1.1\nAuthorization: Bearer SECRET\n",
	"GET /v1/stories HTTP/1.1\nAuthorization: Bearer SECRETx\n",
	"GET /v1/stories HTTP/1.1\nAuthorization: SECRET\n",
	"GET /v1/stories HTTP/1.1\nAuthorization: Basic BASIC\n",
	"GET /v1/stories HTTP/1.1\nProxy-Authorization: Bearer SECRET\n",
	"GET /edit HTTP/1.1\nCookie: dateline-session=SECRET\n",
	"POST /edit/sign-out HTTP/1.1\nCookie: dateline-session=SECRETx\nSec-Fetch-Site: same-origin\n",
	"GET /v1/stories HTTP/1.1\nX-Request-Id: SECRET\n",
	"GET /v1/stories HTTP/1.1\nX-Request-Id: a.SECRET\n",
	"GET / HTTP/1.1\nReferer: http://x/edit/invitations/SECRET\n",
	"GET / HTTP/1.1\nUser-Agent: SECRET\n",
	"GET / HTTP/1.1\nOrigin: http://SECRET\n",
	"GET / HTTP/1.1\nX-Forwarded-For: SECRET\nX-Forwarded-Host: SECRET\nX-Forwarded-Proto: SECRET\n",
	"GET / HTTP/1.1\nAccept-Language: SECRET\nAccept: SECRET/SECRET\nRange: SECRET\n",
	"GET /v1/stories HTTP/1.1\nIf-None-Match: \"SECRET\"\nIf-Modified-Since: SECRET\nDateline-Seq: SECRET\n",
	"GET /v1/events/stream HTTP/1.1\nLast-Event-Id: SECRET\n",
	"GET / HTTP/1.1\nExpect: SECRET\n",
	"GET / HTTP/1.1\nSECRET: a\n",
	"GET / HTTP/1.1\nSECRET\n",
	"GET / HTTP/1.1\nX: SECRET\x00\n",
	"POST / HTTP/1.1\nTransfer-Encoding: SECRET\n",
	"POST / HTTP/1.1\nContent-Length: SECRET\n",
	"GET /v1/stories?token=SECRET HTTP/1.1\n",
	"GET /v1/stories?token=ENCODED HTTP/1.1\n",
	"GET /v1/stories?token=TWICE HTTP/1.1\n",
	"GET /v1/stories?SECRET=1 HTTP/1.1\n",
	"GET /v1/events?q=SECRET HTTP/1.1\n",
	"GET /v1/events?q=ENCODED&limit=1&%zz HTTP/1.1\n",
	"GET /v1/events?cursor=SECRET HTTP/1.1\n",
	"GET /explore?token=ENCODED&q=ENCODED HTTP/1.1\n",
	"GET /v1/events/SECRET HTTP/1.1\n",
	"GET /edit/invitations/SECRET HTTP/1.1\n",
	"GET /edit/invitations/ENCODED HTTP/1.1\n",
	"GET /edit/invitations/TWICE HTTP/1.1\n",
	"GET /edit/preview/SECRET/ HTTP/1.1\n",
	"GET /edit/preview/ENCODED/stories/lighthouse HTTP/1.1\n",
	"GET /no/SECRET/ HTTP/1.1\n",
	"GET /" + strings.Repeat("a", 490) + "/SECRET HTTP/1.1\n",
	"GET http://u:SECRET@x/v1/stories HTTP/1.1\n",
	"GET //SECRET HTTP/1.1\n",
	"GET :SECRET HTTP/1.1\n",
	"SECRET /v1/stories HTTP/1.1\n",
	"SECRET",
	"GET /SECRET HTTP/9.9\n",
	"POST /v1/events HTTP/1.1\nIdempotency-Key: SECRET\nContent-Type: application/json\nContent-Length: 4\n",
	"POST /v1/events HTTP/1.1\nAuthorization: Bearer TOKEN\nIdempotency-Key: SECRET\nContent-Type: SECRET/x\nContent-Length: 0\n",
	"POST /v1/events HTTP/1.1\nAuthorization: Bearer TOKEN\nContent-Type: application/json\n\n{\"id\":\"SECRET\",\"title\":SECRET}",
	"POST /v1/import?story=lighthouse&file=SECRET HTTP/1.1\nAuthorization: Bearer TOKEN\nContent-Type: application/x-ndjson\n\n{\"entity\":\"SECRET\"}",
	"POST /edit/passkeys/sign-in HTTP/1.1\nSec-Fetch-Site: same-origin\nContent-Type: application/x-www-form-urlencoded\n\nassertion=SECRET",
}

// TestNoSecretIsLogged: whatever a secret comes in, the log at its finest does not
// have it, however often it is decoded.
func TestNoSecretIsLogged(t *testing.T) {
	inFolder(t)
	write(t, "story.yaml", story)
	ok(t, "import", "story.yaml")
	token := strings.TrimSpace(ok(t, "token", "create", "--name", "desk", "--scope", "write"))
	invitation, other := strings.TrimSpace(ok(t, "user", "invite", "Olena")), strings.TrimSpace(ok(t, "user", "invite", "Ivo"))
	p := startServer(t, "--log-level", "debug", "--slow-query", "1ns")

	v := visitor{t, p}
	cookie := v.signIn(invitation)
	v.post(cookie, "/edit/stories/lighthouse/details", url.Values{"title": {"The lighthouse, again"}, "since": {"0"}, "base": {"1"}})
	preview := regexp.MustCompile(`/edit/preview/(dl_[\w-]+)`).FindStringSubmatch(v.post(cookie, "/edit/stories/lighthouse/links", url.Values{"days": {"1"}}))
	if preview == nil {
		t.Fatal("there is no link to the draft")
	}
	secrets := []string{token, strings.TrimPrefix(cookie, "dateline-session="), "dl_" + after(other, "dl_"), preview[1]}
	sent := 0
	for _, secret := range secrets {
		for _, place := range secretPlaces {
			v.send(filled(place, secret, token))
			sent++
		}
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	lines := 0
	for line := range p.logs {
		lines++
		for read, last := line, ""; read != last; { // as often as it can be
			for _, secret := range secrets {
				if strings.Contains(read, secret[6:24]) || strings.Contains(read, secret[len(secret)-18:]) {
					t.Fatalf("a secret is logged: %s", line)
				}
			}
			last, read = read, percent.ReplaceAllStringFunc(read, func(escape string) string {
				plain, err := url.PathUnescape(escape)
				if err != nil {
					return escape
				}
				return plain
			})
		}
	}
	if lines < sent {
		t.Errorf("%d lines are logged of %d requests", lines, sent)
	}
}

var percent = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)

// filled is a request with a secret in its places. What comes after an empty line is its
// body.
func filled(place, secret, token string) string {
	escaped := func(text string) string {
		var b strings.Builder
		for i := range len(text) {
			fmt.Fprintf(&b, "%%%02x", text[i])
		}
		return b.String()
	}
	head, body, sends := strings.Cut(place, "\n\n")
	fill := strings.NewReplacer("SECRET", secret, "ENCODED", escaped(secret), "TWICE", escaped(escaped(secret)), "TOKEN", token, "BASIC", base64.StdEncoding.EncodeToString([]byte("u:"+secret)))
	head, body = strings.TrimSuffix(head, "\n"), fill.Replace(body)
	head = strings.ReplaceAll(fill.Replace(head), "\n", "\r\n") + "\r\nHost: localhost\r\nConnection: close\r\n"
	if sends {
		head += fmt.Sprintf("Content-Length: %d\r\n", len(body))
	}
	return head + "\r\n" + body
}

// visitor is somebody at a server that is a process.
type visitor struct {
	t *testing.T
	p *process
}

// send sends a request as it is, and waits for the end of its answer.
func (v visitor) send(request string) {
	v.t.Helper()
	var dialer net.Dialer
	conn, err := dialer.DialContext(v.t.Context(), "tcp", strings.TrimPrefix(v.p.url, "http://"))
	if err != nil {
		v.t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	if _, err := io.WriteString(conn, request); err != nil {
		return // it was refused before it was sent
	}
	_ = conn.(*net.TCPConn).CloseWrite()
	_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
	_, _ = io.Copy(io.Discard, conn) // whatever it is
}

// signIn uses an invitation, and is the cookie of the session.
func (v visitor) signIn(link string) string {
	v.t.Helper()
	_, _, cookies := v.answer("", "/edit/"+after(link, "/edit/"), nil)
	if len(cookies) == 0 {
		v.t.Fatal("nobody is signed in")
	}
	return cookies[0].Name + "=" + cookies[0].Value
}

// after is what follows a part of a text, which it has.
func after(text, part string) string {
	_, rest, _ := strings.Cut(text, part)
	return rest
}

// post sends a form, and is the page that answers.
func (v visitor) post(cookie, path string, form url.Values) string {
	v.t.Helper()
	status, body, _ := v.answer(cookie, path, form)
	if status >= http.StatusBadRequest {
		v.t.Fatalf("%s answers %d: %.500s", path, status, body)
	}
	return body
}

func (v visitor) answer(cookie, path string, form url.Values) (status int, body string, cookies []*http.Cookie) {
	v.t.Helper()
	req, err := http.NewRequestWithContext(v.t.Context(), http.MethodPost, v.p.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		v.t.Fatal(err)
	}
	req.Header = http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Sec-Fetch-Site": {"same-origin"}, "Cookie": {cookie}, "Accept": {"text/html"}}
	res, err := http.DefaultTransport.RoundTrip(req) // which follows nothing
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	return res.StatusCode, string(text), res.Cookies()
}
