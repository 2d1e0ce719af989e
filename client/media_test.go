package client_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"testing"

	"example.org/dateline/client"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

func TestUpload(t *testing.T) {
	t.Parallel()
	c := serving(t, storetest.Bundled(t)).editor()
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	p, err := c.Upload(t.Context(), file.Bytes())
	if err != nil || p.Width != 30 || p.Height != 20 || p.Type != "image/png" || p.Still {
		t.Fatalf("uploaded is %+v, %v", p, err)
	}
	if again, err := c.Upload(t.Context(), file.Bytes()); err != nil || again != p {
		t.Errorf("once more it is %+v, %v", again, err)
	}
	made, err := c.Events.Create(t.Context(), client.Event{ID: "lit", Story: "us-ukraine-peace-talks", Title: "Lit", Type: "other", Date: timeline.Date{Basis: "unknown"},
		Media: []client.Media{{URL: p.URL, Thumbnail: p.Thumbnail, Alt: "A lighthouse"}}}, client.Write{})
	if err != nil || made.Record.Media[0].URL != p.URL {
		t.Errorf("the event shows %+v, %v", made.Record.Media, err)
	}
	_, err = c.Upload(t.Context(), []byte("no picture"))
	if problem, ok := errors.AsType[*client.Problem](err); !ok || problem.Status != 422 {
		t.Errorf("no picture: %v", err)
	}
}
