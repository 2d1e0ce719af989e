package pages_test

import (
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// shown is a story file with one event that has media.
func shown(id string, media ...object) object {
	file := told(id, "Pictures", "en", "public", 1)
	file["events"].([]object)[0]["media"] = media
	return file
}

var (
	imageTag = regexp.MustCompile(`<img [^>]*>`)
	imageSrc = regexp.MustCompile(`<img src="([^"]*)"`)
	imgSrc   = regexp.MustCompile(`img-src ([^;]*);`)
)

func TestPicturesAreShown(t *testing.T) {
	t.Parallel()
	h := serving(t, shown("pictures",
		object{"url": "https://pictures.example.org/a.jpg?x=1&y=2", "type": "image/jpeg", "alt": "Two <people>", "caption": "The <b>talks</b>", "credit": "A. Photographer", "width": 1600, "height": 900},
		object{"url": "https://Pictures.example.org:443/b.png", "type": "image/png"},
		object{"url": "https://films.example.org/c.mp4", "type": "video/mp4", "caption": "A film", "thumbnail": "https://posters.example.org:8443/c.jpg"},
		object{"url": "https://sounds.example.org/d.mp3", "type": "audio/mpeg", "caption": "A recording"},
		object{"url": "https://others.example.org/e.pdf", "type": "application/pdf", "alt": "A letter"},
		object{"url": "https://strip.example.org/f.jpg", "type": "image/jpeg", "width": 100000, "height": 1},
	))
	for _, target := range []string{"/stories/pictures?lang=en", "/embed/pictures?lang=en"} {
		rec := asking(h, http.MethodGet, target)
		body, policy := rec.Body.String(), imgSrc.FindStringSubmatch(rec.Header().Get("Content-Security-Policy"))
		const want = "'self' data: https://pictures.example.org https://posters.example.org:8443 https://strip.example.org"
		if len(policy) < 2 || policy[1] != want {
			t.Errorf("%s: %q, want %s", target, policy, want)
		}
		images := imageTag.FindAllString(body, -1)
		wanted := []string{
			`<img src="https://pictures.example.org/a.jpg?x=1&amp;y=2" alt="Two &lt;people&gt;" width="1600" height="900" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
			`<img src="https://Pictures.example.org:443/b.png" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
			`<img src="https://posters.example.org:8443/c.jpg" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
			`<img src="https://strip.example.org/f.jpg" alt="" loading="lazy" decoding="async" referrerpolicy="no-referrer">`,
		}
		if strings.Join(images, "\n") != strings.Join(wanted, "\n") {
			t.Errorf("%s: pictures\n%s", target, strings.Join(images, "\n"))
		}
		for _, part := range []string{
			"The &lt;b&gt;talks&lt;/b&gt;", "A. Photographer", "A letter", ">Open the picture</a>", ">Watch the film</a>", ">Listen</a>",
			`href="https://films.example.org/c.mp4"`, `href="https://sounds.example.org/d.mp3"`, `href="https://others.example.org/e.pdf"`,
		} {
			if !strings.Contains(body, part) {
				t.Errorf("%s lacks %s", target, part)
			}
		}
		if framed := strings.Contains(body, `rel="noopener nofollow" target="_top"`); framed != strings.HasPrefix(target, "/embed") {
			t.Errorf("%s: links to media lead out of a frame: %v", target, framed)
		}
		held := asking(h, http.MethodGet, target, "If-None-Match", rec.Header().Get("ETag"))
		if held.Code != http.StatusNotModified || held.Header().Get("Content-Security-Policy") != "" {
			t.Errorf("%s: %d with the policy %q", target, held.Code, held.Header().Get("Content-Security-Policy"))
		}
	}
	if policy := asking(h, http.MethodGet, "/stories/us-ukraine-peace-talks").Header().Get("Content-Security-Policy"); !strings.Contains(policy, "img-src 'self' data:;") {
		t.Errorf("a page without pictures: %s", policy)
	}
}

// TestPicturesFromElsewhere links to what a page may not load.
func TestPicturesFromElsewhere(t *testing.T) {
	t.Parallel()
	addresses := []string{
		"http://plain.example.org/a.jpg", "https://user:password@example.org/a.jpg", "https://*.example.org/a.jpg", "https://example.org;script-src/a.jpg",
		"https://example.org,example.com/a.jpg", "https://example.org'/a.jpg", "https://[2001:db8::1]/a.jpg", "https://bücher.example/a.jpg",
		"https://example.org:443443/a.jpg", "https://-/a.jpg", "https://%65xample.org%3B/a.jpg", "https:///a.jpg",
	}
	var media []object
	for _, address := range addresses {
		media = append(media, object{"url": address, "type": "image/jpeg", "alt": "What it shows"})
	}
	h := serving(t, shown("odd", media...))
	rec := asking(h, http.MethodGet, "/stories/odd?lang=en")
	if images := imageTag.FindAllString(rec.Body.String(), -1); len(images) > 0 {
		t.Errorf("loads %q", images)
	}
	if policy := rec.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "img-src 'self' data:;") || strings.Contains(policy, "example") {
		t.Errorf("policy %s", policy)
	}
	if n := strings.Count(rec.Body.String(), ">Open the picture</a>"); n != len(addresses) {
		t.Errorf("%d links, want %d", n, len(addresses))
	}

	media = nil
	for i := range 25 {
		media = append(media, object{"url": fmt.Sprintf("https://p%d.example.org/a.jpg", i), "type": "image/jpeg"})
	}
	media = append(media, object{"url": "https://p3.example.org/b.jpg", "type": "image/jpeg"})
	rec = asking(serving(t, shown("many", media...)), http.MethodGet, "/stories/many?lang=en")
	sources := imageSrc.FindAllStringSubmatch(rec.Body.String(), -1)
	policy := imgSrc.FindStringSubmatch(rec.Header().Get("Content-Security-Policy"))
	if len(sources) != 21 || sources[20][1] != "https://p3.example.org/b.jpg" || strings.Count(policy[1], "https://") != 20 || strings.Contains(policy[1], "p20.") {
		t.Errorf("%d pictures of %q", len(sources), policy)
	}
	if n := strings.Count(rec.Body.String(), ">Open the picture</a>"); n != 26 {
		t.Errorf("%d links, want 26", n)
	}
}
