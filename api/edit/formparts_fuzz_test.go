package edit

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"testing"

	"example.org/dateline/internal/evidence"
)

// Parts that are no form are refused, and those that are stay within their bounds.
func FuzzEventParts(f *testing.F) {
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nOpening\r\n--b--\r\n"))
	f.Add([]byte("--b\r\nContent-Disposition: form-data; name=\"media-0-file\"; filename=\"a.png\"\r\n\r\nx\r\n--b--\r\n"))
	f.Add([]byte("--b\r\n\r\n--b"))
	f.Fuzz(func(t *testing.T, body []byte) {
		_, pictures, err := readEventParts(multipart.NewReader(bytes.NewReader(body), "b"))
		if err == nil && len(pictures) > picturesAtOnce {
			t.Errorf("%d pictures", len(pictures))
		}
	})
}

// Whatever is chosen of a text, the runs of words that it makes are of the text, or it
// is refused.
func FuzzSelection(f *testing.F) {
	f.Add("sentence=1&sentence=2", "One came. Two came. Three left.")
	f.Add("start=0&end=3", "One came.")
	f.Add("sentence=-1&sentence=99999999999999999999", "")
	f.Add("start=-5&end=9", "Ö 王毅。")
	f.Fuzz(func(t *testing.T, form, words string) {
		values, err := url.ParseQuery(form)
		if err != nil {
			return
		}
		text := evidence.NewText(words)
		chosen := &selection{text: text}
		spans, err := spansOf(values, chosen)
		if err != nil {
			return
		}
		for _, span := range spans {
			ct, err := text.Select("source", span[0], span[1])
			if err == nil && (ct.Start < span[0] || ct.End > span[1] || ct.Exact == "") {
				t.Errorf("%v of %q gives %+v", span, words, ct)
			}
		}
	})
}
