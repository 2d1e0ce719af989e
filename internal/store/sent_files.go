package store

import (
	"context"
	"fmt"
	"time"

	"gorm.io/gorm"

	"example.org/dateline/internal/timeline"
)

const (
	// SentPerHour is how many pictures and files one person sends in an hour of the
	// clock at most: one every twenty seconds, which is more than anybody chooses by hand.
	SentPerHour = 180

	// SentPerDay is how many bytes these have in 24 hours at most, in all. It is five
	// files of the largest size that an import takes unless it is told otherwise.
	SentPerDay = 5 << 30
)

// SentTooMuchError says that somebody has sent as many pictures and files as one person
// may. Its code is timeline.TooManyUploads.
type SentTooMuchError struct {
	Wait time.Duration // until there is room for some again
	err  *timeline.Error
}

func (e *SentTooMuchError) Error() string { return e.err.Error() }

// Unwrap gives the error its code.
func (e *SentTooMuchError) Unwrap() error { return e.err }

// CountSent counts a picture or file of so many bytes that a person is about to send,
// whatever becomes of it. Where it would be more than one person may, it counts nothing
// and is a SentTooMuchError.
func (s *Store) CountSent(ctx context.Context, person, bytes int64) error {
	now := s.now().UTC()
	hour := now.Unix() / 3600
	var refused *SentTooMuchError
	err := s.apart(ctx, func(db *gorm.DB) error {
		if err := db.Exec("DELETE FROM sent_files WHERE person = ? AND hour <= ?", person, hour-24).Error; err != nil {
			return err
		}
		var files, sum, first int64
		err := scanOne(db.Raw("SELECT COALESCE(SUM(CASE WHEN hour = ? THEN files ELSE 0 END), 0), COALESCE(SUM(bytes), 0), COALESCE(MIN(hour), ?) FROM sent_files WHERE person = ?", hour, hour, person), &files, &sum, &first)
		if err != nil {
			return err
		}
		switch {
		case files >= SentPerHour:
			refused = sentTooMuch(fmt.Sprintf("%d pictures and files in this hour", files), time.Unix((hour+1)*3600, 0).Sub(now))
		case sum+bytes > SentPerDay:
			refused = sentTooMuch(fmt.Sprintf("%d MB of pictures and files within a day", sum>>20), time.Unix((first+24)*3600, 0).Sub(now))
		default:
			return db.Exec("INSERT INTO sent_files (person, hour, files, bytes) VALUES (?, ?, 1, ?) ON CONFLICT (person, hour) DO UPDATE SET files = sent_files.files + 1, bytes = sent_files.bytes + excluded.bytes", person, hour, bytes).Error
		}
		return nil
	})
	if refused != nil {
		return refused
	}
	return translate(err, "count what is sent")
}

func sentTooMuch(what string, wait time.Duration) *SentTooMuchError {
	minutes := int(wait/time.Minute) + 1
	return &SentTooMuchError{Wait: wait, err: &timeline.Error{Code: timeline.TooManyUploads,
		Message: fmt.Sprintf("You have sent %s, and one person may send no more. Send this again in %d minutes.", what, minutes)}}
}
