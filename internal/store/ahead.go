package store

import "runtime"

// ahead works out values of rows that nobody reads before they are inserted, on every
// core: the documents of records and their words, which take the most time of a load.
type ahead struct {
	lexicons chan *lexicon // those that are at rest: as many are at work at once
}

// maxAhead bounds how many are at work, each with a lexicon of its own.
const maxAhead = 4

func newAhead() *ahead {
	a := &ahead{make(chan *lexicon, min(runtime.GOMAXPROCS(0), maxAhead))}
	for range cap(a.lexicons) {
		a.lexicons <- newLexicon()
	}
	return a
}

// work are values that are being worked out.
type work struct {
	done   chan struct{}
	values []any
	err    error
}

// start has fn work out values. What it reads must not change any more.
func (a *ahead) start(fn func(x *lexicon) ([]any, error)) *work {
	w := &work{done: make(chan struct{})}
	go func() {
		defer close(w.done)
		x := <-a.lexicons
		defer func() { a.lexicons <- x }()
		w.values, w.err = fn(x)
	}()
	return w
}

// late is a value of a row that is being worked out: one of several.
type late struct {
	of *work
	at int
}

// settled puts values that have been worked out in the place of those that were late.
func settled(values []any) error {
	for i, v := range values {
		l, ok := v.(late)
		if !ok {
			continue
		}
		if <-l.of.done; l.of.err != nil {
			return l.of.err
		}
		values[i] = l.of.values[l.at]
	}
	return nil
}
