package store

import (
	"maps"
	"slices"

	"example.org/dateline/internal/timeline"
)

// What contradicts other records is known when a batch has ended. The batch is then
// taken back and loaded again, without the entries that do.

// saved is a loader before a batch.
func (l *loader) saved() loader {
	was := *l
	was.waiting, was.rejected = slices.Clone(l.waiting), slices.Clone(l.rejected)
	was.order = memberOrder{maps.Clone(l.order.base), maps.Clone(l.order.last)}
	return was
}

// restore brings the loader back to where it was, but for what is refused now. What
// the batch knew is forgotten.
func (l *loader) restore(was loader) {
	refused := l.refused
	*l = was
	l.refused, l.before, l.spans = refused, nil, nil
}

// refuse notes the records that a batch has ended in an error for. It tells whether
// there are any that were not known before.
func (l *loader) refuse(tx *Tx) bool {
	if tx == nil || len(tx.contested) == 0 || l.opts.Atomic {
		return false
	}
	if l.refused == nil {
		l.refused = map[recordKey]error{}
	}
	more := false
	for key, why := range tx.contested {
		if l.refused[key] == nil {
			l.refused[key], more = why, true
		}
	}
	clear(tx.contested)
	return more
}

// whyRefused is why an entry is refused: for itself, or a quote in it.
func (l *loader) whyRefused(e timeline.Entry) error {
	if len(l.refused) == 0 {
		return nil
	}
	if why := l.refused[recordKey{e.Record.Resource(), e.Record.RecordID()}]; why != nil {
		return why
	}
	if event, ok := e.Record.(*timeline.Event); ok {
		for i := range event.Quotes {
			if why := l.refused[recordKey{quoteSchema.resource, event.Quotes[i].ID}]; why != nil {
				return why
			}
		}
	}
	return nil
}

// rejectRefused rejects the entries of a dry run that are refused.
func (l *loader) rejectRefused(entries []timeline.Entry) {
	for _, e := range entries {
		if why := l.whyRefused(e); why != nil {
			l.rejected = append(l.rejected, rejected{e, why})
		}
	}
	l.refused = nil
}
