package bare

import (
	"database/sql/driver"
	"path/filepath"
	"slices"
	"testing"
)

func TestPagesAndLines(t *testing.T) {
	t.Parallel()
	db, err := Open(filepath.Join(t.TempDir(), "what? 100 %.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, text := range []string{
		"CREATE TABLE events (n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, doc TEXT NOT NULL) STRICT",
		`INSERT INTO events VALUES (3, 'a', '{"id":1}'), (5, 'b', '{}'), (7, 'c', '{"id":"longer"}')`,
	} {
		if err := db.run(t.Context(), text); err != nil {
			t.Fatal(err)
		}
	}
	ns, err := db.Numbers(t.Context(), []string{"c", "nobody", "a"})
	if err != nil || !slices.Equal(ns, []int64{7, 0, 3}) {
		t.Errorf("numbers %v, %v", ns, err)
	}
	pages, err := db.Pages(2)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if bytes, err := pages.Read(t.Context(), []int64{7, 3}); bytes != 15+8 || err != nil {
			t.Errorf("%d bytes, %v", bytes, err)
		}
	}
	if err := pages.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Insert(t.Context(), slices.Values([][]byte{[]byte("one"), []byte("two")})); err != nil {
		t.Fatal(err)
	}
	s, err := db.prepare("SELECT line FROM lines ORDER BY n", 0)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	row := make([]driver.Value, 1)
	if err := s.rows(t.Context(), row, func() { got = append(got, row[0].(string)) }); err != nil || !slices.Equal(got, []string{"one", "two"}) {
		t.Errorf("%v, %v", got, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Insert(t.Context(), slices.Values([][]byte{[]byte("one")})); err == nil {
		t.Error("a table was made twice")
	}
	if _, err := db.Pages(1 << 20); err == nil {
		t.Error("a page of a million was prepared")
	}
}
