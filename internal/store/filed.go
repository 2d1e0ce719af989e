package store

import "hash/maphash"

// filed are the spans that a load has filed into a table that had none, and whose index
// waits for its end: by them each batch is known to contradict nothing before it, without
// a look into a table of any size. Of a span and its digest there are 64 bits each. Where
// these say that a span may be there with another digest, the table is asked.
type filed struct {
	seed  maphash.Seed
	known map[uint64]uint64 // span → digest; several for one of which there may be more
	seq   int64             // the change up to which they are all that there are
}

const (
	several = 0

	// maxFiled bounds how many are known: some 50 MB. From then on the index is kept up.
	maxFiled = 1_500_000
)

func newFiled(seq int64) *filed {
	return &filed{maphash.MakeSeed(), map[uint64]uint64{}, seq}
}

// file files spans, and returns those that may be there with another digest: all, where
// it is not known which are there.
func (f *filed) file(claims []claim) []claim {
	if f == nil {
		return claims
	}
	var doubtful []claim
	for _, c := range claims {
		span, digest := maphash.Comparable(f.seed, c.spanKey), maphash.String(f.seed, c.digest)|1
		is, there := f.known[span]
		switch {
		case !there:
			f.known[span] = digest
		case is != digest:
			f.known[span] = several
			doubtful = append(doubtful, c)
		}
	}
	return doubtful
}

// upTo are the spans, where they are all that there are up to a change and not too
// many; else nil.
func (f *filed) upTo(seq int64) *filed {
	if f == nil || f.seq != seq || len(f.known) > maxFiled {
		return nil
	}
	return f
}
