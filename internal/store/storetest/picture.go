package storetest

import (
	"encoding/base64"
	"testing"

	"example.org/dateline/internal/store"
)

// PictureDigest is the SHA-256 of the picture that AddPicture adds.
const PictureDigest = "f402894590fade08f166ddf5ce04c9d3ac785b6c21ccd93fec4fea9f40cffc88"

// pictureBytes are a PNG of 8 by 6 pixels, so that its digest is that of no encoder.
const pictureBytes = "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGAQMAAADEy024AAAABlBMVEUUPHj68MjOKnmPAAAAEElEQVR4nGKQQEBAAAAA//8DbACREsvz6gAAAABJRU5ErkJggg=="

// AddPicture has a store keep a picture, which no event names.
func AddPicture(t testing.TB, st *store.Store) {
	t.Helper()
	body, err := base64.StdEncoding.DecodeString(pictureBytes)
	if err != nil {
		t.Fatal(err)
	}
	p, _, err := st.AddPicture(t.Context(), store.NewPicture{Type: "image/png", Width: 8, Height: 6, Body: body, File: body, By: "test"})
	if err != nil || p.SHA256 != PictureDigest {
		t.Fatalf("kept is %+v, %v", p, err)
	}
}
