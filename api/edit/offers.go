package edit

import (
	"context"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// maxOffers is how many quotations are offered for an event at once.
const maxOffers = 10

// offers are the quotations in the words that an event cites of a source, but for those
// that it has as quotes already. They are offered, and never taken by themselves.
func (s *server) offers(ctx context.Context, c *gin.Context, w *work, event, id string) ([]page.OfferInput, error) {
	e, source := w.event(event), w.source(id)
	text, err := s.text(ctx, c, w, id)
	if err != nil || text == nil {
		return nil, err
	}
	var list []page.OfferInput
	var starts []int
	for _, ct := range e.Citations {
		found, wrong := text.Resolve(ct)
		if ct.Source != id || wrong != nil || !found.Placed() {
			continue
		}
		read, offset := passage(w.Document, source, text, found.Start, found.End)
		for _, q := range read.Quotations {
			offer := page.OfferInput{Start: q.Start + offset, End: q.End + offset, Text: q.Exact}
			if offer.Start < found.Start || offer.End > found.End || taken(e, id, offer) || slices.Contains(starts, offer.Start) {
				continue
			}
			if q.Speaker != nil {
				offer.Speaker = q.Speaker.Exact
			}
			starts = append(starts, offer.Start)
			if list = append(list, offer); len(list) == maxOffers {
				return list, nil
			}
		}
	}
	return list, nil
}

// taken tells whether an event has a quote of those words.
func taken(e *timeline.Event, source string, offer page.OfferInput) bool {
	return slices.ContainsFunc(e.Quotes, func(q timeline.Quote) bool {
		return slices.ContainsFunc(q.Citations, func(ct timeline.Citation) bool {
			return ct.Source == source && ct.Start < offer.End && offer.Start < ct.End
		})
	})
}
