package pages

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/page"
	"example.org/dateline/internal/timeline"
)

// dateFields are the fields of forms in which people type dates.
var dateFields = []string{"from", "to", "date"}

// typedDates puts dates in the words of a page's language into EDTF, and reports
// whether there was any. What may be several dates, or none, is left as it is.
func typedDates(l *page.Language, values url.Values) bool {
	changed := false
	for _, name := range dateFields {
		if list := values[name]; len(list) == 1 {
			if found := l.Typed(list[0]); len(found) == 1 && !page.IsDate(list[0]) {
				values[name], changed = found, true
			}
		}
	}
	return changed
}

// faultOf is a mistake in a field of a form, and false where it is none.
func faultOf(a askedPage, err error) (*page.Fault, bool) {
	var mistake *timeline.Error
	if !errors.As(err, &mistake) || mistake.Parameter == "" || mistake.Code != timeline.InvalidParameter {
		return nil, false
	}
	f := &page.Fault{Parameter: mistake.Parameter, Value: a.values.Get(mistake.Parameter), Detail: mistake.Message, Suggestions: mistake.Suggestions}
	if slices.Contains(dateFields, f.Parameter) {
		f.Dates = a.frame.Language.Typed(f.Value)
		f.IsDate = !page.IsDate(f.Value)
	}
	return f, true
}

// sendExploreFault answers a mistake in the form of /explore with the form, and
// says it beside the field.
func (s *server) sendExploreFault(c *gin.Context, a askedPage, fault *page.Fault) error {
	varyByLanguage(c, a)
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Language", a.frame.Language.Tag)
	x := page.NewExplore(page.ExploreInput{Frame: a.frame, Asked: timeline.NewQuery(), Fault: fault})
	return s.SendAs(c, http.StatusBadRequest, htmlMedia, func(w *bytes.Buffer) error { return x.Render(w) })
}
