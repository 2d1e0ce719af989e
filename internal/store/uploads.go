package store

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

// UploadLasts is how long a file that somebody looks at is kept.
const UploadLasts = 6 * time.Hour

const (
	uploadPiece = 1 << 20 // bytes
	uploadsMost = 4       // of one person; the oldest go
)

// Upload is a file that somebody looks at before it is imported: theirs alone, and no
// record. Every server of the database knows it.
type Upload struct {
	ID      string    // that nobody can guess
	Size    int64     // in bytes
	State   string    // JSON of the caller's
	BegunAt time.Time // when importing it began; zero while nobody does

	n int64
}

// errUpload says that there is no such file, or that it is somebody else's.
var errUpload = &timeline.Error{Code: timeline.NotFound, Message: fmt.Sprintf("The file is not kept any more, or was never here: files that nobody imports go after %d hours. Choose it again.", int(UploadLasts.Hours()))}

// AddUpload keeps a file for a person, and returns its id. The oldest of many goes, and
// whatever is too old.
func (s *Store) AddUpload(ctx context.Context, person int64, state string, file io.Reader) (id string, err error) {
	id = rand.Text()
	err = s.apart(ctx, func(db *gorm.DB) error {
		now := s.now().UTC()
		if err := forgetUploads(db, person, now); err != nil {
			return err
		}
		var n, size int64
		err := scanOne(db.Raw("INSERT INTO uploads (person, id, size, state, begun_at, expires_at) VALUES (?, ?, 0, ?, 0, ?) RETURNING n, size", person, id, state, now.Add(UploadLasts).UnixMicro()), &n, &size)
		if err != nil {
			return err
		}
		if size, err = addPieces(ctx, db, n, file); err != nil {
			return err
		}
		return db.Exec("UPDATE uploads SET size = ? WHERE n = ?", size, n).Error
	})
	return id, translate(err, "keep a file")
}

// forgetUploads makes room for another file of a person.
func forgetUploads(db *gorm.DB, person int64, now time.Time) error {
	return db.Exec("DELETE FROM uploads WHERE expires_at <= ? OR n IN (SELECT n FROM uploads WHERE person = ? ORDER BY n DESC LIMIT 1000 OFFSET ?)", now.UnixMicro(), person, uploadsMost-1).Error
}

// addPieces keeps a file in pieces, and returns its size.
func addPieces(ctx context.Context, db *gorm.DB, upload int64, file io.Reader) (size int64, err error) {
	piece := make([]byte, uploadPiece)
	for number := 0; ; number++ {
		n, err := io.ReadFull(file, piece)
		if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
			return 0, err
		}
		if n > 0 {
			if err := ctx.Err(); err != nil {
				return 0, err
			}
			if err := db.Exec("INSERT INTO upload_pieces (piece, upload, bytes) VALUES (?, ?, ?)", number, upload, piece[:n]).Error; err != nil {
				return 0, err
			}
		}
		if size += int64(n); err != nil {
			return size, nil //nolint:nilerr // the file has ended
		}
	}
}

// Upload is a file of a person's. One that is not there any more does not exist: code
// NotFound.
func (s *Store) Upload(ctx context.Context, person int64, id string) (Upload, error) {
	u := Upload{ID: id}
	rows, err := s.read.WithContext(ctx).Raw("SELECT n, size, state, begun_at FROM uploads WHERE id = ? AND person = ? AND expires_at > ?", id, person, s.now().UTC().UnixMicro()).Rows()
	if err != nil {
		return u, translate(err, "look for a file")
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return u, translate(err, "look for a file")
		}
		return u, errUpload
	}
	var begun int64
	err = rows.Scan(&u.n, &u.Size, &u.State, &begun)
	if begun > 0 {
		u.BegunAt = fromMicros(begun)
	}
	return u, translate(err, "read a file")
}

// CopyUpload writes a file of an upload.
func (s *Store) CopyUpload(ctx context.Context, u Upload, to io.Writer) error {
	for number := int64(0); number*uploadPiece < u.Size; number++ {
		var piece []byte
		if err := scanOne(s.read.WithContext(ctx).Raw("SELECT bytes FROM upload_pieces WHERE upload = ? AND piece = ?", u.n, number), &piece); err != nil {
			return translate(err, "read a file")
		}
		if _, err := io.Copy(to, bytes.NewReader(piece)); err != nil {
			return err
		}
	}
	return nil
}

// KeepUpload keeps another state of an upload, unless it is being imported: whoever
// began before an instant has given up.
func (s *Store) KeepUpload(ctx context.Context, u Upload, state string, since time.Time) error {
	_, err := s.alone(ctx, "UPDATE uploads SET state = ?, begun_at = 0 WHERE n = ? AND begun_at < ?", state, u.n, since.UnixMicro())
	return translate(err, "keep what was chosen")
}

// BeginUpload notes that an upload is being imported from now on. It tells whether it
// was not already, or not since an instant, before which whoever began has given up.
func (s *Store) BeginUpload(ctx context.Context, u Upload, since time.Time) (bool, error) {
	begun, err := s.alone(ctx, "UPDATE uploads SET begun_at = ? WHERE n = ? AND begun_at < ?", s.now().UTC().UnixMicro(), u.n, since.UnixMicro())
	return begun == 1, translate(err, "begin an import")
}

// EndUpload notes that an upload is not being imported any more, and its state.
func (s *Store) EndUpload(ctx context.Context, u Upload, state string) error {
	_, err := s.alone(ctx, "UPDATE uploads SET begun_at = 0, state = ? WHERE n = ?", state, u.n)
	return translate(err, "end an import")
}

// DropUpload forgets an upload.
func (s *Store) DropUpload(ctx context.Context, u Upload) error {
	_, err := s.alone(ctx, "DELETE FROM uploads WHERE n = ?", u.n)
	return translate(err, "forget a file")
}
