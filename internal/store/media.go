package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// Picture is one that people have uploaded and that is kept here, without its bytes.
type Picture struct {
	SHA256        string // of the bytes, in lower-case hexadecimal digits
	Type          string // image/jpeg or image/png
	Width, Height int    // in pixels
	Bytes         int64
	SmallBytes    int64 // of the small one beside it; 0 where the picture is small itself
	AddedAt       time.Time

	inFolder bool
}

// NewPicture is a picture to be kept.
type NewPicture struct {
	Type          string
	Width, Height int
	Body, Small   []byte // Small is nil where the picture is small itself
	File          []byte // what was sent, of which nothing but the digest is kept
	By            string // under whose name
}

const pictureColumns = "m.sha256, m.type, m.width, m.height, m.bytes, m.small_bytes, m.in_folder, m.added_at"

func (p *Picture) scan(q *gorm.DB) error {
	var folder int
	var added int64
	err := scanOne(q, &p.SHA256, &p.Type, &p.Width, &p.Height, &p.Bytes, &p.SmallBytes, &folder, &added)
	p.inFolder, p.AddedAt = folder == 1, fromMicros(added)
	return err
}

// Picture reads what is kept of a picture by its digest. Without private it is there
// where an event names it that anybody may see now. Otherwise: code NotFound.
func (s *Store) Picture(ctx context.Context, digest string, private bool) (Picture, error) {
	named := ""
	if !private {
		named = " AND EXISTS (SELECT 1 FROM event_media x WHERE x.picture = m.sha256 AND x.state = 0)"
	}
	var p Picture
	err := p.scan(s.read.WithContext(ctx).Raw("SELECT "+pictureColumns+" FROM media m WHERE m.sha256 = ?"+named, digest))
	return p, translate(err, "read a picture")
}

// Pictures are those that came last, the newest first.
func (s *Store) Pictures(ctx context.Context, most int) ([]Picture, error) {
	var list []Picture
	err := eachRow(s.read.WithContext(ctx).Raw("SELECT m.sha256, m.width, m.height FROM media m ORDER BY m.added_at DESC, m.sha256 LIMIT ?", most), func(scan func(...any) error) error {
		var p Picture
		err := scan(&p.SHA256, &p.Width, &p.Height)
		list = append(list, p)
		return err
	})
	return list, translate(err, "list the pictures")
}

// PictureBytes are those of a picture, or of the small one beside it. Where there is
// none, they are those of the picture itself.
func (s *Store) PictureBytes(ctx context.Context, p Picture, small bool) ([]byte, error) {
	small = small && p.SmallBytes > 0
	if p.inFolder {
		return s.folder.read(p.SHA256, small)
	}
	var body []byte
	err := scanOne(s.read.WithContext(ctx).Raw("SELECT body FROM media_files WHERE sha256 = ? AND small = ?", p.SHA256, oneIf(small)), &body)
	return body, translate(err, "read a picture's bytes")
}

// PictureMade is what was made of a file that was sent before, which is as good as
// sent just now. Code NotFound where it was not, or has gone since.
func (s *Store) PictureMade(ctx context.Context, file []byte) (p Picture, err error) {
	err = s.apart(ctx, func(db *gorm.DB) error {
		err := p.scan(db.Raw("SELECT "+pictureColumns+" FROM media m WHERE m.original = ? LIMIT 1", hexDigest(file)))
		if err != nil {
			return err
		}
		return s.renew(db, p.SHA256)
	})
	return p, translate(err, "look for a picture")
}

// renew puts off the day on which a picture that nobody names goes.
func (s *Store) renew(db *gorm.DB, digest string) error {
	return db.Exec("UPDATE media SET added_at = ? WHERE sha256 = ?", s.now().UTC().UnixMicro(), digest).Error
}

// AddPicture keeps a picture, and tells whether it is new: the same bytes are kept
// once. What pictures may take in all is held: code StorageFull. Pictures that nobody
// has named for a week are taken away by the way.
func (s *Store) AddPicture(ctx context.Context, n NewPicture) (p Picture, isNew bool, err error) {
	digest := hexDigest(n.Body)
	err = s.apart(ctx, func(db *gorm.DB) error {
		err := p.scan(db.Raw("SELECT "+pictureColumns+" FROM media m WHERE m.sha256 = ?", digest))
		if err == nil {
			return s.renew(db, digest)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if err := s.sweep(db); err != nil {
			return err
		}
		if err := s.hasRoom(db, int64(len(n.Body)+len(n.Small))); err != nil {
			return err
		}
		isNew = true
		p = Picture{SHA256: digest, Type: n.Type, Width: n.Width, Height: n.Height, Bytes: int64(len(n.Body)), SmallBytes: int64(len(n.Small)), AddedAt: s.now().UTC(), inFolder: s.folder != nil}
		return s.insertPicture(db, p, n)
	})
	if _, known := errors.AsType[*timeline.Error](err); known {
		return p, false, err
	}
	return p, isNew, translate(err, "keep a picture")
}

func (s *Store) insertPicture(db *gorm.DB, p Picture, n NewPicture) error {
	err := db.Exec("INSERT INTO media (sha256, original, type, width, height, bytes, small_bytes, in_folder, author, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		p.SHA256, hexDigest(n.File), p.Type, p.Width, p.Height, p.Bytes, p.SmallBytes, oneIf(p.inFolder), n.By, p.AddedAt.UnixMicro()).Error
	if err != nil {
		return err
	}
	for small, body := range [][]byte{n.Body, n.Small} {
		switch {
		case body == nil:
		case p.inFolder:
			err = s.folder.write(p.SHA256, small == 1, body)
		default:
			err = db.Exec("INSERT INTO media_files (sha256, small, body) VALUES (?, ?, ?)", p.SHA256, small, body).Error
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// hasRoom refuses what would make pictures take more than they may in all.
func (s *Store) hasRoom(db *gorm.DB, more int64) error {
	if s.mediaMax == 0 {
		return nil
	}
	var taken int64
	if err := scanOne(db.Raw("SELECT coalesce(sum(bytes + small_bytes), 0) FROM media"), &taken); err != nil {
		return err
	}
	if taken+more > s.mediaMax {
		return &timeline.Error{Code: timeline.StorageFull, Message: fmt.Sprintf("There is no room for the picture: pictures may take %d bytes in all here. Who runs the server can allow more with --media-max.", s.mediaMax)}
	}
	return nil
}

const (
	// PictureStays is how long a picture stays that nobody names.
	PictureStays = 7 * 24 * time.Hour

	sweepEvery = time.Hour
	sweepMost  = 100 // pictures
)

const unnamedPictures = `SELECT m.sha256, m.in_folder FROM media m WHERE m.added_at < ?
	AND NOT EXISTS (SELECT 1 FROM event_media x WHERE x.picture = m.sha256)
	AND NOT EXISTS (SELECT 1 FROM event_media_past x WHERE x.picture = m.sha256)
	AND NOT EXISTS (SELECT 1 FROM draft_records d WHERE d.document LIKE '%' || m.sha256 || '%')
	AND NOT EXISTS (SELECT 1 FROM draft_edits d WHERE d.after LIKE '%' || m.sha256 || '%')
	ORDER BY m.added_at LIMIT ?`

// sweep takes away pictures that no event names nor ever did, and no edit of a draft,
// where that was not looked for lately.
func (s *Store) sweep(db *gorm.DB) error {
	now := s.now().UTC()
	last := s.swept.Load()
	if now.UnixMicro()-last < sweepEvery.Microseconds() || !s.swept.CompareAndSwap(last, now.UnixMicro()) {
		return nil
	}
	var gone []struct {
		Sha256   string
		InFolder int
	}
	if err := db.Raw(unnamedPictures, now.Add(-PictureStays).UnixMicro(), sweepMost).Scan(&gone).Error; err != nil {
		return err
	}
	for _, p := range gone {
		if err := db.Exec("DELETE FROM media WHERE sha256 = ?", p.Sha256).Error; err != nil {
			return err
		}
		if p.InFolder == 1 {
			if err := s.folder.remove(p.Sha256); err != nil {
				return err
			}
		}
	}
	return nil
}

// hexDigest is the SHA-256 of bytes in lower-case hexadecimal digits.
func hexDigest(file []byte) string {
	sum := sha256.Sum256(file)
	return hex.EncodeToString(sum[:])
}
