package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"example.org/dateline/api"
	"example.org/dateline/data"
	"example.org/dateline/internal/admission"
	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/httpserver"
	"example.org/dateline/internal/metrics"
	"example.org/dateline/internal/store"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr, db, logFormat                       string
	noSample                                  bool
	queryTimeout, changeTimeout, drainTimeout time.Duration
	logLevel, publicURL                       string
	maxBody, maxImport, mediaMax, cacheMemory int64
	mediaDir                                  string
	metricsAddr, profileAddr                  string
	slowQuery, drainDelay                     time.Duration
	indexMemory                               int64
	atOnce                                    map[string]int
	rate                                      string
	trusted                                   []string
	connections                               int

	proxies admission.Proxies // those of trusted

	listening func(ctx context.Context, addr net.Addr) // told once requests are answered; nil where nobody asks
}

func serveCommand() *cobra.Command {
	var o serveOptions
	cmd := &cobra.Command{
		Use:   "serve",
		Short: "Serve the API",
		Long: `Serve the API from a database, which is made when it is missing. A new
database gets the bundled story unless --no-sample is given.

Several servers may share one database, a SQLite file too: each sees what the
others and the import command write. SIGTERM and an interrupt let running
requests finish; a second one ends them.

While nobody edits in the browser, it logs a link by which the first person signs
in; dateline user invites others.`,
		Args: noArguments,
	}
	cmd.Flags().StringVar(&o.addr, "addr", ":8080", "the address to listen on, as host:port")
	cmd.Flags().StringVar(&o.db, "db", defaultDatabase, "the database: a SQLite file, or a postgres:// URL")
	cmd.Flags().BoolVar(&o.noSample, "no-sample", false, "leave a new database empty")
	cmd.Flags().DurationVar(&o.queryTimeout, "query-timeout", 10*time.Second, "how long one request may ask the database")
	cmd.Flags().DurationVar(&o.changeTimeout, "change-timeout", 5*time.Minute, "how long one change of a record may take")
	cmd.Flags().DurationVar(&o.drainTimeout, "drain-timeout", 20*time.Second, "how long running requests may take to finish at the end")
	cmd.Flags().Int64Var(&o.maxBody, "max-body", 10<<20, "bytes of a body with one record")
	cmd.Flags().Int64Var(&o.maxImport, "max-import", 1<<30, "bytes of a body that is imported")
	cmd.Flags().Int64Var(&o.cacheMemory, "cache-memory", 64<<20, "bytes of answers to anybody that are kept until what they show changes; 0 for none")
	cmd.Flags().StringVar(&o.mediaDir, "media-dir", "", "the folder that uploaded pictures are kept in; the database when empty")
	cmd.Flags().Int64Var(&o.mediaMax, "media-max", 10_000_000_000, "bytes that all uploaded pictures may take")
	cmd.Flags().Int64Var(&o.indexMemory, "index-memory", 200_000_000, "bytes that an index in memory may take, which counts events; 0 for none")
	cmd.Flags().StringToIntVar(&o.atOnce, "at-once", nil, "requests answered at a time, as in page=16,export=8; the classes are in docs/operations.md, and each has a number that suits the machine")
	cmd.Flags().StringVar(&o.rate, "rate-limit", "", "requests without a token from one address, such as 600/1m; no limit when empty")
	cmd.Flags().StringSliceVar(&o.trusted, "trusted-proxies", nil, "addresses and prefixes of the proxies in front, such as 10.0.0.0/8, or none")
	cmd.Flags().IntVar(&o.connections, "max-connections", 4000, "connections at a time, half of them from one address")
	cmd.Flags().StringVar(&o.publicURL, "public-url", "", "scheme and host that addresses in feeds and files begin with; a name that a request says is not believed")
	cmd.Flags().StringVar(&o.metricsAddr, "metrics-addr", "", "the address of /metrics, for Prometheus; a port alone is one of this machine. Off when empty")
	cmd.Flags().StringVar(&o.profileAddr, "pprof", "", "the address of profiles, for go tool pprof: a port, or host:port of this machine alone. Off when empty")
	cmd.Flags().DurationVar(&o.slowQuery, "slow-query", 0, "log a request that takes as long, with its canonical query; 0 for never")
	cmd.Flags().DurationVar(&o.drainDelay, "drain-delay", 0, "how long requests are taken after SIGTERM, while /readyz answers 503")
	cmd.Flags().StringVar(&o.logFormat, "log-format", "text", "text or json")
	cmd.Flags().StringVar(&o.logLevel, "log-level", "info", "debug, info, warn or error")
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if o.publicURL != "" && !isOrigin(o.publicURL) {
			return usage(cmd, "--public-url is a scheme and host such as https://timelines.example, not %q", o.publicURL)
		}
		if o.maxBody < 1 || o.maxImport < 1 || o.mediaMax < 1 {
			return usage(cmd, "--max-body, --max-import and --media-max are numbers of bytes, at least 1")
		}
		if o.profileAddr != "" {
			if err := checkProfile(cmd, o.profileAddr); err != nil {
				return err
			}
		}
		if o.slowQuery < 0 || o.drainDelay < 0 {
			return usage(cmd, "--slow-query and --drain-delay are durations such as 500ms, not negative")
		}
		if o.indexMemory < 0 {
			return usage(cmd, "--index-memory is a number of bytes, or 0 for no index")
		}
		if o.cacheMemory < 0 {
			return usage(cmd, "--cache-memory is a number of bytes, 0 for none")
		}
		cfg, err := o.admission()
		if err != nil {
			return usage(cmd, "%s", err)
		}
		logger, flush, err := newLogger(cmd, o)
		if err != nil {
			return err
		}
		defer flush()
		boundMemory(cmd.Context(), gcPercent, logger)
		return withStore(cmd.Context(), o.db, store.Options{MediaDir: o.mediaDir, MediaMax: o.mediaMax, Connections: cfg.Limits.Readers()}, func(st *store.Store) error {
			if err := st.Writable(cmd.Context()); err != nil {
				return err
			}
			if !o.noSample {
				if err := addSample(cmd.Context(), st, logger); err != nil {
					return err
				}
			}
			counted := metrics.New(programVersion())
			counted.Database(st)
			cfg.Logger, cfg.Stopping, cfg.Observer, cfg.SlowQuery = logger, cmd.Context(), counted, o.slowQuery
			cfg.CacheMemory = o.cacheMemory
			handler := api.New(st, cfg)
			o.listening = func(ctx context.Context, addr net.Addr) {
				welcome(ctx, st, cmp.Or(o.publicURL, "http://"+local(addr)), logger)
			}
			stop, err := startAll(cmd.Context(), o.besides(counted.Handler()), logger)
			if err != nil {
				return err
			}
			defer stop()
			if o.indexMemory > 0 {
				defer keepIndex(cmd.Context(), st, o.indexMemory, logger)()
			}
			return serve(cmd.Context(), handler, o, logger)
		})
	}
	return cmd
}

// besides are the listeners that were asked for beside the main one.
func (o serveOptions) besides(scrapes http.Handler) []beside {
	var list []beside
	if o.metricsAddr != "" {
		list = append(list, metricsListener(o.metricsAddr, scrapes))
	}
	if o.profileAddr != "" {
		list = append(list, profileListener(o.profileAddr))
	}
	return list
}

// isOrigin reports whether an address is a scheme and host, and no more.
func isOrigin(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https") && strings.Trim(u.Path, "/")+u.RawQuery+u.Fragment == ""
}

// addSample gives a database that nothing was ever written to the bundled
// story.
func addSample(ctx context.Context, st *store.Store, logger *slog.Logger) error {
	v, err := st.Version(ctx)
	if err != nil || v.Seq > 0 {
		return err
	}
	doc, err := convert.ReadStory(data.BundledStory)
	if err != nil {
		return fmt.Errorf("read the bundled story: %w", err)
	}
	if _, err := st.Update(ctx, store.UpdateOptions{}, func(tx *store.Tx) error { return tx.Import(doc) }); err != nil {
		return fmt.Errorf("import the bundled story: %w", err)
	}
	logger.InfoContext(ctx, "new database: the bundled story is in it", "story", doc.Story.ID, "events", len(doc.Events))
	return nil
}

// Bounds on what a client may keep open or send.
const (
	headerTimeout  = 10 * time.Second
	requestTimeout = 30 * time.Second // of what is served beside
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 64 << 10
)

// serve listens until the context ends, then lets running requests finish.
func serve(ctx context.Context, handler http.Handler, o serveOptions, logger *slog.Logger) error {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", o.addr)
	if err != nil {
		return explainListen(o.addr, err)
	}
	server := &http.Server{
		Handler:           leaving(ctx, handler),
		ReadHeaderTimeout: headerTimeout, // bodies and answers have their slowest rate: internal/httpserver
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	logger.InfoContext(ctx, "serving", "url", "http://"+reachable(listener.Addr()), "version", programVersion())
	var told sync.WaitGroup
	defer told.Wait()
	if o.listening != nil {
		told.Go(func() { o.listening(ctx, listener.Addr()) })
	}
	failed := make(chan error, 1)
	wire := &httpserver.Wire{Logger: logger, Connections: max(o.connections, 2), Proxies: o.proxies}
	go func() { failed <- wire.Serve(server, listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	logger.Info("draining", "delay", o.drainDelay, "timeout", o.drainTimeout)
	if err := linger(failed, o.drainDelay); err != nil {
		return fmt.Errorf("serve: %w", err)
	}
	drain, cancel := context.WithTimeout(context.WithoutCancel(ctx), o.drainTimeout)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return errors.Join(fmt.Errorf("some requests did not finish within %s", o.drainTimeout), server.Close())
	}
	logger.Info("stopped")
	return nil
}

// welcome says how the first person signs in, while there is nobody. The link is in
// the log alone, for who runs the server.
func welcome(ctx context.Context, st *store.Store, origin string, logger *slog.Logger) {
	secret, err := st.InviteFirst(ctx)
	switch {
	case ctx.Err() != nil:
	case err != nil:
		logger.WarnContext(ctx, "no link for the first person could be made: dateline user invite makes one", "error", err)
	case secret != "":
		logger.InfoContext(ctx, "nobody edits here yet: open the link within 24 hours to be the first", "link", invitationLink(origin, secret))
	}
}

// local is an address that a browser on this machine can open, by the name under
// which browsers keep secrets without https.
func local(addr net.Addr) string {
	if tcp, ok := addr.(*net.TCPAddr); ok && tcp.IP.IsLoopback() {
		return fmt.Sprintf("localhost:%d", tcp.Port)
	}
	return reachable(addr)
}

// explainListen says what to type when an address cannot be had.
func explainListen(addr string, err error) error {
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return fmt.Errorf("the address %s is in use: stop what listens there, or choose another, such as --addr :8081", addr)
	case errors.Is(err, syscall.EACCES):
		return fmt.Errorf("the address %s needs more rights: choose a port above 1023, such as --addr :8080", addr)
	}
	return fmt.Errorf("cannot listen on %s: %w; --addr takes host:port, such as 127.0.0.1:8080", addr, err)
}

// reachable is an address that a browser on this machine can open.
func reachable(addr net.Addr) string {
	tcp, ok := addr.(*net.TCPAddr)
	if !ok || !tcp.IP.IsUnspecified() {
		return addr.String()
	}
	return fmt.Sprintf("localhost:%d", tcp.Port)
}
