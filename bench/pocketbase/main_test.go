package main

import (
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"testing"
)

const lines = `{"entity":"story","id":"s","title":"A story"}
{"entity":"actor","id":"person-1","name":"Ann","kind":"person"}
{"entity":"actor","id":"person-2","name":"Ben","kind":"person"}
{"entity":"event","id":"s-1","story":"s","title":"They met","date":{"edtf":"2020-05-04","earliest":"2020-05-04T00:00:00Z","latest":"2020-05-05T00:00:00Z"},"actors":[{"id":"person-1","role":"host"},{"id":"person-2","role":"guest"}],"quotes":[{"id":"s-1-q","speaker":"person-2","text":"Good day"}]}
{"entity":"event","id":"s-2","story":"s","title":"They parted","date":{"edtf":"2021","earliest":"2021-01-01T00:00:00Z","latest":"2022-01-01T00:00:00Z"},"actors":[{"id":"person-1","role":"host"}],"quotes":[]}
{"entity":"event","id":"s-3","story":"s","title":"No date","date":{"edtf":null,"earliest":null,"latest":null},"actors":[{"id":"person-1","role":"host"}],"quotes":[]}
`

// TestEventsComeWithActorsAndQuotes asks as bench does, both ways. What has no date comes
// first.
func TestEventsComeWithActorsAndQuotes(t *testing.T) {
	file, folder := filepath.Join(t.TempDir(), "events.ndjson"), filepath.Join(t.TempDir(), "data")
	if err := os.WriteFile(file, []byte(lines), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := load(t.Context(), folder, file); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- serve(folder, listener) }()
	ask := func(expand string) string {
		t.Helper()
		query := url.Values{"filter": {"(actor='person-1'&&latest>'2020'&&earliest<'2021')"}, "sort": {"earliest"}, "perPage": {"50"}, "skipTotal": {"1"}, "expand": {expand}}
		answer, err := http.Get("http://" + listener.Addr().String() + "/api/collections/participations/records?" + query.Encode())
		if err != nil {
			t.Fatal(err)
		}
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		if err != nil || answer.StatusCode != http.StatusOK {
			t.Fatalf("status %d, %v: %s", answer.StatusCode, err, body)
		}
		return string(body)
	}
	var related struct {
		Items []struct {
			Expand struct {
				Event struct {
					Title  string
					Roles  map[string]string
					Expand struct {
						Actors []struct{ Name string }
						Quotes []struct{ Text string } `json:"quotes_via_event"`
					}
				}
			}
		}
	}
	text := ask("event.actors,event.quotes_via_event")
	if err := json.Unmarshal([]byte(text), &related); err != nil || len(related.Items) != 2 {
		t.Fatalf("%v: %s", err, text)
	}
	e := related.Items[1].Expand.Event
	if e.Title != "They met" || e.Roles["person-2"] != "guest" || len(e.Expand.Actors) != 2 || len(e.Expand.Quotes) != 1 || e.Expand.Quotes[0].Text != "Good day" {
		t.Errorf("answered %s", text)
	}
	var whole struct {
		Items []struct {
			Expand struct {
				Document struct {
					Document struct {
						Title  string
						Quotes []struct{ Text string }
					}
				}
			}
		}
	}
	text = ask("document")
	if err := json.Unmarshal([]byte(text), &whole); err != nil || len(whole.Items) != 2 {
		t.Fatalf("%v: %s", err, text)
	}
	if d := whole.Items[1].Expand.Document.Document; d.Title != "They met" || len(d.Quotes) != 1 {
		t.Errorf("answered %s", text)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-ended; err == nil {
		t.Error("serving without a listener went well")
	}
}
