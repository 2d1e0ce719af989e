package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// A server that lost, repeated or changed what it had acknowledged is found out.
func TestAuditComplains(t *testing.T) {
	t.Parallel()
	const whole = `{"seq":1,"id":"a","action":"create","record":{"name":"N1"}}` + "\n" + `{"seq":2,"id":"a","action":"update","record":{"name":"N2"}}` + "\n"
	made := write{method: http.MethodPost, path: "/v1/actors", key: "k", about: "a", says: "N1", status: http.StatusCreated, answer: []byte("made")}
	changed := write{method: http.MethodPatch, path: "/v1/actors/a", about: "a", says: "N2", status: http.StatusOK}
	cut := write{method: http.MethodPatch, path: "/v1/actors/a", about: "a", says: "N3"}
	gone := write{method: http.MethodDelete, path: "/v1/actors/a", about: "a", status: http.StatusOK}
	for _, tt := range []struct {
		name, log, again string
		sent             []write
		complaint        string // nothing is wrong when empty
	}{
		{"all is there", whole, "made", []write{made, changed, cut}, ""},
		{"a gap", strings.Replace(whole, `"seq":2`, `"seq":3`, 1), "made", []write{made}, "3 comes after 1"},
		{"a double", strings.Replace(whole, `"seq":2`, `"seq":1`, 1), "made", []write{made}, "1 comes after 1"},
		{"half an entry", whole[:len(whole)-9], "made", []write{made}, "no JSON"},
		{"a lost change", whole[:strings.Index(whole, "\n")+1], "made", []write{made, changed}, "is lost"},
		{"a lost retraction", whole, "made", []write{made, changed, gone}, "is lost"},
		{"a change too many", whole, "made", []write{made}, `"N2" after the last change`},
		{"another answer", whole, "made again", []write{made, changed}, "made again when it is sent again"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			served := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if r.Method == http.MethodGet {
					fmt.Fprint(w, tt.log)
					return
				}
				w.WriteHeader(http.StatusCreated)
				fmt.Fprint(w, tt.again)
			}))
			defer served.Close()
			s := &server{url: served.URL, http: served.Client()}
			a := &audit{entries: map[string][]entry{}}
			err := a.log(t.Context(), s, 0)
			if err == nil {
				var sent []*write
				for _, one := range tt.sent {
					sent = append(sent, &one)
				}
				err = a.written(t.Context(), s, sent, &tally{})
			}
			if tt.complaint == "" && err != nil || tt.complaint != "" && (err == nil || !strings.Contains(err.Error(), tt.complaint)) {
				t.Errorf("the audit says %v", err)
			}
		})
	}
}

// What has grown is told, each thing by itself.
func TestGrownComplains(t *testing.T) {
	t.Parallel()
	before := measure{memory: 500 << 20, live: 90 << 20, goroutines: 17, files: 25}
	if err := grown(before, before); err != nil {
		t.Errorf("nothing has grown, and it says %v", err)
	}
	after := measure{memory: 700 << 20, live: 190 << 20, goroutines: 40, files: 50, log: 90 << 20}
	err := grown(before, after)
	for _, what := range []string{"bytes of memory", "bytes in use", "goroutines", "descriptors", "bytes of log"} {
		if err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s have grown, and it says %v", what, err)
		}
	}
}
