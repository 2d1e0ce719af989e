// Command pocketbase is PocketBase with collections for Dateline's events, to be
// measured beside Dateline: `bin/bench run` starts it. docs/performance.md says
// what it was given to be as fast as it can be.
package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"

	"github.com/pocketbase/pocketbase/apis"
	"github.com/pocketbase/pocketbase/core"
	_ "github.com/pocketbase/pocketbase/migrations" // its own tables
)

const usage = `usage: pocketbase load FOLDER EVENTS   make a database of an NDJSON file that import reads
       pocketbase serve FOLDER         serve it on a port of its own choosing`

func main() {
	if err := command(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pocketbase:", err)
		os.Exit(1)
	}
}

func command(ctx context.Context, args []string) error {
	switch {
	case len(args) == 3 && args[0] == "load":
		return load(ctx, args[1], args[2])
	case len(args) == 2 && args[0] == "serve":
		var lc net.ListenConfig
		listener, err := lc.Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "url=http://%s\n", listener.Addr())
		return serve(args[1], listener)
	}
	return errors.New(usage)
}

// open opens the PocketBase of a folder, and makes it when it is missing.
func open(folder string) (core.App, error) {
	app := core.NewBaseApp(core.BaseAppConfig{DataDir: folder, DBConnect: connect})
	if err := app.Bootstrap(); err != nil {
		return nil, err
	}
	return app, app.RunAllMigrations()
}

// serve answers what comes to a listener, until the process or the listener ends.
func serve(folder string, listener net.Listener) error {
	app, err := open(folder)
	if err != nil {
		return err
	}
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc, e.Listener = nil, listener // nobody signs in
		return e.Next()
	})
	return apis.Serve(app, apis.ServeConfig{})
}
