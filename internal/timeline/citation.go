package timeline

// Citation points at the words of a source that prove a record: a W3C Web
// Annotation TextPositionSelector with a digest. A copy of the text proves it,
// and the text itself need not be published again.
type Citation struct {
	Source  string `json:"source" yaml:"source"`
	Start   int    `json:"start" yaml:"start"`   // Unicode code points from the start of the text (UTF-8, LF)
	End     int    `json:"end" yaml:"end"`       // exclusive
	SHA256  string `json:"sha256" yaml:"sha256"` // of exactly that span's UTF-8 bytes, lower-case hexadecimal
	Section string `json:"section,omitempty" yaml:"section,omitempty"`
}

func (ct *Citation) validate(c checker) {
	c.in("source").slug(ct.Source)
	c.span(ct.Start, ct.End, ct.SHA256)
	c.in("section").text(ct.Section, MaxTitle)
}

// span checks a half-open range of code points and its digest.
func (c checker) span(start, end int, digest string) {
	if start < 0 {
		c.in("start").fault("%d is before the text begins", start)
	}
	if end <= start {
		c.in("end").fault("%d must be greater than start, %d: the end is exclusive", end, start)
	}
	if digest == "" {
		c.in("sha256").fault("required: the SHA-256 digest of the span's UTF-8 bytes; `dateline cite` prints it")
	}
	c.in("sha256").digest(digest)
}

func (c checker) citations(list []Citation) {
	for i := range list {
		list[i].validate(c.in(i))
	}
}
