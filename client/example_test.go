package client_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"
	"os"
	"path/filepath"
	"time"

	"example.org/dateline/api"
	"example.org/dateline/client"
	"example.org/dateline/data"
	"example.org/dateline/internal/store"
)

// started is a server with the bundled story: its address, a token that may
// write to it, and how it is stopped.
func started() (address, token string, stop func()) {
	ctx := context.Background()
	dir, err := os.MkdirTemp("", "dateline-")
	if err != nil {
		log.Fatal(err)
	}
	st, err := store.Open(ctx, filepath.Join(dir, "dateline.db"), store.Options{})
	if err != nil {
		log.Fatal(err)
	}
	if token, err = st.CreateToken(ctx, "desk", store.ScopeWrite, time.Time{}); err != nil {
		log.Fatal(err)
	}
	server := httptest.NewServer(api.New(st, api.Config{}))
	if _, err := client.New(server.URL, client.WithToken(token)).Import(ctx, bytes.NewReader(data.BundledStory), client.ImportOptions{}); err != nil {
		log.Fatal(err)
	}
	return server.URL, token, func() {
		server.Close()
		_ = st.Close()
		_ = os.RemoveAll(dir)
	}
}

func Example() {
	address, token, stop := started()

	ctx := context.Background()
	c := client.New(address, client.WithToken(token))
	for event, err := range c.Events.All(ctx, client.Query{"actor": {"mike-waltz"}, "type": {"call"}}) {
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(event.Date.EDTF, event.Title)
	}

	call, err := c.Events.Get(ctx, "yermak-waltz-call", nil)
	if err != nil {
		log.Fatal(err)
	}
	confirmed, err := c.Events.Patch(ctx, call.Record.ID, call.ETag, map[string]any{"verification": "confirmed"}, client.Write{Reason: "both sides said so"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(confirmed.Record.Verification, "in revision", confirmed.Record.Revision)

	_, err = c.Events.Patch(ctx, call.Record.ID, call.ETag, map[string]any{"verification": "disputed"}, client.Write{})
	fmt.Println("somebody else was faster:", errors.Is(err, client.ErrPreconditionFailed))
	stop()
	// Output:
	// 2025-03-05 Yermak and Waltz speak by phone about negotiating with Russia
	// confirmed in revision 2
	// somebody else was faster: true
}

func ExampleRecords_Create() {
	address, token, stop := started()

	c := client.New(address, client.WithToken(token))
	date, err := client.ParseDate("2025-03-11")
	if err != nil {
		log.Fatal(err)
	}
	_, err = c.Events.Create(context.Background(), client.Event{
		Story: "us-ukraine-peace-talks", Title: "Talks in Jeddah", Type: "negotiation", Status: "scheduled", Date: date,
		Actors: []client.Participant{{ID: "andriy-yermak"}, {ID: "nobody"}},
	}, client.Write{Reason: "as announced"})
	if problem, ok := errors.AsType[*client.Problem](err); ok {
		for _, fault := range problem.Faults {
			fmt.Println(fault.Pointer, fault.Message)
		}
	}
	stop()
	// Output:
	// /actors/1/id there is no actor with the id "nobody"
}

func ExampleClient_Changes() {
	address, _, stop := started()

	c := client.New(address)
	var last int64 // the change applied last, kept from one time to the next
	actors := 0
	for change, err := range c.Changes(context.Background(), last, client.Query{"entity": {"actor"}}) {
		if err != nil {
			log.Fatal(err)
		}
		actors++ // change.Record is the actor as the change left it
		last = change.Seq
	}
	fmt.Println(actors, "changes of actors, the last of them number", last)
	stop()
	// Output:
	// 19 changes of actors, the last of them number 21
}

func ExampleClient_Stream() {
	address, token, stop := started()

	ctx := context.Background()
	c := client.New(address, client.WithToken(token))
	query := client.Query{"actor": {"mike-waltz"}}
	shown := map[string]client.Event{} // the list as it is, from here on
	since, err := c.LastChange(ctx)
	if err != nil {
		log.Fatal(err)
	}
	for event, err := range c.Events.All(ctx, query) {
		if err != nil {
			log.Fatal(err)
		}
		shown[event.ID] = event
	}
	if _, err := c.Events.Patch(ctx, "yermak-waltz-call", client.AnyETag, map[string]any{"title": "Yermak and Waltz speak"}, client.Write{}); err != nil {
		log.Fatal(err)
	}
	for update, err := range c.Stream(ctx, since, query) {
		switch {
		case err != nil:
			log.Fatal(err)
		case update.Gone != "":
			delete(shown, update.Event.ID)
		default:
			shown[update.Event.ID] = update.Event
		}
		if shown["yermak-waltz-call"].Revision > 1 {
			break // this example has seen what it waited for
		}
	}
	fmt.Println(len(shown), shown["yermak-waltz-call"].Title)
	stop()
	// Output:
	// 5 Yermak and Waltz speak
}
