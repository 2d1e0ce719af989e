package convert

import (
	"time"

	"example.org/dateline/internal/timeline"
)

// Terms is the namespace of what outside formats lack: EDTF, basis and so on.
// It names no server, so that the same term is the same in every document.
const Terms = "urn:dateline:terms:"

// termsAt is where a reader finds the terms explained.
func termsAt(about About) string {
	if about.Origin == "" {
		return Terms
	}
	return about.Origin + "/docs"
}

// urn names a record where it is not known what database it is of.
func urn(resource, id string) string { return "urn:dateline:" + resource + ":" + id }

// own names a record of one database, whichever servers answer for it: what
// aggregators and calendars tell apart by is never another's.
func own(about About, resource, id string) string {
	if about.Database == "" {
		return urn(resource, id)
	}
	return "urn:dateline:" + about.Database + ":" + resource + ":" + id
}

// urlOf is the address of a record, empty where there is no server.
func urlOf(about About, resource, id string) string {
	if about.Origin == "" {
		return ""
	}
	plural := resource + "s"
	if resource == "story" {
		plural = "stories"
	}
	return about.address(plural, id)
}

// pageOf is where a reader finds an event, empty where there is no server.
func pageOf(about About, e *timeline.Event) string {
	if about.Origin == "" {
		return ""
	}
	return about.Origin + "/stories/" + e.Story + "?event=" + e.ID + "#e-" + e.ID
}

// lastChange is when a record last changed. A record that was never stored is
// as old as the data that it stands in.
func lastChange(s timeline.Stamp, about About) time.Time {
	switch {
	case !s.UpdatedAt.IsZero():
		return s.UpdatedAt.UTC()
	case !about.Updated.IsZero():
		return about.Updated.UTC()
	}
	return time.Unix(0, 0).UTC()
}
