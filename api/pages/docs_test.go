package pages_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline"
	"example.org/dateline/api"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
)

// docsMost is how many bytes of HTML a page of the documentation may have.
const docsMost = 150_000

func docsParts(t *testing.T) (page.Contract, []string) {
	t.Helper()
	contract, err := page.ReadContract(dateline.OpenAPI)
	if err != nil {
		t.Fatal(err)
	}
	return contract, contract.Parts()
}

// TestDocsComeInParts reads every page of the documentation in every language.
func TestDocsComeInParts(t *testing.T) {
	t.Parallel()
	h := api.New(storetest.Bundled(t), api.Config{})
	_, parts := docsParts(t)
	if len(parts) < 10 {
		t.Fatalf("there are %d parts", len(parts))
	}
	id := regexp.MustCompile(`<[a-z]+(?: [a-z-]+="[^"]*")* id="([^"]+)"`)
	for _, lang := range page.Tags() {
		first := getAs(h, "/docs?lang="+lang).Body.String()
		if len(first) > docsMost {
			t.Errorf("/docs in %s has %d bytes", lang, len(first))
		}
		for _, part := range parts {
			rec := getAs(h, "/docs/"+part+"?lang="+lang)
			if rec.Code != http.StatusOK || rec.Body.Len() > docsMost {
				t.Errorf("/docs/%s in %s answers %d with %d bytes", part, lang, rec.Code, rec.Body.Len())
			}
			// What an address of before the parts named is on the first page, with the way to where it is now.
			for _, m := range id.FindAllStringSubmatch(rec.Body.String(), -1) {
				if regexp.MustCompile(`^(main|hatch-.*)$`).MatchString(m[1]) {
					continue
				}
				if !strings.Contains(first, ` id="`+m[1]+`"`) || !strings.Contains(first, `href="/docs/`+part+"?lang="+lang) {
					t.Errorf("/docs in %s does not lead to %s of %s", lang, m[1], part)
				}
			}
		}
	}
	rec := getAs(h, "/docs/evnts")
	if rec.Code != http.StatusNotFound || !strings.Contains(rec.Body.String(), "events") {
		t.Errorf("a part that is none answers %d: %s", rec.Code, rec.Body)
	}
}

// TestDocsAreMadeOnce counts what asking again takes, from another host too.
func TestDocsAreMadeOnce(t *testing.T) {
	h := api.New(storetest.Bundled(t), api.Config{})
	ask := func(host string) string {
		req := httptest.NewRequest(http.MethodGet, "/docs/events", nil)
		req.Host = host
		rec := httptest.NewRecorder()
		h.ServeHTTP(rec, req)
		return rec.Body.String()
	}
	one, other := ask("one.example"), ask("other.example")
	if strings.Contains(one, ".invalid") || strings.ReplaceAll(one, "one.example", "other.example") != other || !strings.Contains(one, "curl -sS 'http://one.example/v1/events") {
		t.Error("a page that is kept does not have the host that was asked for")
	}
	if n := testing.AllocsPerRun(5, func() { ask("third.example") }); n > 1000 {
		t.Errorf("a page that is kept takes %.0f allocations", n)
	}
}

// words parts a line of a shell by its blanks and quotes.
var words = regexp.MustCompile(`(?:'[^']*'|"[^"]*"|\\'|[^\s'"\\]+)+`)

// TestDocsSamplesWork sends the request of each sample to a server.
func TestDocsSamplesWork(t *testing.T) {
	t.Parallel()
	contract, parts := docsParts(t)
	frame := page.Frame{Site: page.Site{Origin: "http://example.com"}, Language: page.Accepted("en")}
	n := 0
	for _, part := range parts {
		docs := page.NewDocs(page.DocsInput{Frame: frame, Contract: contract, Part: part})
		if docs.Tag == nil {
			continue
		}
		for _, op := range docs.Tag.Operations {
			n++
			if len(op.Samples) != 4 || op.Samples[0].Language != "curl" {
				t.Errorf("%s has samples %v", op.ID, op.Samples)
				continue
			}
			st := storetest.Bundled(t)
			h := api.New(st, api.Config{})
			secret, err := st.CreateToken(t.Context(), "docs", store.ScopeAdmin, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			req := curled(t, strings.ReplaceAll(op.Samples[0].Text, "$DATELINE_TOKEN", secret))
			if req.Method != op.Method {
				t.Errorf("the sample of %s %s is %s", op.Method, op.Path, req.Method)
			}
			if strings.HasSuffix(op.Path, "/stream") {
				continue // without an end: web/test reads its beginning
			}
			if strings.HasSuffix(op.Path, "/text") { // which somebody has handed over before
				put := httptest.NewRequest(http.MethodPut, req.URL.Path, strings.NewReader("A text of its own.\n"))
				put.Header = http.Header{"Authorization": req.Header["Authorization"], "Content-Type": {"text/plain"}}
				h.ServeHTTP(httptest.NewRecorder(), put)
			}
			if strings.HasPrefix(op.Path, "/media/") { // which an event shows
				storetest.AddPicture(t, st)
				post := httptest.NewRequest(http.MethodPost, "/v1/events", strings.NewReader(`{"story":"us-ukraine-peace-talks","title":"Lit","type":"other","media":[{"url":"`+op.Path[:len("/media/")]+storetest.PictureDigest+`","alt":"A lighthouse"}]}`))
				post.Header = http.Header{"Authorization": {"Bearer " + secret}, "Content-Type": {"application/json"}}
				h.ServeHTTP(httptest.NewRecorder(), post)
			}
			if op.ID == "mergeSource" { // into another, which the story does not have
				post := httptest.NewRequest(http.MethodPost, "/v1/sources", strings.NewReader(`{"id":"kyiv-post","title":"Kyiv Post"}`))
				post.Header = http.Header{"Authorization": {"Bearer " + secret}, "Content-Type": {"application/json"}}
				h.ServeHTTP(httptest.NewRecorder(), post)
			}
			rec := httptest.NewRecorder()
			h.ServeHTTP(rec, req)
			if op.ID == "getLinkedPreview" && rec.Code == http.StatusNotFound {
				continue // for those who have a link: the example's was given to nobody
			}
			if strings.HasPrefix(op.Path, "/edit") && rec.Code == http.StatusUnauthorized {
				continue // for those who are signed in, with a browser
			}
			// A record that others refer to is not retracted: the sample is right, and says so.
			if fine := rec.Code == http.StatusOK || rec.Code == http.StatusCreated || rec.Code == http.StatusNoContent || op.Method == http.MethodDelete && rec.Code == http.StatusConflict; !fine {
				t.Errorf("%s\nanswers %d: %.400s", op.Samples[0].Text, rec.Code, rec.Body)
			}
		}
	}
	if n < 50 {
		t.Errorf("there are %d samples", n)
	}
}

// curled is the request that a line of curl makes.
func curled(t *testing.T, line string) *http.Request {
	t.Helper()
	method, address, body := http.MethodGet, "", ""
	header := http.Header{}
	list := words.FindAllString(strings.ReplaceAll(line, "\\\n", ""), -1)
	for i := range list {
		list[i] = strings.NewReplacer(`'\''`, "'", "'", "").Replace(list[i])
		if strings.HasPrefix(list[i], `"`) {
			list[i] = strings.Trim(list[i], `"`)
		}
	}
	for i := 1; i < len(list); i++ {
		switch {
		case list[i] == "-X":
			i++
			method = list[i]
		case list[i] == "-H":
			i++
			name, value, _ := strings.Cut(list[i], ": ")
			header.Set(name, value)
		case list[i] == "-d":
			i++
			body = list[i]
		case list[i] == "--data-binary":
			i++
			file, err := os.ReadFile("../../docs/images/story.png")
			if err != nil || list[i] != "@picture.png" {
				t.Fatal(list[i], err)
			}
			body = string(file)
		case !strings.HasPrefix(list[i], "-"):
			address = list[i]
		}
	}
	if slices.Contains([]string{"", "http://example.com"}, address) {
		t.Fatalf("%s asks for %q", line, address)
	}
	req := httptest.NewRequest(method, address, strings.NewReader(body))
	req.Header = header
	return req
}
