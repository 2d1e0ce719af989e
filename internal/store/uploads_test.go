package store_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"example.org/dateline/internal/store"
	"example.org/dateline/internal/store/storetest"
	"example.org/dateline/internal/timeline"
)

// person is somebody who has signed in.
func person(t *testing.T, st *storetest.Access, name string) int64 {
	t.Helper()
	me, err := st.Session(t.Context(), entered(t, st, invited(t, st, name, ""), ""))
	if err != nil {
		t.Fatal(err)
	}
	return me.Person.N
}

func uploaded(t *testing.T, st *storetest.Access, person int64, text string) string {
	t.Helper()
	id, err := st.AddUpload(t.Context(), person, `{}`, strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestAnUploadIsKeptInPiecesForWhoeverMadeIt(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	olena, other := person(t, st, "Olena"), person(t, st, "Other")
	for _, size := range []int{0, 1, 1 << 20, 1<<20 + 1, 3<<20 - 1} {
		text := strings.Repeat("r\x00w\xff", size/4+1)[:size]
		u, err := st.Upload(t.Context(), olena, uploaded(t, st, olena, text))
		if err != nil || u.Size != int64(size) || u.State != "{}" || !u.BegunAt.IsZero() {
			t.Fatalf("%+v, %v", u, err)
		}
		var back bytes.Buffer
		if err := st.CopyUpload(t.Context(), u, &back); err != nil || back.String() != text {
			t.Errorf("%d bytes come back as %d: %v", size, back.Len(), err)
		}
		if _, err := st.Upload(t.Context(), other, u.ID); timeline.CodeOf(err) != timeline.NotFound {
			t.Errorf("somebody else gets %v", err)
		}
		if err := st.DropUpload(t.Context(), u); err != nil {
			t.Fatal(err)
		}
		if _, err := st.Upload(t.Context(), olena, u.ID); timeline.CodeOf(err) != timeline.NotFound {
			t.Errorf("one that was dropped: %v", err)
		}
	}
	id := uploaded(t, st, olena, "text")
	clock.pass(store.UploadLasts)
	if _, err := st.Upload(t.Context(), olena, id); timeline.CodeOf(err) != timeline.NotFound {
		t.Errorf("one that is too old: %v", err)
	}
	broken := errors.New("broken")
	if _, err := st.AddUpload(t.Context(), olena, `{}`, iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a file that cannot be read: %v", err)
	}
	if version, err := st.Version(t.Context()); err != nil || version.Seq != 0 {
		t.Errorf("an upload is a change of the data: %+v, %v", version, err)
	}
}

func TestTheOldestUploadsMakeRoom(t *testing.T) {
	t.Parallel()
	st, _ := doorkeeper(t)
	olena, other := person(t, st, "Olena"), person(t, st, "Other")
	theirs := uploaded(t, st, other, "text")
	ids := make([]string, 6)
	for i := range ids {
		ids[i] = uploaded(t, st, olena, "text")
	}
	for i, id := range ids {
		if _, err := st.Upload(t.Context(), olena, id); (err == nil) != (i >= 2) {
			t.Errorf("upload %d: %v", i, err)
		}
	}
	if _, err := st.Upload(t.Context(), other, theirs); err != nil {
		t.Error(err)
	}
}

func TestAnUploadIsImportedByOneAtATime(t *testing.T) {
	t.Parallel()
	st, clock := doorkeeper(t)
	olena := person(t, st, "Olena")
	u, err := st.Upload(t.Context(), olena, uploaded(t, st, olena, "text"))
	if err != nil {
		t.Fatal(err)
	}
	begins := func(since time.Time) bool {
		t.Helper()
		begun, err := st.BeginUpload(t.Context(), u, since)
		if err != nil {
			t.Fatal(err)
		}
		return begun
	}
	began := clock.read()
	if !begins(began) || begins(began) {
		t.Error("one begins, and only one")
	}
	if err := st.KeepUpload(t.Context(), u, `{"a":1}`, began); err != nil {
		t.Fatal(err)
	}
	if now, err := st.Upload(t.Context(), olena, u.ID); err != nil || now.State != "{}" || !now.BegunAt.Equal(began) {
		t.Errorf("%+v, %v", now, err)
	}
	clock.pass(time.Minute)
	if !begins(clock.read()) {
		t.Error("who has given up keeps others from it")
	}
	if err := st.EndUpload(t.Context(), u, `{"a":2}`); err != nil {
		t.Fatal(err)
	}
	if now, err := st.Upload(t.Context(), olena, u.ID); err != nil || now.State != `{"a":2}` || !now.BegunAt.IsZero() {
		t.Errorf("%+v, %v", now, err)
	}
}
