package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"example.org/dateline/internal/timeline"
)

// checkMedia checks the bytes of pictures against their digests, a picture at a time.
// Those in a folder are looked at where the store was given it.
func (s *Store) checkMedia(ctx context.Context, found func(Finding) error) error {
	var digests []string
	if err := s.read.WithContext(ctx).Raw("SELECT sha256 FROM media ORDER BY sha256").Scan(&digests).Error; err != nil {
		return fmt.Errorf("list the pictures: %w", err)
	}
	for _, digest := range digests {
		p, err := s.Picture(ctx, digest, true)
		if err != nil {
			return err
		}
		if p.inFolder && s.folder == nil {
			continue
		}
		what, err := s.pictureFault(ctx, p)
		if err == nil && what != "" {
			err = found(Finding{Where: "picture " + digest, What: what})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pictureFault is what is wrong with the bytes of a picture, "" where nothing is.
func (s *Store) pictureFault(ctx context.Context, p Picture) (string, error) {
	for _, small := range []bool{false, true} {
		if small && p.SmallBytes == 0 {
			continue
		}
		body, err := s.PictureBytes(ctx, p, small)
		switch {
		case errors.Is(err, fs.ErrNotExist) || err != nil && timeline.CodeOf(err) == timeline.NotFound:
			return "its bytes are not there", nil
		case err != nil:
			return "", fmt.Errorf("read a picture: %w", err)
		case !small && hexDigest(body) != p.SHA256:
			return "its bytes have another digest", nil
		case small && int64(len(body)) != p.SmallBytes:
			return fmt.Sprintf("the small one has %d bytes, and %d are on file", len(body), p.SmallBytes), nil
		}
	}
	return "", nil
}
