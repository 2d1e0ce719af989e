package convert

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	feedjson "github.com/mmcdole/gofeed/json"

	"example.org/dateline/internal/timeline"
)

// jsonFeedOurs is what our own feeds have beside the standard, and gofeed has not.
type jsonFeedOurs struct {
	Dateline *struct {
		Date         *timeline.Date `json:"date"`
		Retracted    bool           `json:"retracted"`
		Type         string         `json:"type"`
		Status       string         `json:"status"`
		Verification string         `json:"verification"`
	} `json:"_dateline"`
}

// json reads a JSON Feed item by item.
func (r *feedRead) json(text io.Reader) (line int, err error) {
	cut := newCutReader(text)
	dec := json.NewDecoder(cut)
	dec.UseNumber() // one may be beyond what Go counts with
	fault := func(err error) (int, error) {
		_, line := cut.cut(dec.InputOffset(), dec.InputOffset())
		return line, fmt.Errorf("line %d: the feed cannot be read on: %w", line, err)
	}
	if _, err := dec.Token(); err != nil {
		return fault(err)
	}
	members := map[string]string{}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return fault(err)
		}
		if name == "items" {
			if err := r.tell(jsonSelf(members), []byte("{")); err != nil {
				return cut.line, err
			}
			if line, err := r.jsonItems(dec, cut, fault); err != nil {
				return line, err
			}
			continue
		}
		var value any
		if err := dec.Decode(&value); err != nil {
			return fault(err)
		}
		if known, ok := name.(string); ok && len(members) < 100 {
			members[known], _ = value.(string)
		}
		cut.drop(dec.InputOffset())
	}
	if _, err := dec.Token(); err != nil {
		return fault(err)
	}
	if r.self.next == "" && members["next_url"] != "" {
		r.noteNext(members["next_url"])
	}
	return cut.line, r.tell(jsonSelf(members), []byte("{"))
}

func jsonSelf(m map[string]string) feedSelf {
	return feedSelf{title: m["title"], about: m["description"], language: m["language"], address: m["home_page_url"], link: m["feed_url"], next: m["next_url"]}
}

// jsonItems reads the list of items.
func (r *feedRead) jsonItems(dec *json.Decoder, cut *cutReader, fault func(error) (int, error)) (line int, err error) {
	first, err := dec.Token()
	if err != nil {
		return fault(err)
	}
	if first != json.Delim('[') {
		return fault(errors.New("items are no list"))
	}
	for dec.More() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return fault(err)
		}
		to := dec.InputOffset()
		piece, line := cut.cut(to-int64(len(raw)), to)
		if err := r.jsonItem(piece, line); err != nil {
			return line, err
		}
	}
	if _, err := dec.Token(); err != nil {
		return fault(err)
	}
	return cut.line, nil
}

// jsonHeader is what an item can be read behind: what the feed says by which the ids
// of its items are told from others'.
func (s feedSelf) jsonHeader() string {
	text, _ := json.Marshal(map[string]string{"version": "https://jsonfeed.org/version/1.1", "title": s.title, "home_page_url": s.address, "feed_url": s.link})
	return strings.TrimSuffix(string(text), "}") + `,"items":[`
}

// jsonItem gives one item.
func (r *feedRead) jsonItem(raw []byte, line int) error {
	var item feedjson.Item
	if err := json.Unmarshal(raw, &item); err != nil {
		return r.give(timeline.Entry{Line: line, Raw: raw, Header: r.self.jsonHeader()}, jsonFault(raw, line, err))
	}
	e := feedItem{
		id: item.ID, link: item.URL, others: []string{item.ExternalURL}, title: item.Title, plain: true,
		summary: item.Summary, content: item.ContentText, published: item.DatePublished, updated: item.DateModified,
		language: item.Language, categories: item.Tags, header: r.self.jsonHeader(),
	}
	if changed, err := time.Parse(time.RFC3339, item.DateModified); err == nil {
		e.changed = &changed
	}
	if item.ContentHTML != "" {
		e.content, e.html = item.ContentHTML, true
	}
	for _, a := range append(item.Authors, item.Author) {
		if a != nil {
			e.authors = append(e.authors, a.Name)
		}
	}
	for _, image := range []string{item.Image, item.BannerImage} {
		if image != "" {
			e.media = append(e.media, timeline.Media{URL: image})
		}
	}
	if item.Attachments != nil {
		for _, a := range *item.Attachments {
			e.enclosures = append(e.enclosures, timeline.Media{URL: a.URL, Type: a.MimeType, Caption: a.Title})
		}
	}
	var ours jsonFeedOurs
	if json.Unmarshal(raw, &ours) == nil && ours.Dateline != nil {
		d := ours.Dateline
		e.ours = &feedOurs{date: d.Date, kind: d.Type, status: d.Status, verification: d.Verification, retracted: d.Retracted}
	}
	return r.entry(e, raw, line)
}
