package page

import (
	"html/template"
	"net/url"
	"strings"
)

// Site is what all pages of a server share.
type Site struct {
	Origin  string // scheme and host, "" where it is not known
	Version string // of the program
	Changes bool   // there is a change log to point to
	History bool   // there are revisions of records to point to

	Previewed *PreviewNote // of pages that are not published; nil for others
}

// PreviewNote is what the preview of a draft says of itself.
type PreviewNote struct {
	Mistakes   int // that are left out
	Shown, All int // events
}

// Frame is what stands around every page, and what it says of itself.
type Frame struct {
	Site
	Language    *Language
	Chosen      bool       // the language was asked for in the address: links keep it
	Path        string     // of the page, without its query
	Query       url.Values // as asked, without lang
	Title       string     // of the document
	Description string
	Kind        string // of Open Graph: website or article
	Feeds       []Feed // other forms of the page
	LinkedData  any    // what JSON-LD says of the page; nil for nothing
	Theme       string // light or dark, "" for the reader's own
	Bare        bool   // without masthead and footer: a page inside another
	Indexed     bool   // search engines may list the page under Path
	Addressed   bool   // Self leads to the page, which is no problem
	Ignored     []Ignored
	Shared      *Sharing // what a link to the page shows of it, nil for what the above says
}

// Ignored is a parameter that the page does not know.
type Ignored struct {
	Name  string
	Meant []string // parameters that it was perhaps meant to be
}

// Feed is another form of what a page shows.
type Feed struct{ Media, Address, Title string }

// Type is the attribute with the media type, letter by letter: WordPress looks
// for "application/json+oembed" in the text of a page, where the template's own
// escaping would have &#43; for the plus sign.
func (f Feed) Type() template.HTMLAttr {
	return template.HTMLAttr(`type="` + f.Media + `"`) //nolint:gosec // media types are constants of ours
}

// Link is the address of another page in the language of this one.
func (f *Frame) Link(path string) string {
	if !f.Chosen {
		return path
	}
	return withParameter(path, "lang", f.Language.Tag)
}

// withParameter adds a parameter before the fragment of an address.
func withParameter(address, name, value string) string {
	address, fragment, anchored := strings.Cut(address, "#")
	sign := "?"
	if strings.Contains(address, "?") {
		sign = "&"
	}
	address += sign + url.QueryEscape(name) + "=" + url.QueryEscape(value)
	if anchored {
		address += "#" + fragment
	}
	return address
}

// addressOf is a path with a query, readable where it can be: commas and colons
// need no escaping there.
func addressOf(path string, query url.Values) string {
	encoded := strings.NewReplacer("%2C", ",", "%3A", ":", "%21", "!").Replace(query.Encode())
	if encoded == "" {
		return path
	}
	return path + "?" + encoded
}

// Self is the address of the page as it was asked for.
func (f *Frame) Self() string { return f.Link(addressOf(f.Path, f.Query)) }

// Translation is the page in another language.
type Translation struct {
	*Language
	Address string
	Current bool
}

// Translations are the page in every language.
func (f *Frame) Translations() []Translation {
	var list []Translation
	for _, l := range Languages() {
		list = append(list, Translation{l, withParameter(addressOf(f.Path, f.Query), "lang", l.Tag), l == f.Language})
	}
	return list
}

// Under reports whether the page is the one of a path in the navigation, or
// lies beneath it.
func (f *Frame) Under(path string) bool {
	if path == "/" {
		return f.Path == path || strings.HasPrefix(f.Path, "/stories/")
	}
	return f.Path == path || strings.HasPrefix(f.Path, path+"/")
}

// At reports whether the page is the one of a path itself.
func (f *Frame) At(path string) bool { return f.Path == path }
