package convert

import (
	"io"
	"strings"

	"example.org/dateline/internal/timeline"
)

// jsonfeedEvents and jsonfeedQuotes are JSON Feed 1.1. The extension _dateline
// holds the record's own date with its EDTF. A reader that kept an event that
// was retracted finds it marked: the format has no way to withdraw an item.
var (
	jsonfeedEvents = Format[timeline.Event]{
		Name: "jsonfeed", MediaType: "application/feed+json", Extension: "json",
		Write: func(w io.Writer, about About, records Records[timeline.Event]) (Loss, error) {
			return writeJSONFeed(w, about, "events", records, eventEntry)
		},
	}
	jsonfeedQuotes = Format[timeline.Quote]{
		Name: "jsonfeed", MediaType: "application/feed+json", Extension: "json", Names: true,
		Write: func(w io.Writer, about About, records Records[timeline.Quote]) (Loss, error) {
			return writeJSONFeed(w, about, "quotes", records, quoteEntry)
		},
	}
)

type (
	jsonFeed struct {
		Version     string           `json:"version"`
		Title       string           `json:"title"`
		HomePageURL string           `json:"home_page_url,omitempty"`
		FeedURL     string           `json:"feed_url,omitempty"`
		NextURL     string           `json:"next_url,omitempty"`
		Authors     []jsonFeedAuthor `json:"authors"`
		Dateline    jsonFeedSelf     `json:"_dateline"`
	}
	jsonFeedAuthor struct {
		Name string `json:"name"`
		URL  string `json:"url,omitempty"`
	}
	jsonFeedSelf struct {
		About   string `json:"about"`
		ID      string `json:"id"` // as the Atom feed has it
		Updated string `json:"updated"`
	}
	jsonFeedItem struct {
		ID          string               `json:"id"`
		URL         string               `json:"url,omitempty"`
		Title       string               `json:"title"`
		ContentText string               `json:"content_text"`
		Summary     string               `json:"summary,omitempty"`
		Image       string               `json:"image,omitempty"`
		Published   string               `json:"date_published,omitempty"`
		Modified    string               `json:"date_modified"`
		Tags        []string             `json:"tags,omitempty"`
		Language    string               `json:"language,omitempty"`
		Attachments []jsonFeedAttachment `json:"attachments,omitempty"`
		Dateline    feedExtensions       `json:"_dateline"`
	}
	jsonFeedAttachment struct {
		URL      string `json:"url"`
		MimeType string `json:"mime_type"`
		Title    string `json:"title,omitempty"`
	}
)

func writeJSONFeed[T any](w io.Writer, about About, resource string, records Records[T], of func(About, *T) feedEntry) (Loss, error) {
	head := jsonFeed{
		Version: "https://jsonfeed.org/version/1.1",
		Title:   nameOr(about.Title, publisher),
		FeedURL: about.Self,
		NextURL: about.Next,
		Authors: []jsonFeedAuthor{{Name: publisher, URL: about.Origin}},
		Dateline: jsonFeedSelf{
			About: termsAt(about), ID: feedID(about, resource), Updated: atomInstant(lastChange(timeline.Stamp{}, about)),
		},
	}
	if about.Origin != "" {
		head.HomePageURL = about.Origin + "/"
	}
	list := jsonList{head: head, array: "items"}
	return Loss{}, writeJSONList(w, list, records, func(r *T) (any, error) {
		return jsonFeedItemOf(of(about, r)), nil
	})
}

func jsonFeedItemOf(e feedEntry) jsonFeedItem {
	item := jsonFeedItem{
		ID: e.id, URL: nameOr(e.page, e.url), Title: e.title, ContentText: e.body.text(), Summary: e.summary,
		Modified: atomInstant(e.updated), Tags: e.topics, Language: e.language, Dateline: e.extensions,
	}
	if !e.published.IsZero() {
		item.Published = atomInstant(e.published)
	}
	if e.extensions.Type != "" {
		item.Tags = append([]string{e.extensions.Type}, e.topics...)
	}
	for _, m := range e.media {
		if strings.HasPrefix(m.Type, "image/") && item.Image == "" {
			item.Image = m.URL
		}
		if m.Type != "" { // an attachment needs one
			item.Attachments = append(item.Attachments, jsonFeedAttachment{m.URL, m.Type, m.Alt})
		}
	}
	return item
}
