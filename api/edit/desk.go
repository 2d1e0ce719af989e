package edit

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/page"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

const (
	deskStories = 200 // stories on the desk
	deskDrafts  = 50  // drafts on the desk
	deskChanges = 100 // changes that are looked through for what changed lately
)

// getDesk serves GET /edit: the drafts and the stories there are, private ones too,
// and what changed lately.
func (s *server) getDesk(c *gin.Context, me store.Session) error {
	ctx, cancel := s.Deadline(c)
	defer cancel()
	in := page.DeskInput{EditFrame: s.editFrame(c, me)}
	drafts, err := s.Store.Drafts(ctx, deskDrafts+1)
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	in.Further = len(drafts) > deskDrafts
	for _, d := range drafts[:min(len(drafts), deskDrafts)] {
		in.Drafts = append(in.Drafts, page.DraftSummary{Story: d.Story, Title: d.Title, Language: d.Language, By: d.By, Updated: d.UpdatedAt, Records: d.Records})
	}
	err = s.Store.View(ctx, httpserver.Reader(c), func(v *store.View) error {
		if err := readStories(v, &in); err != nil {
			return err
		}
		version, err := v.Version()
		if err != nil {
			return err
		}
		list, err := v.Changes(timeline.ChangeQuery{Since: max(0, version.Seq-deskChanges), Limit: deskChanges})
		if err != nil {
			return err
		}
		in.Changes, err = decoded[timeline.Change](list.Entries)
		return err
	})
	if err != nil {
		return httpserver.Because(ctx, err)
	}
	return s.send(c, http.StatusOK, in.Language, page.NewDesk(in))
}

// readStories reads the stories there are, with when anything in them changed.
func readStories(v *store.View, in *page.DeskInput) error {
	list, err := v.Stories(timeline.StoryQuery{Paging: timeline.Paging{Limit: deskStories}}, nil)
	if err != nil {
		return err
	}
	if in.Stories, err = decoded[timeline.Story](list.Records); err != nil {
		return err
	}
	in.More = list.Next != nil
	ids := make([]string, len(in.Stories))
	for i := range in.Stories {
		ids[i] = in.Stories[i].ID
	}
	in.Changed, err = v.EventsChanged(ids)
	return err
}

// decoded reads documents as records.
func decoded[R any](docs []json.RawMessage) ([]R, error) {
	records := make([]R, len(docs))
	for i, doc := range docs {
		if err := json.Unmarshal(doc, &records[i]); err != nil {
			return nil, fmt.Errorf("decode a record: %w", err)
		}
	}
	return records, nil
}
