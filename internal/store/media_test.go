package store_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// openMedia opens an empty store with two stories, of which the second is private.
func openMedia(t *testing.T, opts store.Options) *storetest.Access {
	t.Helper()
	if opts.Now == nil {
		opts.Now = func() time.Time { return storetest.Now }
	}
	st, err := store.Open(t.Context(), storetest.DSN(t), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := st.Close(); err != nil {
			t.Error(err)
		}
	})
	use := storetest.Use(st)
	loaded(t, use, "{\"entity\":\"story\",\"id\":\"open\",\"title\":\"Open\"}\n{\"entity\":\"story\",\"id\":\"shut\",\"title\":\"Shut\",\"visibility\":\"private\"}\n", store.LoadOptions{})
	return use
}

// addedPicture keeps a picture whose bytes are a text, and returns its digest.
func addedPicture(t *testing.T, st *storetest.Access, text string) string {
	t.Helper()
	p, isNew, err := st.AddPicture(t.Context(), store.NewPicture{Type: "image/png", Width: 700, Height: 70, Body: []byte(text), Small: []byte("small " + text), File: []byte("file of " + text), By: "desk"})
	if err != nil || !isNew {
		t.Fatalf("%+v is new: %t, %v", p, isNew, err)
	}
	if p.SHA256 != pictureDigest(text) {
		t.Errorf("%q has the digest %s", text, p.SHA256)
	}
	return p.SHA256
}

func pictureDigest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// showing is an event of a story that shows a picture by an address.
func showing(id, story, address string) *timeline.Event {
	e := &timeline.Event{ID: id, Story: story, Title: id, Type: "other", Media: []timeline.Media{{URL: address, Type: "image/png", Alt: "A lighthouse"}}}
	if err := timeline.Complete(e); err != nil {
		panic(err)
	}
	return e
}

// seen is what anybody, or who may see what is private, has of a picture.
func seen(t *testing.T, st *storetest.Access, digest string, private bool) string {
	t.Helper()
	p, err := st.Picture(t.Context(), digest, private)
	if timeline.CodeOf(err) == timeline.NotFound && err != nil {
		return "nothing"
	}
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, small := range []bool{false, true} {
		body, err := st.PictureBytes(t.Context(), p, small)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(body))
	}
	return strings.Join(texts, ", ")
}

func shows(t *testing.T, st *storetest.Access, what, digest, anybody string) {
	t.Helper()
	if got := seen(t, st, digest, false); got != anybody {
		t.Errorf("%s: anybody sees %s, not %s", what, got, anybody)
	}
	if got := seen(t, st, digest, true); got == "nothing" {
		t.Errorf("%s: nobody sees it", what)
	}
}

// A picture is anybody's while an event that anybody may see names it.
func TestPicturesAreSeenWhenPublished(t *testing.T) {
	t.Parallel()
	st := openMedia(t, store.Options{})
	d := addedPicture(t, st, "light")
	const all = "light, small light"
	shows(t, st, "unnamed", d, "nothing")
	if _, err := st.Create(t.Context(), showing("hush", "shut", "/media/"+d), store.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	shows(t, st, "in a private story", d, "nothing")
	if _, err := st.Create(t.Context(), showing("lit", "open", "/media/"+d), store.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	shows(t, st, "published", d, all)
	visible := func(v string) {
		if _, err := st.Edit(t.Context(), "story", "open", func(store.Record) (timeline.Record, error) {
			return &timeline.Story{ID: "open", Title: "Open", Visibility: v}, nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	visible(timeline.Private)
	shows(t, st, "made private", d, "nothing")
	visible(timeline.Public)
	shows(t, st, "made public again", d, all)
	isClean(t, st)
	if _, err := st.By(store.Author{Reason: "wrong"}).Retract(t.Context(), "event", "lit", func(store.Record) error { return nil }); err != nil {
		t.Fatal(err)
	}
	shows(t, st, "retracted", d, "nothing")
	isClean(t, st)
}

// Records have no host of pictures that are kept here, whatever host they came with,
// and are told with the one that is asked.
func TestPicturesHaveNoHost(t *testing.T) {
	t.Parallel()
	st := openMedia(t, store.Options{})
	d, elsewhere := addedPicture(t, st, "light"), strings.Repeat("ab", 32)
	e := showing("lit", "open", "http://localhost:8080/media/"+d)
	e.Media[0].Thumbnail = "https://old.example/media/" + d + "?w=640"
	e.Media = append(e.Media, timeline.Media{URL: "https://far.example/media/" + elsewhere})
	made, err := st.Create(t.Context(), e, store.CreateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	stored := `"media":[{"url":"/media/` + d + `","type":"image/png","alt":"A lighthouse","thumbnail":"/media/` + d + `?w=640"},{"url":"https://far.example/media/` + elsewhere + `"}]`
	if !strings.Contains(string(made.JSON), stored) {
		t.Errorf("stored is %s, and not %s", made.JSON, stored)
	}
	told := strings.ReplaceAll(stored, `"/media/`, `"https://site.example/media/`)
	site := *st
	site.Reads.Origin = "https://site.example"
	r, err := site.Event(t.Context(), "lit")
	docs := eventsFor(t, &site, "story=open")
	changes, wrong := site.Changes(t.Context(), timeline.ChangeQuery{Since: 2, Limit: 1})
	revisions, failed := site.Revisions(t.Context(), "event", "lit", timeline.Paging{Limit: 1}, nil)
	if err := errors.Join(err, wrong, failed); err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string]string{"the record": string(r.JSON), "the list": docs[0], "the log": string(changes.Entries[0])} {
		if !strings.Contains(text, told) {
			t.Errorf("%s is told as %s", what, text)
		}
	}
	if text := string(revisions.Records[0]); !strings.Contains(text, `"https://site.example/media/`+d+`"`) {
		t.Errorf("the revision is told as %s", text)
	}
	doc, err := site.Document(t.Context(), "open")
	if err != nil || doc.Events[0].Media[0].URL != "https://site.example/media/"+d {
		t.Errorf("the document has %+v, %v", doc.Events[0].Media, err)
	}
	if report, err := st.Import(t.Context(), doc); err != nil || report.Changed() {
		t.Errorf("importing what was told changes %+v, %v", report, err)
	}
}

// What is not kept here is refused where somebody writes it, and a warning where it
// comes with a file; a picture that is kept here says what it shows.
func TestPicturesMustBeHere(t *testing.T) {
	t.Parallel()
	st := openMedia(t, store.Options{})
	d, nowhere := addedPicture(t, st, "light"), strings.Repeat("cd", 32)
	faults := func(e *timeline.Event) string {
		_, err := st.Create(t.Context(), e, store.CreateOptions{})
		return strings.ReplaceAll(errorText(err), "\n", "; ")
	}
	for what, c := range map[string]struct {
		e    *timeline.Event
		says string
	}{
		"nowhere":         {showing("a", "open", "/media/"+nowhere), "/media/0/url: no such picture is kept here"},
		"undescribed":     {&timeline.Event{ID: "b", Story: "open", Title: "b", Type: "other", Date: timeline.Date{Basis: "unknown"}, Status: "occurred", Verification: "reported", Media: []timeline.Media{{URL: "https://site.example/media/" + d}}}, "/media/0/alt: required of a picture that is kept here"},
		"somewhere small": {&timeline.Event{ID: "c", Story: "open", Title: "c", Type: "other", Date: timeline.Date{Basis: "unknown"}, Status: "occurred", Verification: "reported", Media: []timeline.Media{{URL: "https://x.example/a.mp4", Thumbnail: "/media/" + nowhere + "?w=640"}}}, "/media/0/thumbnail: no such picture"},
	} {
		if got := faults(c.e); !strings.Contains(got, c.says) {
			t.Errorf("%s: %q, and not %q", what, got, c.says)
		}
	}
	line := `{"entity":"event","id":"lit","story":"open","title":"Lit","type":"other","media":[{"url":"/media/` + nowhere + `","alt":"A lighthouse"}]}` + "\n"
	report, rejects := loaded(t, st, line, store.LoadOptions{})
	if len(rejects) > 0 || !slices.ContainsFunc(report.Warnings, func(w timeline.Warning) bool {
		return w.Pointer == "/media/0/url" && strings.Contains(w.Hint, "--public-url")
	}) {
		t.Errorf("rejects %v, warnings %+v", rejects, report.Warnings)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// What nobody names goes after a week, but not what the history or a draft names.
func TestPicturesOfNobodyGo(t *testing.T) {
	t.Parallel()
	now := storetest.Now
	for _, where := range []string{"the database", "a folder"} {
		opts := store.Options{Now: func() time.Time { return now }, MediaMax: 200}
		if where == "a folder" {
			opts.MediaDir = filepath.Join(t.TempDir(), "made", "here")
		}
		st := openMedia(t, opts)
		idle, again, named, drafted := addedPicture(t, st, "idle"), addedPicture(t, st, "again"), addedPicture(t, st, "named"), addedPicture(t, st, "drafted")
		x, err := st.Session(t.Context(), entered(t, st, invited(t, st, "Olena", ""), ""))
		if err == nil {
			_, err = st.BeginDraft(t.Context(), x.Person.N, "open")
		}
		if err == nil {
			doc := `{"id":"new","story":"open","title":"New","type":"other","media":[{"url":"/media/` + drafted + `","alt":"A lighthouse"}]}`
			_, err = st.EditDraft(t.Context(), "open", x.Person.N, "event.added", []store.DraftEdit{{Entity: "event", ID: "new", Document: json.RawMessage(doc)}})
		}
		if err == nil {
			_, _, err = st.UndoDraft(t.Context(), "open", x.Person.N)
		}
		if err != nil {
			t.Fatal(err)
		}
		if _, err := st.Create(t.Context(), showing("lit", "open", "/media/"+named), store.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
		if _, err := st.Edit(t.Context(), "event", "lit", func(now store.Record) (timeline.Record, error) {
			var e timeline.Event
			err := json.Unmarshal(now.JSON, &e)
			e.Media = nil
			return &e, err
		}); err != nil {
			t.Fatal(err)
		}
		now = now.Add(store.PictureStays - time.Hour)
		if p, err := st.PictureMade(t.Context(), []byte("file of again")); err != nil || p.SHA256 != again {
			t.Errorf("sent again it is %+v, %v", p, err)
		}
		if _, err := st.PictureMade(t.Context(), []byte("file of none")); timeline.CodeOf(err) != timeline.NotFound {
			t.Errorf("a file that never came: %v", err)
		}
		if p, isNew, err := st.AddPicture(t.Context(), store.NewPicture{Type: "image/png", Body: []byte("again")}); err != nil || isNew || p.Width != 700 {
			t.Errorf("the same bytes are %+v, new %t, %v", p, isNew, err)
		}
		now = now.Add(2 * time.Hour)
		addedPicture(t, st, "newest")
		for digest, want := range map[string]string{idle: "nothing", again: "again, small again", named: "named, small named", drafted: "drafted, small drafted"} {
			if got := seen(t, st, digest, true); got != want {
				t.Errorf("in %s: %s is there, and not %s", where, got, want)
			}
		}
		if where == "a folder" {
			files, err := filepath.Glob(filepath.Join(opts.MediaDir, "*", "*"))
			if err != nil || len(files) != 8 || slices.ContainsFunc(files, func(f string) bool { return strings.Contains(f, idle) }) {
				t.Errorf("the folder has %v, %v", files, err)
			}
		}
		_, _, err = st.AddPicture(t.Context(), store.NewPicture{Type: "image/png", Body: make([]byte, 200)})
		if timeline.CodeOf(err) != timeline.StorageFull {
			t.Errorf("more than there is room for: %v", err)
		}
		isClean(t, st)
	}
}

// The bytes of pictures are looked at, in the database and in a folder.
func TestIntegrityOfPictures(t *testing.T) {
	t.Parallel()
	st := openMedia(t, store.Options{})
	a, b := addedPicture(t, st, "one"), addedPicture(t, st, "two")
	isClean(t, st)
	exec(t, raw(t, st), "UPDATE media_files SET body = (SELECT body FROM media_files WHERE sha256 = '"+a+"' AND small = 0) WHERE sha256 = '"+b+"'")
	exec(t, raw(t, st), "DELETE FROM media_files WHERE sha256 = '"+a+"' AND small = 1")
	dir := t.TempDir()
	folder := openMedia(t, store.Options{MediaDir: dir})
	c := addedPicture(t, folder, "three")
	if err := os.Remove(filepath.Join(dir, c[:2], c)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		st   *storetest.Access
		says []string
	}{{st, []string{"picture " + a + ": its bytes are not there", "picture " + b + ": its bytes have another digest"}}, {folder, []string{"picture " + c + ": its bytes are not there"}}} {
		var says []string
		for _, f := range findings(t, tt.st, false) {
			says = append(says, f.String())
		}
		slices.Sort(tt.says)
		if !slices.Equal(says, tt.says) {
			t.Errorf("found is %q, and not %q", says, tt.says)
		}
	}
}
