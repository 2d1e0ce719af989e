package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"time"
)

// startTimeout turns a server that does not begin to serve into a failure.
const startTimeout = time.Minute

// server is the program, serving a database as a process of its own.
type server struct {
	cmd   *exec.Cmd
	ended chan struct{} // closed when the process is gone
	log   string        // the file that it logs to
	url   string        // empty until it serves
	http  *http.Client
}

// launch starts a server, with more in its environment, and does not wait until it serves.
func launch(o options, d *database, env ...string) (*server, error) {
	s := &server{log: filepath.Join(d.folder, "server.log"), ended: make(chan struct{}), http: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}}}
	out, err := os.Create(s.log)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	s.cmd = exec.Command(o.program, "serve", "--db", d.dsn, "--addr", "127.0.0.1:0", "--no-sample") //nolint:noctx,gosec // kill and stop end the program under test
	s.cmd.Env = append(os.Environ(), env...)
	s.cmd.Stderr = out
	s.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt is for us, who then end it
	if err := s.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w; make build makes it", o.program, err)
	}
	go func() {
		defer close(s.ended)
		_ = s.cmd.Wait() // it was killed, or says in its log why it ended
	}()
	return s, nil
}

// start is launch that waits until the server answers.
func start(ctx context.Context, o options, d *database, env ...string) (*server, error) {
	s, err := launch(o, d, env...)
	if err != nil {
		return nil, err
	}
	if err := s.ready(ctx); err != nil {
		return nil, errors.Join(err, s.kill())
	}
	return s, nil
}

var announced = regexp.MustCompile(`msg=serving url=(http://\S+)`)

// ready waits until the server says where it serves.
func (s *server) ready(ctx context.Context) error {
	late := time.After(startTimeout)
	for {
		said, err := os.ReadFile(s.log)
		if err != nil {
			return err
		}
		if at := announced.FindSubmatch(said); at != nil {
			s.url = string(at[1])
			return nil
		}
		select {
		case <-s.ended:
			return fmt.Errorf("the server ended before it served: %s", said)
		case <-late:
			return fmt.Errorf("the server does not begin to serve: %s", said)
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// kill ends the server at once, as when the machine loses its power to it.
func (s *server) kill() error {
	err := s.cmd.Process.Kill()
	<-s.ended
	s.http.CloseIdleConnections()
	if errors.Is(err, os.ErrProcessDone) {
		return nil
	}
	return err
}

// stop lets the server end by itself.
func (s *server) stop() error {
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	<-s.ended
	s.http.CloseIdleConnections()
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		return fmt.Errorf("the server ended with %d", code)
	}
	return nil
}

// get reads an address.
func (s *server) get(ctx context.Context, token, path string) (status int, body []byte, err error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, http.NoBody)
	if err != nil {
		return 0, nil, err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return s.do(req)
}

func (s *server) do(req *http.Request) (status int, body []byte, err error) {
	res, err := s.http.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err = io.ReadAll(res.Body)
	return res.StatusCode, body, err
}

// dateline runs another command of the program on a database, and gives what it says.
func dateline(ctx context.Context, o options, d *database, stdin string, args ...string) (string, error) {
	cmd := exec.CommandContext(ctx, o.program, append(args, "--db", d.dsn)...) //nolint:gosec // the program under test
	cmd.Stdin = strings.NewReader(stdin)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("dateline %s: %w: %s%s", strings.Join(args, " "), err, &out, &errs)
	}
	return out.String(), nil
}
