package httpserver

import (
	"net/url"
	"strings"
	"testing"
)

func TestSecretsInAddressesAreHidden(t *testing.T) {
	t.Parallel()
	const secret = "dl_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789_-abcde"
	encoded := func(text string, times int) string {
		for range times {
			var b strings.Builder
			for i := range len(text) {
				if c := text[i]; c == '%' || strings.ContainsRune("dlAz_", rune(c)) {
					b.WriteString("%" + string("0123456789ABCDEF"[c>>4]) + string("0123456789abcdef"[c&15]))
				} else {
					b.WriteByte(c)
				}
			}
			text = b.String()
		}
		return text
	}
	for times := range maxEscapes + 2 {
		for _, text := range []string{encoded(secret, times), "a=%D0%B6&token=" + encoded(secret, times) + "&b=%zz%", encoded(secret+"&"+secret, times)} {
			got := withoutSecrets(text)
			for range 20 {
				got = unescaped(got)
			}
			if strings.Contains(got, "AbCd") || strings.Contains(got, "456789") {
				t.Errorf("%q is logged as %q", text, got)
			}
		}
	}
	for _, text := range []string{"", "q=%D0%BC%D0%B8%D1%80", "%", "%2", "100%", "dl_short", "%64l_short"} {
		if got := withoutSecrets(text); got != text {
			t.Errorf("%q is logged as %q", text, got)
		}
		if plain, err := url.PathUnescape(text); err == nil && unescaped(text) != plain {
			t.Errorf("%q reads as %q, not %q", text, unescaped(text), plain)
		}
	}
}

func FuzzWithoutSecrets(f *testing.F) {
	for _, text := range []string{"", "%64l_AbCdEfGhIjKlMnOpQrStUvWxYz", "%2564l_AbCdEfGhIjKlMnOpQrStUvWxYz&q=%", "dl_dl_AbCdEfGhIjKlMnOpQrStUvWxYz", strings.Repeat("%25", 30) + "64l_AbCdEfGhIjKlMnOpQrStUvWxYz"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		shown := withoutSecrets(text)
		for range 100 {
			if secretPattern.MatchString(shown) {
				t.Fatalf("%q is logged as %q", text, shown)
			}
			shown = unescaped(shown)
		}
	})
}
