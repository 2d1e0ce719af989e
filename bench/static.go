package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"

	"example.org/dateline/bench/drive"
)

// answers is what Dateline has answered, by path and query.
type answers map[string]drive.Answer

func (a answers) write(file string) error {
	out, err := os.Create(file)
	if err != nil {
		return err
	}
	if err := json.NewEncoder(out).Encode(a); err != nil {
		_ = out.Close() // the first failure is the one to tell
		return err
	}
	return out.Close()
}

// serveStatic serves the answers of a file from memory: what net/http costs
// when there is nothing to find out. It knows 304, as the questions need it.
func serveStatic(ctx context.Context, file string) error {
	in, err := os.Open(file)
	if err != nil {
		return err
	}
	var known answers
	err = json.NewDecoder(in).Decode(&known)
	_ = in.Close() // it was only read
	if err != nil {
		return err
	}
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "url=http://%s\n", listener.Addr())
	server := &http.Server{Handler: known.handler(), ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		return server.Close()
	}
}

func (a answers) handler() http.Handler {
	headers := make(map[string]http.Header, len(a))
	for path, answer := range a {
		h := http.Header{}
		for name, value := range answer.Header {
			if name != "Date" && name != "Connection" { // net/http's own
				h[name] = []string{value}
			}
		}
		headers[path] = h
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer, known := a[r.RequestURI]
		if !known {
			http.NotFound(w, r)
			return
		}
		h := w.Header()
		for name, values := range headers[r.RequestURI] {
			h[name] = values
		}
		if held := r.Header["If-None-Match"]; held != nil && held[0] == answer.Header["Etag"] {
			delete(h, "Content-Length")
			delete(h, "Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.WriteHeader(answer.Status)
		_, _ = w.Write(answer.Body) // a client that is gone needs no answer
	})
}
