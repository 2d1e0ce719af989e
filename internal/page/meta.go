package page

import "net/url"

// feeds are the other forms of a story, for programs that look for them.
func (s *Story) feeds() []Feed {
	id := s.Story.ID
	events := func(format string) string {
		return addressOf("/v1/events", url.Values{"story": {id}, "format": {format}})
	}
	list := []Feed{
		{"application/atom+xml", addressOf("/v1/events", url.Values{"story": {id}, "format": {"atom"}, "order": {"-recorded"}}), s.Title},
		{"application/feed+json", addressOf("/v1/events", url.Values{"story": {id}, "format": {"jsonfeed"}, "order": {"-recorded"}}), s.Title},
		{"application/json", events("json"), "JSON"},
		{"application/ld+json", events("jsonld"), "JSON-LD"},
		{"text/csv", events("csv"), "CSV"},
		{"text/calendar", events("ics"), "iCalendar"},
	}
	if s.Origin == "" {
		return list // an oEmbed address is a whole one
	}
	for _, f := range []struct{ media, format string }{{"application/json+oembed", "json"}, {"text/xml+oembed", "xml"}} {
		list = append(list, Feed{f.media, s.Origin + addressOf("/oembed", url.Values{"url": {s.Origin + s.Path}, "format": {f.format}}), s.Title})
	}
	return list
}

// linkedData says in the terms of schema.org what the page is.
func (s *Story) linkedData() any {
	self := s.Origin + s.Path
	page := map[string]any{
		"@context": "https://schema.org", "@type": "CollectionPage", "@id": self, "url": self,
		"name": s.Title, "dateModified": s.Facts.Updated.Format("2006-01-02T15:04:05Z"),
		"isPartOf":   map[string]any{"@type": "WebSite", "name": "Dateline", "url": s.Origin + "/"},
		"identifier": s.Story.ID,
		"mainEntity": map[string]any{"@type": "ItemList", "numberOfItems": s.Facts.Events, "itemListOrder": "https://schema.org/ItemListOrderAscending"},
		"encoding":   map[string]any{"@type": "MediaObject", "encodingFormat": "application/ld+json", "contentUrl": s.Origin + addressOf("/v1/events", url.Values{"story": {s.Story.ID}, "format": {"jsonld"}})},
	}
	if s.Description != "" {
		page["description"] = s.Description
	}
	if s.Story.Language != "" {
		page["inLanguage"] = s.Story.Language
	}
	var cites []any
	for _, src := range s.Cited { // as many as the page shows, or the head grows larger than what is to be read
		work := map[string]any{"@type": "CreativeWork", "name": src.Title}
		if src.URL != "" {
			work["url"] = src.URL
		}
		if src.Publisher != "" {
			work["publisher"] = map[string]any{"@type": "Organization", "name": src.Publisher}
		}
		cites = append(cites, work)
	}
	if len(cites) > 0 {
		page["citation"] = cites
	}
	return page
}
