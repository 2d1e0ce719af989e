package store

import (
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"example.org/dateline/internal/timeline"
)

// hasPicture tells whether a picture is kept here.
func (tx *Tx) hasPicture(digest string) (bool, error) {
	if has, known := tx.known.pictures[digest]; known {
		return has, nil
	}
	var one int
	err := scanOne(tx.db.Raw("SELECT 1 FROM media WHERE sha256 = ?", digest), &one)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return false, fmt.Errorf("look for a picture: %w", err)
	}
	tx.known.pictures[digest] = err == nil
	return err == nil, nil
}

// keepPictures brings the addresses of an event's pictures into the form that records
// have: those that are kept here without a host, by whatever host they were told. What
// is kept here says in words what it shows. What is not here is told as a warning: the
// file of another server names it, and another may bring it.
func (c *checker) keepPictures(pointer string, e *timeline.Event) error {
	e.Media = slices.Clone(e.Media)
	for i := range e.Media {
		m := &e.Media[i]
		for _, address := range []*string{&m.URL, &m.Thumbnail} {
			digest, small, local := timeline.KeptPicture(*address)
			if digest == "" {
				continue
			}
			here, err := c.hasPicture(digest)
			if err != nil {
				return err
			}
			switch {
			case here:
				*address = timeline.MediaPath + digest + small
			case local && !c.tombstone && address == &m.URL:
				c.warner.warn(c.at(pointer), timeline.Warning{Pointer: fmt.Sprintf("/media/%d/url", i), Message: "the picture is not kept here, and shows nothing until it is",
					Hint: "give the whole address of the server that has it: dateline export --public-url writes it so"})
			}
		}
		if wrong, undescribed := m.Undescribed(); undescribed && !c.tombstone {
			c.fault(fmt.Sprintf("%s/media/%d/alt", pointer, i), "%s", wrong)
		}
	}
	return nil
}

// checkPictures checks that the pictures of an event which name no host are kept here,
// but for those that it has named before: they came with a file.
func (tx *Tx) checkPictures(e *timeline.Event) error {
	c := checker{Tx: tx}
	var before []string
	if len(e.Pictures()) > 0 {
		st, err := tx.find(&eventSchema, e.ID)
		if err != nil {
			return err
		}
		if st.found {
			old, err := decodeEvent(st.doc)
			if err != nil {
				return fmt.Errorf("decode event %s: %w", e.ID, err)
			}
			before = old.Pictures()
		}
	}
	for i := range e.Media {
		m := &e.Media[i]
		for _, field := range []struct{ name, address string }{{"url", m.URL}, {"thumbnail", m.Thumbnail}} {
			digest, _, local := timeline.KeptPicture(field.address)
			if !local || e.IsRetracted() || slices.Contains(before, digest) {
				continue
			}
			here, err := tx.hasPicture(digest)
			if err != nil {
				return err
			}
			if !here {
				c.fault(fmt.Sprintf("/media/%d/%s", i, field.name), "no such picture is kept here: POST it to /v1/media, or give its whole address")
			}
		}
	}
	return c.refused()
}
