package main

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/dateline/client"
)

// A server keeps pictures in a folder, whose files a backup has not and a check reads;
// and an export tells their addresses with the host that it is told.
func TestPicturesInAFolder(t *testing.T) {
	inFolder(t)
	server := startServer(t, "--db", "served.db", "--media-dir", "pictures")
	secret := strings.TrimSpace(ok(t, "token", "create", "--name", "desk", "--scope", "write", "--db", "served.db"))
	var file bytes.Buffer
	if err := png.Encode(&file, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	c := client.New(server.url, client.WithToken(secret))
	p, err := c.Upload(t.Context(), file.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join("pictures", p.SHA256[:2], p.SHA256)
	if held, err := os.Stat(name); err != nil || held.Size() != p.Bytes {
		t.Errorf("%s: %v", name, err)
	}
	_, err = c.Events.Patch(t.Context(), "yermak-waltz-call", "*", map[string]any{"media": []client.Media{{URL: p.URL, Alt: "A lighthouse"}}}, client.Write{})
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.Get(p.URL)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("published it is %v, %v", resp, err)
	}
	resp.Body.Close()
	address := "/media/" + p.SHA256
	for _, format := range []string{"story", "story-json", "archive", "ndjson", "csv"} {
		for _, tt := range [][]string{{address}, {"https://timelines.example" + address, "--public-url", "https://timelines.example/"}} {
			args := append([]string{"export", "--format", format, "--db", "served.db"}, tt[1:]...)
			if said := ok(t, args...); !strings.Contains(said, tt[0]) || len(tt) == 1 && strings.Contains(said, "example"+address) {
				t.Errorf("%v does not tell %s", args, tt[0])
			}
		}
	}
	if said := ok(t, "backup", "copy.db", "--db", "served.db"); !strings.HasSuffix(said, "not in it, but in the folder of serve --media-dir: 1 picture; copy that folder too\n") {
		t.Errorf("%q", said)
	}
	if said := ok(t, "check", "--db", "served.db", "--media-dir", "pictures"); !strings.HasPrefix(said, "nothing is wrong") {
		t.Errorf("%q", said)
	}
	if err := os.WriteFile(name, []byte("another"), 0o600); err != nil {
		t.Fatal(err)
	}
	code, said, _ := dateline(t, "", "check", "--db", "served.db", "--media-dir", "pictures")
	if want := fmt.Sprintf("picture %s: its bytes have another digest", p.SHA256); code != 1 || !strings.Contains(said, want) {
		t.Errorf("exit %d, %q", code, said)
	}
	ok(t, "check", "--db", "served.db") // which was not given the folder
	if code, _, stderr := dateline(t, "", "export", "--db", "served.db", "--public-url", "timelines.example"); code != 2 || !strings.Contains(stderr, "--public-url is a scheme and host") {
		t.Errorf("exit %d, %q", code, stderr)
	}
}
