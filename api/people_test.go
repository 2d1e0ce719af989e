package api_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

const formMedia = "application/x-www-form-urlencoded"

// browser is what somebody edits with: it keeps the cookie, and says where a
// request comes from.
type browser struct {
	http.Handler
	cookie string // name=value, "" for none
	origin string
}

func (b *browser) do(t *testing.T, method, target string, form url.Values, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	req := httptest.NewRequest(method, b.origin+target, strings.NewReader(form.Encode()))
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Sec-Fetch-Site", "same-origin")
	req.Header.Set("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", formMedia)
	}
	if b.cookie != "" {
		req.Header.Set("Cookie", b.cookie)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	rec := httptest.NewRecorder()
	b.ServeHTTP(rec, req)
	validate(t, req, rec)
	for _, cookie := range rec.Result().Cookies() {
		if b.cookie = cookie.Name + "=" + cookie.Value; cookie.MaxAge < 0 {
			b.cookie = ""
		}
	}
	return rec
}

// got is do for what must be answered with a status.
func (b *browser) got(t *testing.T, status int, method, target string, form url.Values, header ...string) string {
	t.Helper()
	rec := b.do(t, method, target, form, header...)
	if rec.Code != status {
		t.Fatalf("%s %s answers %d, not %d: %.800s", method, target, rec.Code, status, rec.Body)
	}
	return rec.Body.String()
}

// signedIn is somebody at a new device.
func signedIn(t *testing.T, h http.Handler, st *store.Store, name, scope string) *browser {
	t.Helper()
	secret, err := st.Invite(t.Context(), name, scope)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{Handler: h}
	b.got(t, http.StatusSeeOther, http.MethodPost, "/edit/invitations/"+secret, nil)
	return b
}

func TestALinkSignsIn(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	secret, err := st.Invite(t.Context(), "Olena <Kovalenko>", "")
	if err != nil {
		t.Fatal(err)
	}
	b, link := &browser{Handler: h}, "/edit/invitations/"+secret
	for range 3 { // as a program does that looks through mail
		expect(t, b.got(t, http.StatusOK, http.MethodGet, link, nil), "Olena &lt;Kovalenko&gt;", `name="name"`)
		b.got(t, http.StatusOK, http.MethodHead, link, nil)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "dateline user invite NAME", "Olena")
	rec := b.do(t, http.MethodPost, link, nil)
	cookie := rec.Result().Cookies()[0]
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/edit" || cookie.Name != "dateline-session" || !cookie.HttpOnly || cookie.Secure || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/edit" {
		t.Errorf("%d, %v, %+v", rec.Code, rec.Header(), cookie)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "<bdi>Olena &lt;Kovalenko&gt;</bdi>", "/edit/tokens")
	other := &browser{Handler: h}
	expect(t, other.got(t, http.StatusUnauthorized, http.MethodPost, link, nil), "has been used", "Olena")
	expect(t, other.got(t, http.StatusOK, http.MethodGet, link, nil), "has been used", "<form")
	expect(t, other.got(t, http.StatusUnauthorized, http.MethodPost, "/edit/invitations/none", nil, "Accept-Language", "uk"), "Це посилання", "")
	if rec := b.do(t, http.MethodPost, "/edit/sign-out", nil); rec.Code != http.StatusSeeOther || b.cookie != "" {
		t.Errorf("signing out answers %d, %v", rec.Code, rec.Header())
	}
	b.cookie = cookie.Name + "=" + cookie.Value
	b.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices", nil)
}

func TestTheFirstOneNamesThemselves(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	secret, err := st.InviteFirst(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, link := &browser{Handler: api.New(st, api.Config{})}, "/edit/invitations/"+secret+"?lang=uk"
	expect(t, b.got(t, http.StatusOK, http.MethodGet, link, nil), `<label for="name">Ваше ім’я`, "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, link, url.Values{"name": {" "}}), "1 to 100 characters", "")
	expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, link, url.Values{"name": {"<b>\x07"}}), `value="&lt;b&gt;`, `value="<b>`)
	rec := b.do(t, http.MethodPost, link, url.Values{"name": {" Олена "}})
	if rec.Code != http.StatusSeeOther || rec.Header().Get("Location") != "/edit?lang=uk" {
		t.Fatalf("%d %v: %s", rec.Code, rec.Header(), rec.Body)
	}
	expect(t, b.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "<bdi>Олена</bdi>", "")
	b.got(t, http.StatusOK, http.MethodGet, "/edit/tokens", nil)
}

// TestOtherSitesChangeNothing sends every form of /edit as another site would.
func TestOtherSitesChangeNothing(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{PublicURL: "https://timelines.example/"})
	secret, err := st.Invite(t.Context(), "Chief", store.ScopeAdmin)
	if err != nil {
		t.Fatal(err)
	}
	b := &browser{Handler: h, origin: "http://10.0.0.1:8080"} // behind a proxy that gives another name
	rec := b.do(t, http.MethodPost, "/edit/invitations/"+secret, nil, "Sec-Fetch-Site", "", "Origin", "https://timelines.example")
	if cookie := rec.Result().Cookies(); rec.Code != http.StatusSeeOther || len(cookie) != 1 || !cookie[0].Secure || cookie[0].Name != "__Secure-dateline-session" {
		t.Fatalf("%d %v", rec.Code, rec.Header())
	}
	spare, err := st.Invite(t.Context(), "Spare", "")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, r := range api.Routes() {
		if r.Method == http.MethodGet || !strings.HasPrefix(r.Path, "/edit") {
			continue
		}
		n++
		target := strings.ReplaceAll(r.Path, ":secret", spare)
		for _, from := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Sec-Fetch-Site", "", "Origin", "https://evil.example"}, {"Sec-Fetch-Site", "", "Origin", "null"}} {
			rec := b.do(t, r.Method, target, url.Values{"name": {"x"}, "scope": {"admin"}, "device": {"others"}}, from...)
			if rec.Code != http.StatusForbidden || len(rec.Result().Cookies()) > 0 {
				t.Errorf("%s %s from %v answers %d", r.Method, target, from, rec.Code)
			}
		}
	}
	if n < 5 {
		t.Errorf("there are %d forms", n)
	}
	if _, err := st.Invitation(t.Context(), spare); err != nil {
		t.Errorf("another site used up a link: %v", err)
	}
	if list, err := st.Tokens(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("another site made a token: %v, %v", list, err)
	}
	b.got(t, http.StatusOK, http.MethodGet, "/edit/tokens", nil)
}

// TestEditIsForNobodyElse holds what is below /edit to itself.
func TestEditIsForNobodyElse(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.sent(t, http.StatusCreated, http.MethodPost, "/v1/stories", `{"id":"hidden","title":"Zzsecret plans","visibility":"private"}`)
	b := signedIn(t, d.Handler, d.store, "Olena", "")
	desk := b.do(t, http.MethodGet, "/edit", nil)
	expect(t, desk.Body.String(), "Zzsecret plans", `href="/stories/hidden"`)
	expect(t, desk.Body.String(), `href="/stories/us-ukraine-peace-talks"`, "")
	for name, want := range map[string]string{"Cache-Control": "no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
		if got := desk.Header().Get(name); got != want {
			t.Errorf("%s is %q, not %q", name, got, want)
		}
	}
	if policy := desk.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
		t.Errorf("the policy is %q", policy)
	}
	stranger := &browser{Handler: d.Handler}
	for _, target := range []string{"/", "/stories/hidden", "/explore", "/v1/stories", "/v1/changes"} {
		mine, other := b.do(t, http.MethodGet, target, nil, "X-Request-Id", "same"), stranger.do(t, http.MethodGet, target, nil, "X-Request-Id", "same")
		if mine.Code != other.Code || mine.Body.String() != other.Body.String() || strings.Contains(mine.Body.String(), "Zzsecret") {
			t.Errorf("%s is another for who is signed in: %d, %d", target, mine.Code, other.Code)
		}
	}
	req := httptest.NewRequest(http.MethodPost, "/v1/stories", strings.NewReader(`{"id":"x","title":"X"}`))
	req.Header.Set("Cookie", b.cookie)
	rec := httptest.NewRecorder()
	d.ServeHTTP(rec, req)
	if rec.Code != http.StatusUnauthorized {
		t.Errorf("a cookie writes through the API: %d", rec.Code)
	}
	for _, cookie := range []string{"dateline-session=", "dateline-session=" + strings.TrimPrefix(d.token, "Bearer "), b.cookie + "x", "__Secure-" + b.cookie} {
		other := &browser{Handler: d.Handler, cookie: cookie}
		expect(t, other.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "dateline user invite", "Zzsecret")
	}
	// From elsewhere a browser does not show the cookie.
	from := []string{"Sec-Fetch-Site", "cross-site"}
	expect(t, stranger.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices?lang=es", nil, from...), `href="/edit/devices?lang=es">Continuar</a>`, "")
	expect(t, stranger.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices", nil), "dateline user invite", "Continue")
}

func TestDevicesAreSignedOut(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	one, two, three := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Olena", "")
	stranger := signedIn(t, h, st, "Eve", "")
	list := one.got(t, http.StatusOK, http.MethodGet, "/edit/devices", nil)
	expect(t, list, "Firefox, Linux", "")
	numbers := regexp.MustCompile(`name="device" value="(\d+)"`).FindAllStringSubmatch(list, -1)
	if len(numbers) != 2 || strings.Count(list, "this device") != 1 {
		t.Fatalf("the other devices are %v", numbers)
	}
	out := url.Values{"device": {numbers[0][1]}}
	stranger.got(t, http.StatusSeeOther, http.MethodPost, "/edit/devices", out)
	three.got(t, http.StatusOK, http.MethodGet, "/edit/devices", nil)
	one.got(t, http.StatusSeeOther, http.MethodPost, "/edit/devices", out)
	three.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices", nil)
	one.got(t, http.StatusSeeOther, http.MethodPost, "/edit/devices", url.Values{"device": {"others"}})
	two.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices", nil)
	expect(t, one.got(t, http.StatusOK, http.MethodGet, "/edit/devices", nil), "this device", `value="others"`)
	one.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/devices", url.Values{"device": {"all"}})
	one.got(t, http.StatusUnsupportedMediaType, http.MethodPost, "/edit/devices", nil, "Content-Type", "application/json")
	one.got(t, http.StatusRequestEntityTooLarge, http.MethodPost, "/edit/devices", url.Values{"device": {strings.Repeat("1", 70_000)}})
	if err := st.RevokePerson(t.Context(), "Olena"); err != nil {
		t.Fatal(err)
	}
	one.got(t, http.StatusUnauthorized, http.MethodGet, "/edit/devices", nil)
	stranger.got(t, http.StatusOK, http.MethodGet, "/edit/devices", nil)
}

func TestAdminsMakeTokens(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	writer, admin := signedIn(t, h, st, "Olena", ""), signedIn(t, h, st, "Chief", store.ScopeAdmin)
	ask := url.Values{"name": {"<sync>"}, "scope": {"read"}, "expires": {"2999-12-31"}}
	writer.got(t, http.StatusForbidden, http.MethodGet, "/edit/tokens", nil)
	writer.got(t, http.StatusForbidden, http.MethodPost, "/edit/tokens", ask)
	writer.got(t, http.StatusForbidden, http.MethodPost, "/edit/tokens/revoke", ask)
	made := admin.got(t, http.StatusOK, http.MethodPost, "/edit/tokens", ask)
	secret := regexp.MustCompile(`dl_[A-Za-z0-9_-]{43}`).FindString(made)
	if token, err := st.Authenticate(t.Context(), secret); err != nil || token.Name != "<sync>" || token.Scope != store.ScopeRead || !token.ExpiresAt.Equal(time.Date(3000, 1, 1, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", token, err)
	}
	expect(t, admin.got(t, http.StatusOK, http.MethodGet, "/edit/tokens", nil), "&lt;sync&gt;", secret)
	for field, bad := range map[string]string{"name": "Olena", "scope": "root", "expires": "soon"} {
		again := url.Values{"name": {"other"}, "scope": {"write"}, "expires": {""}}
		again.Set(field, bad)
		expect(t, admin.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/tokens", again), `role="alert"`, "dl_")
	}
	admin.got(t, http.StatusSeeOther, http.MethodPost, "/edit/tokens/revoke", url.Values{"name": {"<sync>"}})
	admin.got(t, http.StatusSeeOther, http.MethodPost, "/edit/tokens/revoke", url.Values{"name": {"Chief"}}) // no token: nothing happens
	expect(t, admin.got(t, http.StatusOK, http.MethodGet, "/edit/tokens", nil), ">revoked<", ">active<")
	if _, err := st.Authenticate(t.Context(), secret); err == nil {
		t.Error("the token is good")
	}
}

// TestPasskeysThatAreNone sends what no authenticator answers; web/test has one that
// does.
func TestPasskeysThatAreNone(t *testing.T) {
	t.Parallel()
	st := storetest.Bundled(t)
	h := api.New(st, api.Config{})
	b := signedIn(t, h, st, "Olena", "")
	b.origin = "http://localhost:8080"
	state := regexp.MustCompile(`data-state="([^"]+)"`)
	page := b.got(t, http.StatusOK, http.MethodGet, "/edit/devices", nil)
	mine := state.FindStringSubmatch(page)
	if mine == nil {
		t.Fatal("no passkey is offered on localhost")
	}
	expect(t, page, `&#34;userVerification&#34;:&#34;required&#34;`, "")
	for _, credential := range []string{"", "{}", `{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","attestationObject":"oA"}}`, strings.Repeat("[", 10_000)} {
		for _, sealed := range []string{"", "AAAA", mine[1], mine[1][:len(mine[1])-2] + "xx"} {
			form := url.Values{"state": {sealed}, "credential": {credential}}
			expect(t, b.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/passkeys", form), `role="alert"`, "")
			stranger := &browser{Handler: h, origin: b.origin}
			expect(t, stranger.got(t, http.StatusUnauthorized, http.MethodPost, "/edit/passkeys/sign-in", form), `role="alert"`, "")
			if stranger.cookie != "" {
				t.Errorf("%q signs in", credential)
			}
		}
	}
	for config, origin := range map[string]string{"": "http://news.example", "http://news.example": "http://news.example", "https://10.0.0.1": "http://10.0.0.1"} {
		other := &browser{Handler: api.New(st, api.Config{PublicURL: config}), origin: origin}
		expect(t, other.got(t, http.StatusOK, http.MethodGet, "/edit", nil), "dateline user invite", "data-passkey")
	}
	secure := &browser{Handler: api.New(st, api.Config{PublicURL: "https://news.example"}), origin: "http://10.0.0.1:8080"}
	expect(t, secure.got(t, http.StatusOK, http.MethodGet, "/edit", nil), `&#34;rpId&#34;:&#34;news.example&#34;`, "")
	b.got(t, http.StatusSeeOther, http.MethodPost, "/edit/passkeys/remove", url.Values{"passkey": {"1"}})
	b.got(t, http.StatusUnprocessableEntity, http.MethodPost, "/edit/passkeys/remove", url.Values{"passkey": {"x"}})
}
