package timeline

import (
	"crypto/rand"
	"strings"
)

// maxMadeID bounds the readable part of an id that is made.
const maxMadeID = 48

// MakeID makes an id for a record that came without one: what its name has of
// Latin letters and digits, and something that no other record has.
func MakeID(resource, name string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(name) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= maxMadeID {
			break
		}
	}
	readable := strings.Trim(b.String(), "-")
	if readable == "" {
		readable = resource
	}
	return readable + "-" + strings.ToLower(rand.Text()[:10])
}
