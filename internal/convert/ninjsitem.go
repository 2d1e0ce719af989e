package convert

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/dateline/internal/codes"
	"example.org/dateline/internal/timeline"
)

type (
	// ninjsItem is what is read of an item by name.
	ninjsItem struct {
		URI             string           `json:"uri"`
		Type            string           `json:"type"`
		PubStatus       string           `json:"pubStatus"`
		EmbargoedUntil  string           `json:"embargoedUntil"`
		VersionCreated  string           `json:"versionCreated"`
		Language        string           `json:"language"`
		Title           string           `json:"title"`
		Slugline        string           `json:"slugline"`
		CopyrightHolder string           `json:"copyrightHolder"`
		Headlines       []ninjsText      `json:"headlines"`
		Descriptions    []ninjsText      `json:"descriptions"`
		Bodies          []ninjsText      `json:"bodies"`
		People          []ninjsNamed     `json:"people"`
		Organisations   []ninjsNamed     `json:"organisations"`
		Places          []ninjsPlace     `json:"places"`
		Subjects        []ninjsNamed     `json:"subjects"`
		InfoSources     []ninjsNamed     `json:"infoSources"`
		Renditions      []ninjsRendition `json:"renditions"`
		Details         struct {
			Status    string     `json:"eventStatus"`
			Organiser ninjsNamed `json:"organiser"`
			Dates     ninjsDates `json:"dates"`
		} `json:"eventDetails"`
	}
	ninjsText struct {
		ContentType string `json:"contentType"`
		Value       string `json:"value"`
	}
	ninjsNamed struct {
		Name string `json:"name"`
		Rel  string `json:"rel"`
		URI  string `json:"uri"`
	}
	ninjsPlace struct {
		Name    string `json:"name"`
		Contact []struct {
			Address struct {
				Lines    []string `json:"lines"`
				Locality string   `json:"locality"`
				Area     string   `json:"area"`
				Country  string   `json:"country"`
			} `json:"address"`
		} `json:"contactInfo"`
		GeoJSON json.RawMessage `json:"geoJSON"`
	}
	ninjsRendition struct {
		Href        string `json:"href"`
		ContentType string `json:"contentType"`
		Title       string `json:"title"`
		Width       int    `json:"width"`
		Height      int    `json:"height"`
	}
)

// text is the text without markup.
func (t ninjsText) text() string {
	if strings.Contains(t.ContentType, "html") || t.ContentType == "" && looksLikeHTML(t.Value) {
		return textOfHTML(t.Value).text
	}
	return t.Value
}

// event gives an item as an event, and each of its occurrences.
func (r *ninjsRead) event(item *ninjsItem, raw []byte, line int) error {
	refuse := func(format string, args ...any) error {
		return r.give(timeline.Entry{Line: line, Raw: raw}, rowFault(line, 1, format, args...))
	}
	switch {
	case item.Type != "" && item.Type != "event":
		return refuse("the item is of the type %q: items of the type event are read", timeline.Clip(item.Type, 40))
	case item.PubStatus == "withheld" || item.PubStatus == "canceled":
		return refuse("the item's pubStatus is %q: its publisher does not want it published", item.PubStatus)
	}
	w := itemEvent{line: line, version: ninjsVersion(item.VersionCreated)}
	w.ninjsTexts(item)
	w.ninjsPeople(item)
	for _, p := range item.Places {
		w.ninjsPlace(p)
	}
	w.ninjsSubjects(item.Subjects)
	for _, s := range item.InfoSources {
		w.ninjsSource(s)
	}
	for _, m := range item.Renditions {
		media := timeline.Media{URL: m.Href, Type: m.ContentType, Caption: m.Title}
		if m.Width > 0 && m.Height > 0 && max(m.Width, m.Height) <= timeline.MaxPixels {
			media.Width, media.Height = &m.Width, &m.Height
		}
		w.show(media)
	}
	w.keepLanguage(item.Language)
	if timeline.IsBlank(w.Title) {
		w.titled(ninjsTitle(item, &w.Event))
	}
	if item.EmbargoedUntil != "" {
		w.warn("", "the item is embargoed until "+timeline.Clip(item.EmbargoedUntil, 40), "import it into a private story until then")
	}
	w.ninjsRest(raw)
	dates := item.Details.Dates
	w.Status = ninjsStatus(item.Details.Status, dates)
	external := r.externalID(item, raw)
	start, err := w.ninjsDate(dates)
	if err != nil {
		return refuse("%v", err)
	}
	if rule, extra, recurs := dates.recurrence(); recurs {
		return r.series(&w, raw, external, start, dates, rule, extra)
	}
	w.ExternalIDs = []string{external}
	return r.finish(&w, raw)
}

func (r *ninjsRead) finish(w *itemEvent, raw []byte) error {
	entry, err := w.entry("ninjs", raw)
	return r.give(entry, err)
}

// externalID is the item's URI. Several versions of an item are one event, and what
// shares a URI otherwise is known again by its content.
func (r *ninjsRead) externalID(item *ninjsItem, raw []byte) string {
	if uri := strings.TrimSpace(item.URI); uri != "" && item.VersionCreated != "" {
		if r.ids.count("version "+item.VersionCreated+" "+uri) == 1 {
			return externalID("ninjs", uri)
		}
		return r.ids.ofContent("ninjs", string(raw))
	}
	return r.ids.of("ninjs", item.URI, string(raw))
}

// ninjsVersion is when an item was last changed, in seconds; 0 where it does not say.
func ninjsVersion(created string) int64 {
	t, err := time.Parse(time.RFC3339, created)
	if err != nil {
		return 0
	}
	return max(0, t.Unix())
}

// ninjsTexts takes the headline, which is meant to be published, before the title,
// which names the item; and what describes it, in its plainest form.
func (e *itemEvent) ninjsTexts(item *ninjsItem) {
	for _, h := range item.Headlines {
		if title := inOneLine(h.text()); e.Title == "" && !timeline.IsBlank(title) {
			e.titled(title)
		}
	}
	for _, title := range []string{item.Title, item.Slugline} {
		switch title = inOneLine(title); {
		case timeline.IsBlank(title) || title == e.Title:
		case e.Title == "":
			e.titled(title)
		case title == inOneLine(item.Title):
			e.keep("title", title)
		}
	}
	for _, texts := range [][]ninjsText{item.Descriptions, item.Bodies} {
		plain := slices.IndexFunc(texts, func(t ninjsText) bool {
			return !strings.Contains(t.ContentType, "html") && strings.TrimSpace(t.Value) != ""
		})
		if plain < 0 {
			plain = slices.IndexFunc(texts, func(t ninjsText) bool { return strings.TrimSpace(t.Value) != "" })
		}
		if plain < 0 {
			continue
		}
		e.summed(texts[plain].text())
		if strings.Contains(texts[plain].ContentType, "html") {
			for _, l := range textOfHTML(texts[plain].Value).links {
				e.cite(l.address, l.words)
			}
		}
	}
}

// ninjsTitle makes a title of what is named.
func ninjsTitle(item *ninjsItem, e *timeline.Event) string {
	if first, _, _ := strings.Cut(e.Summary, "\n"); !timeline.IsBlank(first) {
		return timeline.Clip(first, 100)
	}
	title := "Event"
	if name := inOneLine(item.Details.Organiser.Name); name != "" {
		title += " of " + timeline.Clip(name, 100)
	}
	if len(e.Places) > 0 {
		title += " at " + timeline.Clip(e.Places[0].Name, 100)
	}
	return title
}

// ninjsPeople takes who organizes, and whom and what the item names. What it says of
// how to reach them is personal data, and is kept nowhere.
func (e *itemEvent) ninjsPeople(item *ninjsItem) {
	kinds := map[string]string{}
	for _, p := range item.People {
		kinds[inOneLine(p.Name)] = "person"
	}
	organiser := item.Details.Organiser
	if name := inOneLine(organiser.Name); name != "" {
		e.ninjsActor(organiser, nameOr(kinds[name], "organization"), "initiator")
	}
	for _, p := range item.People {
		e.ninjsActor(p, "person", ninjsRole(p.Rel))
	}
	for _, o := range item.Organisations {
		e.ninjsActor(o, "organization", ninjsRole(o.Rel))
	}
}

func (e *itemEvent) ninjsActor(n ninjsNamed, kind, role string) {
	known := func(p timeline.Participant) bool { return p.Name == inOneLine(n.Name) && p.Kind == kind }
	if len(e.Actors) >= maxICSPeople || slices.ContainsFunc(e.Actors, known) || !e.actor(n.Name, kind, role) {
		return
	}
	if item := wikidataOf(n.URI); item != "" {
		e.parts = append(e.parts, &timeline.Actor{Name: e.Actors[len(e.Actors)-1].Name, Kind: kind, Wikidata: item})
	}
}

// ninjsRole is the role that a relation says; who is only named is mentioned.
func ninjsRole(rel string) string {
	rel = strings.ToLower(rel)
	switch {
	case strings.Contains(rel, "speak"):
		return "speaker"
	case strings.Contains(rel, "particip"), strings.Contains(rel, "attend"):
		return timeline.DefaultActorRole
	}
	return "mentioned"
}

// wikidataOf is the item of Wikidata that an address is of; empty where it is none.
func wikidataOf(address string) string {
	_, rest, found := strings.Cut(address, "://www.wikidata.org/")
	if id := rest[strings.LastIndexByte(rest, '/')+1:]; found && len(id) > 1 && len(id) < 12 && id[0] == 'Q' && strings.Trim(id[1:], "0123456789") == "" && id[1] != '0' {
		return id
	}
	return ""
}

// ninjsPlace takes a place by its name, or by its address where it has none, with the
// country that its address names.
func (e *itemEvent) ninjsPlace(p ninjsPlace) {
	venue := timeline.Venue{Name: p.Name, Kind: placeKind}
	for _, c := range p.Contact {
		a := c.Address
		if country, known := codes.CountryNamed(a.Country); known && venue.Country == "" {
			venue.Country = country.Alpha2
		}
		parts := slices.DeleteFunc(append(slices.Clone(a.Lines), a.Locality, a.Area, a.Country), func(s string) bool { return strings.TrimSpace(s) == "" })
		address := strings.Join(parts, ", ")
		if timeline.IsBlank(venue.Name) {
			venue.Name = address
		} else if address != "" {
			kept, _ := e.origin["addresses"].([]string)
			e.keep("addresses", append(kept, timeline.Clip(inOneLine(venue.Name+": "+address), 500)))
		}
	}
	var point struct {
		Type        string    `json:"type"`
		Coordinates []float64 `json:"coordinates"`
		Geometry    struct {
			Type        string    `json:"type"`
			Coordinates []float64 `json:"coordinates"`
		} `json:"geometry"`
	}
	if len(p.GeoJSON) > 0 && json.Unmarshal(p.GeoJSON, &point) == nil {
		if point.Type == "Feature" {
			point.Type, point.Coordinates = point.Geometry.Type, point.Geometry.Coordinates
		}
		if at := point.Coordinates; point.Type == "Point" && len(at) >= 2 && at[0] >= -180 && at[0] <= 180 && at[1] >= -90 && at[1] <= 90 {
			venue.Lon, venue.Lat = &at[0], &at[1]
		}
	}
	e.place(venue)
}

// mediaTopics is where the subjects of IPTC are.
const mediaTopics = "://cv.iptc.org/newscodes/mediatopic/"

// ninjsSubjects makes topics of subjects, and codes of those of IPTC.
func (e *itemEvent) ninjsSubjects(subjects []ninjsNamed) {
	var names []string
	for _, s := range subjects {
		names = append(names, s.Name)
		_, code, found := strings.Cut(s.URI, mediaTopics)
		if code = strings.Trim(code, "/"); found && code != "" && len(code) < 30 && !strings.ContainsAny(code, " \t/?#") && !slices.Contains(e.Codes, "medtop:"+code) {
			e.Codes = append(e.Codes, "medtop:"+code)
		}
	}
	e.filed(names)
	e.Type = icsType(e.Topics)
}

// ninjsSource cites who the item says it is from.
func (e *itemEvent) ninjsSource(s ninjsNamed) {
	name := inOneLine(timeline.Printable(s.Name))
	if timeline.IsBlank(name) || isMailAddress(name) || e.cite(s.URI, name) {
		return
	}
	source := &timeline.Source{ID: slugOf(name, maxLinkSlug) + "-" + digest(name)[:8], Title: timeline.Clip(name, timeline.MaxTitle)}
	if !slices.ContainsFunc(e.Citations, func(c timeline.Citation) bool { return c.Source == source.ID }) {
		e.parts = append(e.parts, source)
		e.Citations = append(e.Citations, timeline.Citation{Source: source.ID})
	}
}

// ninjsStatus is the status by the last part of the address that says it, in the
// vocabularies of IPTC for events and sports events. Where it says none, an item
// whose dates are expected is, too, and any other is scheduled.
func ninjsStatus(address string, dates ninjsDates) string {
	word := strings.ToLower(address[strings.LastIndexAny(address, "/:#")+1:])
	switch {
	case strings.Contains(word, "cancel"), word == "eos6":
		return "cancelled"
	case strings.Contains(word, "postpone"), strings.Contains(word, "delay"):
		return "postponed"
	case word == "mid-event", word == "ongoing", word == "in-progress":
		return "ongoing"
	case word == "post-event", word == "completed", word == "eos0": // what happened without a plan
		return timeline.DefaultStatus
	case word == "eos2", word == "eos3": // uncertain, and may occur
		return "proposed"
	case word == "eos4": // highly likely
		return "expected"
	case word == "eos1", word == "eos5", word == "pre-event", dates.Start != "":
		return "scheduled"
	}
	return "expected"
}

// ninjsTaken are members that become fields, or are the desk's own affair.
var ninjsTaken = []string{"uri", "type", "standard", "title", "headlines", "descriptions", "bodies", "places", "renditions", "infoSources", "language", "embargoedUntil", "pubStatus",
	"edNote", "plannedCoverage", "associations", "items", "profile", "representationType", "trustIndicators"}

// ninjsRest keeps what no field is for, without how to reach anybody.
func (e *itemEvent) ninjsRest(raw []byte) {
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.UseNumber()
	var rest map[string]any
	if dec.Decode(&rest) != nil {
		return
	}
	for _, name := range ninjsTaken {
		delete(rest, name)
	}
	for name, value := range rest {
		if value = withoutContacts(value); value != nil {
			e.keep(name, value)
		}
	}
}

// withoutContacts is a value without what says how to reach somebody; nil where nothing
// is left.
func withoutContacts(value any) any {
	switch v := value.(type) {
	case map[string]any:
		for name, member := range v {
			if member = withoutContacts(member); member == nil || strings.EqualFold(name, "contactInfo") {
				delete(v, name)
			} else {
				v[name] = member
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		var list []any
		for _, item := range v {
			if item = withoutContacts(item); item != nil {
				list = append(list, item)
			}
		}
		if len(list) == 0 {
			return nil
		}
		return list
	case string:
		if v == "" || isMailAddress(v) || strings.HasPrefix(strings.ToLower(v), "mailto:") {
			return nil
		}
	}
	return value
}

// notADate is the error of a date that cannot be read.
func notADate(name, text string) error {
	return fmt.Errorf("eventDetails.dates.%s: %q is no date such as 2025, 2025-03, 2025-03-05 or 2025-03-05T14:30:00+02:00", name, timeline.Clip(text, 40))
}
