package timeline

import "time"

// Retraction says that a record has been taken back. The record stays to be
// read by its id, and in its history.
type Retraction struct {
	Reason string `json:"reason" yaml:"reason"`
	At     string `json:"at" yaml:"at,omitempty"`                             // an instant, RFC 3339
	By     string `json:"by" yaml:"by,omitempty"`                             // the name of who did it
	Into   string `json:"merged_into,omitempty" yaml:"merged_into,omitempty"` // the id of the record of its resource that it is one with; of sources, actors and places alone
	Erased bool   `json:"erased,omitempty" yaml:"erased,omitempty"`           // its words are gone from its history, too
}

// MergedInto is the id of the record that a retracted one was merged into; empty
// where it was not, and where nothing is retracted.
func (r *Retraction) MergedInto() string {
	if r == nil {
		return ""
	}
	return r.Into
}

// IsErased tells whether a retracted record has lost its words for good; false where
// nothing is retracted.
func (r *Retraction) IsErased() bool { return r != nil && r.Erased }

// validate checks a retraction, if there is one. of is the id of its record where
// that may be merged into another; empty where it may not.
func (r *Retraction) validate(c checker, of string) {
	if r == nil {
		return
	}
	c.in("reason").text(r.Reason, MaxSummary)
	c.in("by").text(r.By, MaxTitle)
	into := c.in("merged_into")
	switch {
	case r.Into == "":
	case of == "":
		into.fault("only sources, actors and places are merged; leave it out")
	case r.Into == of:
		into.fault("a record is not merged into itself")
	default:
		into.slug(r.Into)
	}
	if r.At == "" {
		return
	}
	if _, err := time.Parse(time.RFC3339Nano, r.At); err != nil {
		c.in("at").fault("%q is no instant; write it like 2025-03-05T12:00:00Z", Clip(r.At, 40))
	}
}
