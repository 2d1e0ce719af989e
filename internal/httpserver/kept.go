package httpserver

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/maypok86/otter/v2"

	"example.org/dateline/internal/store"
)

// kept are answers that are given again as long as what they show has not changed: those
// to anybody, under all that they depend on. Which are worth their place, the frequency
// of requests decides: what is asked for once drives out nothing that is asked for often.
type kept struct {
	answers *otter.Cache[keptKey, *keptAnswer]
	largest int // bytes of a body that is kept

	mu      sync.Mutex
	flights map[flightKey]*flight
}

// keptKey is all of a request that an answer to anybody depends on.
type keptKey struct {
	host, path, query        string
	accept, language, coding string
	secure                   bool
}

// keptAnswer is an answer as it goes out, but for what is each answer's own. Nothing of
// it changes.
type keptAnswer struct {
	mark     store.Mark
	story    string // that it is about alone; "" for more
	tag      ETag
	modified time.Time
	route    string
	counted  bool // it says which change it shows, which is made anew
	header   []headerField
	body     []byte
	length   []string
}

// headerField is a header as http.Header has it. The values are those of many answers.
type headerField struct {
	name   string
	values []string
}

// keptOverhead is about what an answer takes beside its texts: structures of this file,
// and of the cache.
const keptOverhead = 1500

func (k keptKey) size() int {
	return len(k.host) + len(k.path) + len(k.query) + len(k.accept) + len(k.language) + len(k.coding)
}

// newKept keeps answers of so many bytes, nothing of 0.
func newKept(bytes int64) *kept {
	if bytes <= 0 {
		return nil
	}
	return &kept{
		answers: otter.Must(&otter.Options[keptKey, *keptAnswer]{
			MaximumWeight: uint64(bytes),
			Weigher: func(k keptKey, a *keptAnswer) uint32 {
				return uint32(min(k.size()+len(a.body)+keptOverhead, 1<<30))
			},
		}),
		largest: int(min(bytes/16, 1<<28)),
		flights: map[flightKey]*flight{},
	}
}

// Keep says of the answer to come that it is the same for all who ask the same, until
// the data change: those of a story, where one is given, and any otherwise. It comes
// with Unchanged.
func Keep(c *gin.Context, story string) {
	x := exchangeOf(c.Request)
	x.keep, x.story = true, story
}

// unkept are addresses under which nothing is kept: it is for one reader, in memory
// anyway, or goes on for ever.
var unkept = []string{"/edit", "/media/", "/assets/", "/v1/events/stream", "/healthz", "/readyz", "/metrics"}

// mayBeKept reports whether the answer to a request may be one that others get: nothing
// in it says who asks.
func mayBeKept(r *http.Request) bool {
	h := r.Header
	if r.Method != http.MethodGet || r.ContentLength != 0 || h["Authorization"] != nil || h["Cookie"] != nil || h["Range"] != nil || h["Upgrade"] != nil {
		return false
	}
	for _, prefix := range unkept {
		if strings.HasPrefix(r.URL.Path, prefix) {
			return false
		}
	}
	return true
}

// keyOf is what the answer to a request is kept under.
func (s *Server) keyOf(r *http.Request) keptKey {
	k := keptKey{
		host: r.Host, secure: r.TLS != nil, path: escapedPath(r.URL), query: orderly(r.URL.RawQuery),
		accept: strings.Join(r.Header["Accept"], ","), coding: codingFor(r.Header["Accept-Encoding"]),
	}
	if k.accept == "*/*" {
		k.accept = "" // which is the same
	}
	if !hearsTokens(k.path) && s.Language != nil {
		k.language = s.Language(r)
	}
	return k
}

// escapedPath is that of an address, at once where there is nothing to escape.
func escapedPath(u *url.URL) string {
	if u.RawPath != "" || strings.ContainsFunc(u.Path, func(r rune) bool { return r != '-' && (r < '.' || r > '9') && (r < 'a' || r > 'z') }) {
		return u.EscapedPath()
	}
	return u.Path
}

// owned is a key that does not hold on to the request that it was made of.
func (k keptKey) owned() keptKey {
	k.host, k.path, k.query, k.accept, k.coding = strings.Clone(k.host), strings.Clone(k.path), strings.Clone(k.query), strings.Clone(k.accept), strings.Clone(k.coding)
	return k
}

// cached answers with what is kept, and keeps what is not. Those who ask the same at the
// same time wait for one answer.
func (s *Server) cached(next http.Handler) http.Handler {
	if s.kept == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !mayBeKept(r) {
			next.ServeHTTP(w, r)
			return
		}
		head, err := s.Store.Head(r.Context())
		if err != nil || wantsLater(r, head) {
			next.ServeHTTP(w, r) // who answers says what is wrong, or waits
			return
		}
		key := s.keyOf(r)
		for {
			if a := s.kept.find(key, head); a != nil {
				s.observeKept(true)
				a.send(w, r, head)
				return
			}
			f, leads := s.kept.join(key, r, head)
			if leads {
				s.observeKept(false)
				s.kept.fill(f, key.owned(), head, next, w, r)
				return
			}
			select {
			case <-f.done:
			case <-r.Context().Done():
			}
			if !f.abandoned() || r.Context().Err() != nil {
				s.observeKept(f.share(next, w, r, head))
				return
			}
		}
	})
}

// find is the answer that is kept under a key, where it still holds.
func (k *kept) find(key keptKey, head *store.Head) *keptAnswer {
	a, found := k.answers.GetIfPresent(key)
	if !found || !head.Holds(a.mark, a.story) {
		return nil // the next answer takes its place
	}
	return a
}

// send answers a request with what is kept.
func (a *keptAnswer) send(w http.ResponseWriter, r *http.Request, head *store.Head) {
	exchangeOf(r).route = a.route
	h := w.Header()
	held, current := holds(r.Header, a.tag, a.modified)
	for _, f := range a.header {
		if !current || goesWith304(f.name) {
			h[f.name] = f.values
		}
	}
	if a.counted {
		h[SeqHeader] = []string{strconv.FormatInt(head.Data.Seq, 10)}
	}
	if current {
		h["Etag"] = []string{held}
		w.WriteHeader(http.StatusNotModified)
		return
	}
	h["Content-Length"] = a.length
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(a.body) //nolint:gosec // it is what a handler has written, with its Content-Type; a client that is gone needs no answer
}

// goesWith304 tells of a header of an answer whether it goes with 304 as well: what is
// about the body does not.
func goesWith304(name string) bool {
	switch name {
	case "Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition", "Link", LossHeader, TotalHeader:
		return false
	}
	return true
}
