package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"path/filepath"
	"strconv"

	"example.org/dateline/bench/drive"
)

// layout changes when bench/pocketbase keeps events in another way, so that they are
// loaded again.
const layout = "pocketbase 0.39.9, 3"

// ways are what PocketBase is asked to expand, by the name of the peer.
var ways = []struct{ name, expand string }{
	{"PocketBase, relations", "event.actors,event.quotes_via_event"},
	{"PocketBase, documents", "document"},
}

// fillPocketBase loads the events into PocketBase when they have not been, and returns
// the folder that has them.
func (d *data) fillPocketBase(ctx context.Context) (folder string, err error) {
	folder = d.path("pocketbase", "")
	holds, err := d.holds(layout)
	if err != nil {
		return "", err
	}
	_, err = d.keep(folder, holds, "", nil, func() (imported, error) {
		file, err := d.lines("news", d.events)
		if err != nil {
			return imported{}, err
		}
		progress("%d events: loading PocketBase", d.events)
		p, err := spawn(filepath.Join(d.o.scratch, "load.log"), d.o.pocketbase, "load", folder, file)
		if err != nil {
			return imported{}, err
		}
		return imported{}, p.wait(ctx)
	})
	return folder, err
}

// startPocketBase starts PocketBase on the events.
func (d *data) startPocketBase(ctx context.Context) (*server, error) {
	folder, err := d.fillPocketBase(ctx)
	if err != nil {
		return nil, err
	}
	return startServer(ctx, filepath.Join(d.o.scratch, "pocketbase.log"), d.o.pocketbase, "serve", folder)
}

// pocketbasePath asks PocketBase for what the path of a main query asks Dateline for:
// events of an actor that overlap some years, in their order.
func pocketbasePath(path, expand string) (string, error) {
	main, err := url.Parse(path)
	if err != nil {
		return "", err
	}
	asked := main.Query()
	to, err := strconv.Atoi(asked.Get("to"))
	if err != nil {
		return "", fmt.Errorf("%s: %w", path, err)
	}
	query := url.Values{
		"filter": {fmt.Sprintf("(actor='%s'&&latest>'%s-01-01T00:00:00Z'&&earliest<'%d')", asked.Get("actor"), asked.Get("from"), to+1)},
		"sort":   {"earliest"}, "perPage": {asked.Get("limit")}, "skipTotal": {"1"}, "expand": {expand},
	}
	return "/api/collections/participations/records?" + query.Encode(), nil
}

// pocketbaseLoad is a kind of main queries as requests to PocketBase.
func pocketbaseLoad(k *kind, expand string, connections int) (drive.Load, error) {
	l := drive.Load{Status: http.StatusOK, Connections: connections}
	for _, path := range k.paths {
		path, err := pocketbasePath(path, expand)
		if err != nil {
			return l, err
		}
		l.Requests = append(l.Requests, drive.Request(path, ""))
	}
	return l, nil
}

// agreement is which part of the events in some of Dateline's answers PocketBase's have
// too.
func agreement(addr string, k *kind, known answers) (float64, error) {
	const some = 20
	var shared, all int
	for _, path := range k.paths[:min(some, len(k.paths))] {
		asked, err := pocketbasePath(path, ways[0].expand)
		if err != nil {
			return 0, err
		}
		answer, err := drive.Fetch(addr, drive.Request(asked, ""))
		if err != nil {
			return 0, err
		}
		var ours struct{ Data []struct{ ID string } }
		var theirs struct{ Items []struct{ Event string } }
		if err := json.Unmarshal(known[path].Body, &ours); err != nil {
			return 0, err
		}
		if err := json.Unmarshal(answer.Body, &theirs); err != nil {
			return 0, fmt.Errorf("PocketBase: status %d: %w", answer.Status, err)
		}
		there := map[string]bool{}
		for _, item := range theirs.Items {
			there[item.Event] = true
		}
		for _, event := range ours.Data {
			all++
			if there[event.ID] {
				shared++
			}
		}
	}
	return float64(shared) / float64(max(all, 1)), nil
}
