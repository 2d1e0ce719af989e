package httpserver_test

import (
	"encoding/base64"
	"math"
	"net/url"
	"strings"
	"testing"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/store"
)

// TestCursorsCannotBeAltered turns each bit of one.
func TestCursorsCannotBeAltered(t *testing.T) {
	t.Parallel()
	key, scope := []byte("a key of this test"), httpserver.ScopeOf("events", url.Values{"actor": {"a"}})
	cursor, err := base64.RawURLEncoding.DecodeString(httpserver.SealCursor(key, scope, store.Position{Tier: 1, Key: 2, Text: "three", N: 4}))
	if err != nil {
		t.Fatal(err)
	}
	for i := range cursor {
		for bit := range 8 {
			altered := append([]byte(nil), cursor...)
			altered[i] ^= 1 << bit
			if p, err := httpserver.OpenCursor(key, scope, base64.RawURLEncoding.EncodeToString(altered)); err == nil {
				t.Errorf("with bit %d of byte %d turned it is %+v", bit, i, p)
			}
		}
	}
}

func TestCursorsKeepTheirPosition(t *testing.T) {
	t.Parallel()
	key, scope := []byte("a key of this test"), httpserver.ScopeOf("actors", nil)
	for _, p := range []store.Position{
		{}, {Tier: -1, Key: math.MinInt64, N: math.MaxInt64}, {Tier: math.MaxInt, Key: math.MaxInt64, Text: "żółw\x00", N: -1},
		{Text: strings.Repeat("щ", 300)},
	} {
		got, err := httpserver.OpenCursor(key, scope, httpserver.SealCursor(key, scope, p))
		if err != nil || got != p {
			t.Errorf("%+v came back as %+v, %v", p, got, err)
		}
	}
}

// FuzzOpenCursor: what was not sealed never opens, and nothing crashes.
func FuzzOpenCursor(f *testing.F) {
	key, scope := []byte("a key of this test"), httpserver.ScopeOf("events", nil)
	sealed := httpserver.SealCursor(key, scope, store.Position{Tier: 1, Key: -62135596800, Text: "name", N: 77})
	f.Add(sealed)
	f.Add(sealed[:20])
	f.Add("")
	f.Add("AQ")
	f.Add(strings.Repeat("_", 64))
	f.Fuzz(func(t *testing.T, text string) {
		p, err := httpserver.OpenCursor(key, scope, text)
		if err == nil && httpserver.SealCursor(key, scope, p) != text {
			t.Errorf("%q opens as %+v, which is sealed otherwise", text, p)
		}
	})
}
