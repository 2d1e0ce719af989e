package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// beside is a listener for whoever runs the server, beside that for everybody.
type beside struct {
	flag, addr string
	handler    http.Handler
}

// metricsListener answers scrapes at /metrics.
func metricsListener(addr string, scrapes http.Handler) beside {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", scrapes)
	return beside{"--metrics-addr", addr, mux}
}

// profileListener answers go tool pprof.
func profileListener(addr string) beside {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index)
	mux.HandleFunc("/debug/pprof/cmdline", pprof.Cmdline)
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	return beside{"--pprof", addr, mux}
}

// besideAddr is an address to listen on: a port alone is one of this machine, which
// nobody else reaches.
func besideAddr(given string) string {
	port := strings.TrimPrefix(given, ":")
	if strings.Trim(port, "0123456789") != "" {
		return given
	}
	return net.JoinHostPort("127.0.0.1", port)
}

// checkProfile refuses an address that others could reach: a profile shows what is in
// memory, and takes a processor for as long as anybody likes.
func checkProfile(cmd *cobra.Command, addr string) error {
	host, port, err := net.SplitHostPort(besideAddr(addr))
	if err == nil && (host == "localhost" || net.ParseIP(host).IsLoopback()) {
		return nil
	}
	if err != nil || port == "" {
		port = "6060"
	}
	return usage(cmd, "--pprof listens on this machine alone, not on %q: type --pprof 127.0.0.1:%s, and from elsewhere ssh -L %s:127.0.0.1:%s HOST", addr, port, port, port)
}

// start listens, and serves until stop is called. Profiles and scrapes may take longer
// than an answer to a reader, but none goes on for ever.
func (b beside) start(ctx context.Context, logger *slog.Logger) (stop func(), err error) {
	var lc net.ListenConfig
	listener, err := lc.Listen(ctx, "tcp", besideAddr(b.addr))
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; %s takes host:port, such as 127.0.0.1:9090", b.addr, err, b.flag)
	}
	server := &http.Server{
		Handler:           b.handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      besideTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(logger.Handler(), slog.LevelWarn),
	}
	logger.InfoContext(ctx, "listening", "flag", b.flag, "addr", listener.Addr().String())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		_ = server.Serve(listener) // it ends when it is closed
	}()
	return func() {
		_ = server.Close()
		<-ended
	}, nil
}

// besideTimeout is enough for a profile of 30 seconds and for a trace.
const besideTimeout = 5 * time.Minute

// startAll starts listeners, all or none.
func startAll(ctx context.Context, list []beside, logger *slog.Logger) (stop func(), err error) {
	var stops []func()
	stop = func() {
		for _, each := range stops {
			each()
		}
	}
	for _, b := range list {
		one, err := b.start(ctx, logger)
		if err != nil {
			stop()
			return nil, err
		}
		stops = append(stops, one)
	}
	return stop, nil
}
