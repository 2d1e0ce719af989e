package convert

// TextOfHTML is under test in package convert_test: a link is its element, address
// and words.
func TextOfHTML(markup string) (text string, links []string) {
	h := textOfHTML(markup)
	for _, l := range h.links {
		links = append(links, l.element+" "+l.address+" "+l.words)
	}
	return h.text, links
}
