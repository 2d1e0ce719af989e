package convert

import "example.org/dateline/internal/timeline"

type (
	parquetActor struct {
		ID           string               `parquet:"id"`
		Name         string               `parquet:"name"`
		Kind         string               `parquet:"kind,dict"`
		Aliases      []string             `parquet:"aliases,list"`
		Description  *string              `parquet:"description,optional"`
		Offices      []parquetOffice      `parquet:"offices,list"`
		Country      *string              `parquet:"country,optional,dict"`
		Wikidata     *string              `parquet:"wikidata,optional"`
		Affiliations []parquetAffiliation `parquet:"affiliations,list"`
		parquetStamp
	}
	// The terms of offices and affiliations are EDTF.
	parquetOffice struct {
		Title        string  `parquet:"title"`
		Organization *string `parquet:"organization,optional"`
		From         *string `parquet:"from,optional"`
		To           *string `parquet:"to,optional"`
	}
	parquetAffiliation struct {
		Actor string  `parquet:"actor"`
		From  *string `parquet:"from,optional"`
		To    *string `parquet:"to,optional"`
	}
	parquetPlace struct {
		ID      string   `parquet:"id"`
		Name    string   `parquet:"name"`
		Kind    string   `parquet:"kind,dict"`
		Lat     *float64 `parquet:"lat,optional"`
		Lon     *float64 `parquet:"lon,optional"`
		Country *string  `parquet:"country,optional,dict"`
		Parent  *string  `parquet:"parent,optional,dict"`
		parquetStamp
	}
	parquetSource struct {
		ID         string            `parquet:"id"`
		Title      string            `parquet:"title"`
		Publisher  *string           `parquet:"publisher,optional,dict"`
		URL        *string           `parquet:"url,optional"`
		Published  *parquetDate      `parquet:"published,optional"`
		Language   *string           `parquet:"language,optional,dict"`
		Digest     *string           `parquet:"digest,optional"`
		Length     *int              `parquet:"length,optional"`
		Notes      []parquetNote     `parquet:"notes,list"`
		NotFactual []parquetCitation `parquet:"not_factual,list"`
		parquetStamp
	}
	parquetStory struct {
		ID         string   `parquet:"id"`
		Title      string   `parquet:"title"`
		Summary    *string  `parquet:"summary,optional"`
		Language   *string  `parquet:"language,optional,dict"`
		Topics     []string `parquet:"topics,list"`
		Visibility string   `parquet:"visibility,dict"`
		parquetStamp
	}
	parquetTopic struct {
		ID     string `parquet:"id"`
		Events int    `parquet:"events"`
	}
	parquetNote struct {
		Text      string            `parquet:"text"`
		Citations []parquetCitation `parquet:"citations,list"`
	}
)

func (r parquetActor) size() int { return parquetFixed + length(r.Description) }
func (r parquetPlace) size() int { return parquetFixed }
func (r parquetStory) size() int { return parquetFixed + length(r.Summary) }
func (r parquetTopic) size() int { return parquetFixed }

func (r parquetSource) size() int {
	n := parquetFixed + 100*len(r.NotFactual)
	for _, note := range r.Notes {
		n += len(note.Text) + 100*len(note.Citations)
	}
	return n
}

func parquetActorOf(a *timeline.Actor) parquetActor {
	r := parquetActor{
		ID: a.ID, Name: a.Name, Kind: a.Kind, Aliases: a.Aliases, Description: orNull(a.Description),
		Country: orNull(a.Country), Wikidata: orNull(a.Wikidata), parquetStamp: parquetStampOf(a.Stamp),
	}
	for _, o := range a.Offices {
		r.Offices = append(r.Offices, parquetOffice{o.Title, orNull(o.Organization), orNull(o.From), orNull(o.To)})
	}
	for _, af := range a.Affiliations {
		r.Affiliations = append(r.Affiliations, parquetAffiliation{af.Actor, orNull(af.From), orNull(af.To)})
	}
	return r
}

func parquetPlaceOf(p *timeline.Place) parquetPlace {
	return parquetPlace{
		ID: p.ID, Name: p.Name, Kind: p.Kind, Lat: p.Lat, Lon: p.Lon, Country: orNull(p.Country), Parent: orNull(p.Parent),
		parquetStamp: parquetStampOf(p.Stamp),
	}
}

func parquetStoryOf(s *timeline.Story) parquetStory {
	return parquetStory{ID: s.ID, Title: s.Title, Summary: orNull(s.Summary), Language: orNull(s.Language), Topics: s.Topics, Visibility: s.Visibility, parquetStamp: parquetStampOf(s.Stamp)}
}

func parquetTopicOf(t *timeline.Topic) parquetTopic { return parquetTopic{t.ID, t.Events} }

func parquetSourceOf(s *timeline.Source) parquetSource {
	r := parquetSource{
		ID: s.ID, Title: s.Title, Publisher: orNull(s.Publisher), URL: orNull(s.URL), Language: orNull(s.Language), Digest: orNull(s.Digest),
		NotFactual: parquetCitations(s.NotFactual), parquetStamp: parquetStampOf(s.Stamp),
	}
	if s.Length > 0 {
		r.Length = &s.Length
	}
	if s.Published != nil {
		d := parquetDateOf(*s.Published)
		r.Published = &d
	}
	for _, n := range s.Notes {
		r.Notes = append(r.Notes, parquetNote{n.Text, parquetCitations(n.Citations)})
	}
	return r
}
