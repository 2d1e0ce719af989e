package timeline

// Place is somewhere that events are located at, proposed for, or about.
type Place struct {
	ID        string      `json:"id" yaml:"id"`
	Name      string      `json:"name" yaml:"name"`
	Kind      string      `json:"kind" yaml:"kind"`                           // an open slug: building, city, region, country …
	Lat       *float64    `json:"lat,omitempty" yaml:"lat,omitempty"`         // degrees north, WGS 84
	Lon       *float64    `json:"lon,omitempty" yaml:"lon,omitempty"`         // degrees east, WGS 84
	Country   string      `json:"country,omitempty" yaml:"country,omitempty"` // ISO 3166-1 alpha-2
	Parent    string      `json:"parent,omitempty" yaml:"parent,omitempty"`   // the id of the place that this one lies in
	Retracted *Retraction `json:"retracted,omitempty" yaml:"retracted,omitempty"`
	Stamp     `yaml:"-"`
}

func (p *Place) validate(c checker) {
	c.in("id").slug(p.ID)
	c.in("name").requiredText(p.Name, MaxTitle)
	c.in("kind").slug(p.Kind)
	c.in("country").country(p.Country)
	c.in("parent").optionalSlug(p.Parent)
	p.Retracted.validate(c.in("retracted"), p.ID)
	if p.Parent != "" && p.Parent == p.ID {
		c.in("parent").fault("a place cannot lie inside itself")
	}
	if (p.Lat == nil) != (p.Lon == nil) {
		c.fault("lat and lon come together")
	}
	if p.Lat != nil && (*p.Lat < -90 || *p.Lat > 90) {
		c.in("lat").fault("%v is outside -90 to 90 degrees", *p.Lat)
	}
	if p.Lon != nil && (*p.Lon < -180 || *p.Lon > 180) {
		c.in("lon").fault("%v is outside -180 to 180 degrees", *p.Lon)
	}
}

// Resource is "place".
func (*Place) Resource() string { return "place" }

// RecordID is the place's id.
func (p *Place) RecordID() string { return p.ID }

// Retraction says why the place was taken back; nil while it stands.
func (p *Place) Retraction() *Retraction { return p.Retracted }

// SetRetraction takes the place back, or with nil lets it stand again.
func (p *Place) SetRetraction(r *Retraction) { p.Retracted = r }

// Authored is a copy of the place without what the server adds.
func (p *Place) Authored() Record {
	plain := *p
	plain.Stamp = Stamp{}
	return &plain
}

func (p *Place) finish(c checker) { p.validate(c) }
