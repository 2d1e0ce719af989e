package store

import (
	"context"

	"gorm.io/gorm"
)

// Versions are that of all data, or of what anybody may see of it, and that of what an
// answer is about. They are one where it is about more than a story.
type Versions struct{ Data, Own Version }

// VersionsFor reads the versions of what a reader may see. With a story, Own is that of
// what is asked of this one alone: no write that changes nothing of it changes that. It
// is zero for a story that there is not.
func (s *Store) VersionsFor(ctx context.Context, opts ViewOptions, story string) (Versions, error) {
	return versionsOf(s.read.WithContext(ctx), opts.Private, story)
}

// Versions are those of the view's snapshot, of what its reader may see.
func (v *View) Versions(story string) (Versions, error) { return versionsOf(v.db, v.private, story) }

const (
	versionsOfAll    = "SELECT m.seq, m.changed_at, coalesce(v.seq, 0), coalesce(v.changed_at, 0) FROM meta m LEFT JOIN stories s ON s.id = ? LEFT JOIN story_versions v ON v.story = s.n"
	versionsOfPublic = "SELECT m.public_seq, m.public_changed_at, coalesce(v.public_seq, 0), coalesce(v.public_changed_at, 0) FROM meta m LEFT JOIN stories s ON s.id = ? LEFT JOIN story_versions v ON v.story = s.n"
)

func versionsOf(db *gorm.DB, private bool, story string) (Versions, error) {
	if story == "" {
		now, err := versionOf(db, private)
		return Versions{now, now}, err
	}
	statement := versionsOfPublic
	if private {
		statement = versionsOfAll
	}
	var v Versions
	var at, own int64
	if err := scanOne(db.Raw(statement, story), &v.Data.Seq, &at, &v.Own.Seq, &own); err != nil {
		return Versions{}, translate(err, "read the version of a story")
	}
	v.Data.At, v.Own.At = fromMicros(at), fromMicros(own)
	return v, nil
}
