package timeline

import "time"

// Retraction says that a record has been taken back. The record stays to be
// read by its id, and in its history.
type Retraction struct {
	Reason string `json:"reason" yaml:"reason"`
	At     string `json:"at" yaml:"at,omitempty"`                   // an instant, RFC 3339
	By     string `json:"by" yaml:"by,omitempty"`                   // the name of who did it
	Erased bool   `json:"erased,omitempty" yaml:"erased,omitempty"` // its words are gone from its history, too
}

// IsErased tells whether a retracted record has lost its words for good; false where
// nothing is retracted.
func (r *Retraction) IsErased() bool { return r != nil && r.Erased }

// validate checks a retraction, if there is one.
func (r *Retraction) validate(c checker) {
	if r == nil {
		return
	}
	c.in("reason").text(r.Reason, MaxSummary)
	c.in("by").text(r.By, MaxTitle)
	if r.At == "" {
		return
	}
	if _, err := time.Parse(time.RFC3339Nano, r.At); err != nil {
		c.in("at").fault("%q is no instant; write it like 2025-03-05T12:00:00Z", Clip(r.At, 40))
	}
}
