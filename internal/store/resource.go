package store

import (
	"slices"
	"strings"

	"example.org/dateline/internal/timeline"
)

// resource is one kind of record: where its records are kept, and what is particular
// in writing and indexing them. How records are found, compared, saved, listed
// and kept in history follows from its schema, and is the same for all.
type resource interface {
	schema() *schema

	// check is what is wrong in what a record refers to: an error with code
	// InvalidRecord. awaited says of it what it does of write.
	check(tx *Tx, r timeline.Record) (awaited bool, err error)

	// write checks that what a record refers to is there, and puts it. Where
	// something is missing that a later record may bring, awaited says so beside
	// the error, which has code InvalidRecord.
	write(tx *Tx, r timeline.Record) (awaited bool, err error)

	// retract writes a record, as it is stored, as one that was taken back now.
	retract(tx *Tx, r timeline.Record) error

	// words are those by which searches find a record.
	words(r timeline.Record, about setting) (words, error)
}

// declarable is a resource whose records stories hold.
type declarable interface {
	// put writes a record whose references have been checked, and returns its number.
	put(tx *Tx, r timeline.Record) (int64, error)
}

// resources has a row for each resource. What a record refers to stands before it.
var resources = []resource{storyResource{}, sourceResource{}, actorResource{}, placeResource{}, eventResource{}, quoteResource{}}

// schema is where the records of a resource are kept.
type schema struct {
	resource string // as the log and the API call it
	table    string // its rows of now; those of the past are in the table's _past, its words in its _fts
	columns  string // that the table shares with its _past

	// dated records are kept by their interval and have a state; the others are
	// kept by their folded name, and public says who may see them.
	dated bool

	// followed records are told of in streams: public_since is the change that made
	// one what anybody may see of it.
	followed bool

	links      []linkTable      // whose rows belong to a record and are versioned with it
	membership *membershipTable // which stories hold its records; nil where they name their story
	references references       // from its records to others that a reader may not see
	referrers  []referrer       // what may name its records
}

// linkTable is a table of links: whose they are, the column in which their owner
// says since when they are as they are, where they do not say it themselves, and
// their columns, of which the first names what they lead to.
type linkTable struct{ name, owner, since, columns string }

// from names the table in a statement of a view.
func (l linkTable) from() string { return "{" + l.name + "}" }

// target is the column of what the links lead to.
func (l linkTable) target() string {
	return l.names()[0]
}

func (l linkTable) names() []string { return strings.Split(l.columns, ", ") }

// own is the condition on x that a link is not only through what belongs to its
// target, or lies in it; empty where all are.
func (l linkTable) own(x string) string {
	if !strings.HasSuffix(l.columns, ", all_roles") {
		return ""
	}
	return " AND " + x + ".roles <> 0"
}

// membershipTable says which stories hold the records of a resource.
type membershipTable struct{ table, column string }

// HeldByStories reports whether stories hold the records of a resource.
func HeldByStories(resource string) bool { return resourceNamed(resource).schema().membership != nil }

// resourceNamed is the resource that the log and the API call so. It panics where there
// is none.
func resourceNamed(name string) resource { return resources[slices.Index(timeline.Resources, name)] }

// schemaOf is the schema of a record's resource.
func schemaOf(r timeline.Record) *schema { return resourceNamed(r.Resource()).schema() }

// members are the schemas of what stories hold.
func members() []*schema {
	var list []*schema
	for _, n := range resources {
		if s := n.schema(); s.membership != nil {
			list = append(list, s)
		}
	}
	return list
}

// from names the resource's table in a statement of a view.
func (s *schema) from() string { return "{" + s.table + "}" }

// fts is the table of its words.
func (s *schema) fts() string { return s.table + "_fts" }

// The columns that the tables of all resources have, around those of their own.
const (
	byName         = "n, id, sort_name, "
	byNameVersions = "public, retracted, revision, recorded_at, updated_at, touched, since, doc"
	datedVersions  = "earliest, latest, latest_start, earliest_end, zoned, state, revision, recorded_at, updated_at, touched, since, doc"
)
