package httpserver

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"net/url"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// A cursor is, in base64url: a version byte, the scope, the position, and a
// seal over all of that. Clients have no use for what is inside, and cannot
// make one up: a position goes to the store as it is.
const (
	cursorVersion = 1
	scopeSize     = 8
	sealSize      = 16
)

var cursorCoding = base64.RawURLEncoding.Strict()

// Scope identifies the question that a cursor belongs to.
type Scope [scopeSize]byte

// ScopeOf leaves out what may change between two pages of one question: how
// much is on a page and how it is shown.
func ScopeOf(resource string, canonical url.Values) Scope {
	question := url.Values{}
	for name, values := range canonical {
		switch name {
		case "cursor", "limit", "count", "fields", "include":
		default:
			question[name] = values
		}
	}
	sum := sha256.Sum256([]byte(resource + "?" + question.Encode()))
	return Scope(sum[:scopeSize])
}

// SealCursor writes where a page ended.
func SealCursor(key []byte, sc Scope, p store.Position) string {
	b := append([]byte{cursorVersion}, sc[:]...)
	b = binary.AppendVarint(b, int64(p.Tier))
	b = binary.AppendVarint(b, p.Key)
	b = binary.AppendVarint(b, p.N)
	b = append(b, p.Text...)
	return cursorCoding.EncodeToString(append(b, seal(key, b)...))
}

// OpenCursor reads a cursor that SealCursor wrote for the same scope. Any
// other is an *timeline.Error with code InvalidCursor.
func OpenCursor(key []byte, sc Scope, text string) (store.Position, error) {
	b, err := cursorCoding.DecodeString(text)
	if err != nil || len(b) < 1+scopeSize+sealSize {
		return store.Position{}, invalidCursor()
	}
	b, sealed := b[:len(b)-sealSize], b[len(b)-sealSize:]
	if !hmac.Equal(sealed, seal(key, b)) || b[0] != cursorVersion || Scope(b[1:1+scopeSize]) != sc {
		return store.Position{}, invalidCursor()
	}
	b = b[1+scopeSize:]
	var numbers [3]int64
	for i := range numbers {
		n, size := binary.Varint(b)
		if size <= 0 {
			return store.Position{}, invalidCursor()
		}
		numbers[i], b = n, b[size:]
	}
	return store.Position{Tier: int(numbers[0]), Key: numbers[1], N: numbers[2], Text: string(b)}, nil
}

func seal(key, b []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write(b)
	return mac.Sum(nil)[:sealSize]
}

func invalidCursor() error {
	return &timeline.Error{Code: timeline.InvalidCursor, Parameter: "cursor",
		Message: "The cursor was not given out for this query: a cursor works only with the query it came from. Begin again without one."}
}

// Position is where a page of a list begins, nil for the first.
func (s *Server) Position(sc Scope, cursor string) (*store.Position, error) {
	if cursor == "" {
		return nil, nil //nolint:nilnil // the first page has no position, and that is no failure
	}
	p, err := OpenCursor(s.Store.CursorKey(), sc, cursor)
	return &p, err
}

// Cursor is the cursor of the page that begins after a position.
func (s *Server) Cursor(sc Scope, after store.Position) string {
	return SealCursor(s.Store.CursorKey(), sc, after)
}
