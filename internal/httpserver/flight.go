package httpserver

import (
	"bytes"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"example.org/dateline/internal/store"
)

// flightKey is what requests have in common that wait for one answer: they see the same
// data, and all or none of them have an answer already.
type flightKey struct {
	keptKey
	mark store.Mark
	asks bool
}

// flight is an answer that is being made, for all who wait for it.
type flight struct {
	key    flightKey
	done   chan struct{} // closed when answer and gone are as they stay
	closed bool          // done is; for the one who makes the answer
	answer *keptAnswer   // nil where it is for one alone
	gone   bool          // the one for whom it was made went away before it was there
}

// join finds the flight of a request, or begins one, which the caller then leads.
func (k *kept) join(key keptKey, r *http.Request, head *store.Head) (f *flight, leads bool) {
	at := flightKey{key, head.Mark(), r.Header["If-None-Match"] != nil || r.Header["If-Modified-Since"] != nil}
	k.mu.Lock()
	defer k.mu.Unlock()
	if f := k.flights[at]; f != nil {
		return f, false
	}
	f = &flight{key: at, done: make(chan struct{})}
	k.flights[at] = f
	return f, true
}

// land ends a flight: with an answer for all, or with none, and then everybody asks.
func (k *kept) land(f *flight, a *keptAnswer, gone bool) {
	if f.closed {
		return
	}
	f.closed, f.answer, f.gone = true, a, gone
	k.mu.Lock()
	delete(k.flights, f.key)
	k.mu.Unlock()
	close(f.done)
}

// abandoned tells, once a flight is over, whether it is to be begun once more.
func (f *flight) abandoned() bool {
	select {
	case <-f.done:
		return f.gone
	default:
		return false
	}
}

// share answers one who has waited: with the answer, or as if there had been no flight,
// and then reports false.
func (f *flight) share(next http.Handler, w http.ResponseWriter, r *http.Request, head *store.Head) bool {
	select {
	case <-f.done:
		if f.answer != nil {
			f.answer.send(w, r, head)
			return true
		}
	default:
	}
	next.ServeHTTP(w, r)
	return false
}

// fill has a request answered, and keeps the answer where it is said to be for all.
func (k *kept) fill(f *flight, key keptKey, head *store.Head, next http.Handler, w http.ResponseWriter, r *http.Request) {
	out := &recorder{ResponseWriter: w, exchange: exchangeOf(r), most: k.largest}
	out.passes = func() { k.land(f, nil, false) }
	defer func() { k.land(f, nil, r.Context().Err() != nil) }() // also after a panic
	next.ServeHTTP(out, r)
	if !out.keeps {
		return
	}
	a := out.answer(head)
	k.answers.Set(key, a)
	k.land(f, a, false)
	w.Header()["Content-Length"] = a.length
	w.WriteHeader(http.StatusOK)
	_, _ = w.Write(a.body) // a client that is gone needs no answer
}

// recorder holds back an answer that is to be kept until it is whole, and lets all others
// pass.
type recorder struct {
	http.ResponseWriter
	exchange *exchange
	most     int    // bytes of a body
	passes   func() // is told when the answer is not one to be kept

	began, keeps bool
	body         bytes.Buffer
}

func (o *recorder) WriteHeader(status int) {
	if status < 200 || o.began && !o.keeps {
		o.ResponseWriter.WriteHeader(status)
		return
	}
	if o.began {
		return
	}
	if o.began, o.keeps = true, status == http.StatusOK && o.exchange.keep; !o.keeps {
		o.passes()
		o.ResponseWriter.WriteHeader(status)
	}
}

func (o *recorder) Write(p []byte) (int, error) {
	if !o.began {
		o.WriteHeader(http.StatusOK)
	}
	if o.keeps && o.body.Len()+len(p) <= o.most {
		return o.body.Write(p)
	}
	if err := o.letPass(); err != nil {
		return 0, err
	}
	return o.ResponseWriter.Write(p)
}

// FlushError lets an answer pass that goes out in parts.
func (o *recorder) FlushError() error {
	if !o.began {
		o.WriteHeader(http.StatusOK)
	}
	if err := o.letPass(); err != nil {
		return err
	}
	return http.NewResponseController(o.ResponseWriter).Flush()
}

// letPass sends out what was held back, and all that follows.
func (o *recorder) letPass() error {
	if !o.keeps {
		return nil
	}
	o.keeps = false
	o.passes()
	o.ResponseWriter.WriteHeader(http.StatusOK)
	_, err := o.ResponseWriter.Write(o.body.Bytes()) //nolint:gosec // what a handler has written, with its Content-Type
	o.body = bytes.Buffer{}
	return err
}

// Unwrap lets http.ResponseController reach the connection.
func (o *recorder) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// ownHeaders are those that each answer has anew.
var ownHeaders = []string{"X-Request-Id", "Date", "Content-Length", SeqHeader}

// answer is what was recorded, as it is kept.
func (o *recorder) answer(head *store.Head) *keptAnswer {
	x, h := o.exchange, o.Header()
	a := &keptAnswer{mark: head.Mark(), story: strings.Clone(x.story), tag: x.tag, modified: x.modified, route: x.route, counted: h[SeqHeader] != nil,
		body: bytes.Clone(o.body.Bytes()), length: []string{strconv.Itoa(o.body.Len())}}
	for name, values := range h {
		if !slices.Contains(ownHeaders, name) {
			a.header = append(a.header, headerField{name, slices.Clip(slices.Clone(values))})
		}
	}
	return a
}
