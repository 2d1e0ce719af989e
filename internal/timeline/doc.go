// Package timeline is the domain: stories, events, actors, quotes, places and
// sources, what makes each of them valid, and the queries that narrow them.
//
// It knows neither HTTP nor SQL. Records carry json tags, because their JSON is
// the one shape that the API, the story file and the stored documents share
// (docs/decisions/0001-one-shape.md), and yaml tags, which leave out what a
// person need not write.
package timeline
