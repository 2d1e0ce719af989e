package convert

import (
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// parquetDate is a date in columns. The timestamps are null where a bound is
// open, and also before year 1 and after year 9999, which many readers cannot
// hold; the seconds from 1970 are null where a bound is open, and only there.
type parquetDate struct {
	EDTF            *string `parquet:"edtf,optional"`
	Earliest        *int64  `parquet:"earliest,optional,timestamp(microsecond)"`
	Latest          *int64  `parquet:"latest,optional,timestamp(microsecond)"` // exclusive
	EarliestSeconds *int64  `parquet:"earliest_seconds,optional"`
	LatestSeconds   *int64  `parquet:"latest_seconds,optional"`
	Kind            string  `parquet:"date_kind,dict"`
	LatestStart     *int64  `parquet:"latest_start_seconds,optional"` // exclusive; null also for moments, as the next
	EarliestEnd     *int64  `parquet:"earliest_end_seconds,optional"`
	Precision       *string `parquet:"precision,optional,dict"`
	Approximate     bool    `parquet:"approximate"`
	Uncertain       bool    `parquet:"uncertain"`
	Basis           string  `parquet:"basis,dict"`
	DateText        *string `parquet:"date_text,optional"` // the source's own words
	DateWords       string  `parquet:"date_words"`         // in English, by us
}

func parquetDateOf(d timeline.Date) parquetDate {
	p := parquetDate{
		Kind: d.Kind(),
		EDTF: orNull(d.EDTF.String()), Precision: orNull(string(d.EDTF.Precision())), Approximate: d.EDTF.Approximate(), Uncertain: d.EDTF.Uncertain(),
		Basis: nameOr(d.Basis, "unknown"), DateText: orNull(d.Text), DateWords: DateWords(d),
	}
	span := d.Interval()
	p.Earliest, p.EarliestSeconds = parquetBound(span.Earliest)
	p.Latest, p.LatestSeconds = parquetBound(span.Latest)
	latestStart, earliestEnd := innerBounds(d)
	_, p.LatestStart = parquetBound(latestStart)
	_, p.EarliestEnd = parquetBound(earliestEnd)
	return p
}

func length(s *string) int {
	if s == nil {
		return 0
	}
	return len(*s)
}

// orNull is a text that may be null, as a pointer: an optional column of plain
// strings now and then has "" for null (parquet-go issue 154).
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// parquetBound gives a bound in microseconds and in seconds. They are numbers
// here, as parquet counts a time.Time in nanoseconds, which end in 2262.
func parquetBound(sec int64) (micros, seconds *int64) {
	if sec == edtf.OpenStart || sec == edtf.OpenEnd {
		return nil, nil
	}
	if year := edtf.CivilFromSeconds(sec).Year; year >= 1 && year <= 9999 {
		at := sec * 1_000_000
		micros = &at
	}
	return micros, &sec
}

type (
	parquetEvent struct {
		ID           string  `parquet:"id"`
		Story        string  `parquet:"story,dict"`
		Title        string  `parquet:"title"`
		Summary      *string `parquet:"summary,optional"`
		Type         string  `parquet:"type,dict"`
		Status       string  `parquet:"status,dict"`
		Verification string  `parquet:"verification,dict"`
		parquetDate
		Actors      []parquetParticipant `parquet:"actors,list"`
		Places      []parquetVenue       `parquet:"places,list"`
		Topics      []string             `parquet:"topics,list"`
		Quotes      []parquetQuote       `parquet:"quotes,list"`
		Citations   []parquetCitation    `parquet:"citations,list"`
		Evidence    string               `parquet:"evidence,dict"`
		Relations   []parquetRelation    `parquet:"relations,list"`
		Language    *string              `parquet:"language,optional,dict"`
		Key         bool                 `parquet:"key"`
		Media       []parquetMedia       `parquet:"media,list"`
		Codes       []string             `parquet:"codes,list"`
		ExternalIDs []string             `parquet:"external_ids,list"`
		Figures     []parquetFigure      `parquet:"figures,list"`
		parquetStamp
	}
	parquetParticipant struct {
		ID   string  `parquet:"id,dict"`
		Name *string `parquet:"name,optional,dict"`
		Kind *string `parquet:"kind,optional,dict"`
		Role string  `parquet:"role,dict"`
	}
	parquetVenue struct {
		ID      string   `parquet:"id,dict"`
		Name    *string  `parquet:"name,optional,dict"`
		Kind    *string  `parquet:"kind,optional,dict"`
		Role    string   `parquet:"role,dict"`
		Lat     *float64 `parquet:"lat,optional"`
		Lon     *float64 `parquet:"lon,optional"`
		Country *string  `parquet:"country,optional,dict"`
	}
	parquetQuote struct {
		ID        string   `parquet:"id"`
		Event     string   `parquet:"event"`
		Speaker   string   `parquet:"speaker,dict"`
		Via       *string  `parquet:"via,optional,dict"`
		Text      string   `parquet:"text"`
		Language  *string  `parquet:"language,optional,dict"`
		Kind      string   `parquet:"kind,dict"`
		About     []string `parquet:"about,list"`
		Addressee *string  `parquet:"addressee,optional,dict"`
		parquetDate
		Citations []parquetCitation `parquet:"citations,list"`
		Evidence  string            `parquet:"evidence,dict"`
		parquetStamp
	}
	parquetCitation struct {
		Source   string   `parquet:"source,dict"`
		Grade    *string  `parquet:"grade,optional,dict"`
		Start    *int     `parquet:"start,optional"` // Unicode code points
		End      *int     `parquet:"end,optional"`   // exclusive
		SHA256   *string  `parquet:"sha256,optional"`
		Exact    *string  `parquet:"exact,optional"`
		Prefix   *string  `parquet:"prefix,optional"`
		Suffix   *string  `parquet:"suffix,optional"`
		Section  *string  `parquet:"section,optional"`
		URL      *string  `parquet:"url,optional"`
		Supports []string `parquet:"supports,list"`
	}
	parquetRelation struct {
		Type  string `parquet:"type,dict"`
		Event string `parquet:"event"`
	}
	parquetMedia struct {
		URL       string  `parquet:"url"`
		Type      *string `parquet:"type,optional"`
		Alt       *string `parquet:"alt,optional"`
		Caption   *string `parquet:"caption,optional"`
		Credit    *string `parquet:"credit,optional"`
		Width     *int    `parquet:"width,optional"`
		Height    *int    `parquet:"height,optional"`
		Thumbnail *string `parquet:"thumbnail,optional"`
	}
	parquetFigure struct {
		Name  string   `parquet:"name,dict"`
		Value *float64 `parquet:"value,optional"`
		Low   *float64 `parquet:"low,optional"`
		High  *float64 `parquet:"high,optional"`
		Unit  *string  `parquet:"unit,optional"`
	}
)

// parquetFixed is about what a row holds besides its long texts.
const parquetFixed = 300

func (r parquetEvent) size() int {
	n := parquetFixed + len(r.Title) + length(r.Summary) + 100*(len(r.Actors)+len(r.Places)+len(r.Citations)+len(r.Media))
	for _, q := range r.Quotes {
		n += q.size()
	}
	return n
}

func (r parquetQuote) size() int { return parquetFixed + len(r.Text) + 100*len(r.Citations) }

func parquetEventOf(e *timeline.Event) parquetEvent {
	r := parquetEvent{
		ID: e.ID, Story: e.Story, Title: e.Title, Summary: orNull(e.Summary), Type: e.Type, Status: e.Status, Verification: e.Verification,
		parquetDate: parquetDateOf(e.Date), Topics: e.Topics, Citations: parquetCitations(e.Citations), Evidence: timeline.Evidence(e.Citations),
		Language: orNull(e.Language), Key: e.Key, Codes: e.Codes, ExternalIDs: e.ExternalIDs, parquetStamp: parquetStampOf(e.Stamp),
	}
	for _, a := range e.Actors {
		r.Actors = append(r.Actors, parquetParticipant{a.ID, orNull(a.Name), orNull(a.Kind), a.Role})
	}
	for _, v := range e.Places {
		r.Places = append(r.Places, parquetVenue{v.ID, orNull(v.Name), orNull(v.Kind), v.Role, v.Lat, v.Lon, orNull(v.Country)})
	}
	for i := range e.Quotes {
		r.Quotes = append(r.Quotes, parquetQuoteOf(&e.Quotes[i]))
	}
	for _, x := range e.Relations {
		r.Relations = append(r.Relations, parquetRelation(x))
	}
	for _, m := range e.Media {
		r.Media = append(r.Media, parquetMedia{m.URL, orNull(m.Type), orNull(m.Alt), orNull(m.Caption), orNull(m.Credit), m.Width, m.Height, orNull(m.Thumbnail)})
	}
	for _, f := range e.Figures {
		r.Figures = append(r.Figures, parquetFigure{f.Name, f.Value, f.Low, f.High, orNull(f.Unit)})
	}
	return r
}

func parquetQuoteOf(q *timeline.Quote) parquetQuote {
	var date timeline.Date
	if q.Date != nil {
		date = *q.Date
	}
	return parquetQuote{
		ID: q.ID, Event: q.Event, Speaker: q.Speaker, Via: orNull(q.Via), Text: q.Text, Language: orNull(q.Language), Kind: q.Kind, About: q.About,
		Addressee: orNull(q.Addressee), parquetDate: parquetDateOf(date), Citations: parquetCitations(q.Citations), Evidence: timeline.Evidence(q.Citations), parquetStamp: parquetStampOf(q.Stamp),
	}
}

func parquetCitations(list []timeline.Citation) []parquetCitation {
	rows := make([]parquetCitation, len(list))
	for i, c := range list {
		row := parquetCitation{Source: c.Source, Grade: orNull(c.Grade), SHA256: orNull(c.SHA256), Exact: orNull(c.Exact), Prefix: orNull(c.Prefix),
			Suffix: orNull(c.Suffix), Section: orNull(c.Section), URL: orNull(c.URL), Supports: c.Supports}
		if c.Placed() {
			row.Start, row.End = &c.Start, &c.End
		}
		rows[i] = row
	}
	return rows
}
