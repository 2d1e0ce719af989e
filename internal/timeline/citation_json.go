package timeline

import "reflect"

// placement is a citation whose start is written also where it is 0.
type placement struct {
	Source   string   `json:"source" yaml:"source"`
	Grade    string   `json:"grade,omitempty" yaml:"-"`
	Start    *int     `json:"start,omitempty" yaml:"start,omitempty"`
	End      int      `json:"end,omitempty" yaml:"end,omitempty"`
	SHA256   string   `json:"sha256,omitempty" yaml:"sha256,omitempty"`
	Exact    string   `json:"exact,omitempty" yaml:"exact,omitempty"`
	Prefix   string   `json:"prefix,omitempty" yaml:"prefix,omitempty"`
	Suffix   string   `json:"suffix,omitempty" yaml:"suffix,omitempty"`
	Section  string   `json:"section,omitempty" yaml:"section,omitempty"`
	URL      string   `json:"url,omitempty" yaml:"url,omitempty"`
	Supports []string `json:"supports,omitempty" yaml:"supports,omitempty,flow"`
}

func (ct Citation) placement() placement {
	p := placement{ct.Source, ct.Grade, nil, ct.End, ct.SHA256, ct.Exact, ct.Prefix, ct.Suffix, ct.Section, ct.URL, ct.Supports}
	if ct.Placed() {
		p.Start = &ct.Start
	}
	return p
}

// MarshalJSON writes a span whole, from 0 too, and nothing of one that is not known.
func (ct Citation) MarshalJSON() ([]byte, error) { return ct.appendJSON(nil) }

func (ct Citation) appendJSON(out []byte) ([]byte, error) {
	p := ct.placement()
	return writerOf(reflect.TypeFor[placement]())(out, reflect.ValueOf(&p).Elem())
}

// MarshalYAML writes the short form where there is nothing but a source.
func (ct Citation) MarshalYAML() (any, error) {
	if ct.SameAs(Citation{Source: ct.Source}) {
		return ct.Source, nil
	}
	return ct.placement(), nil
}
