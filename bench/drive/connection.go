// Package drive sends requests to a server as fast as it answers, and counts.
package drive

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"time"
)

// patience is how long an answer may take. It is longer than any server's own
// limit, so that a slow answer is measured and not lost.
const patience = 60 * time.Second

// connection is a client that does as little as it can: requests are bytes
// made before, and of answers it reads the status and their length. It costs a
// fraction of net/http's client, on a machine that the server runs on too.
type connection struct {
	conn net.Conn
	in   *bufio.Reader
}

func dial(addr string) (*connection, error) {
	conn, err := net.DialTimeout("tcp", addr, patience) //nolint:noctx // a loopback address answers or refuses at once
	if err != nil {
		return nil, err
	}
	return &connection{conn, bufio.NewReaderSize(conn, 64<<10)}, nil
}

func (c *connection) close() { _ = c.conn.Close() } // nothing is on its way

// Request is a GET as bytes. etag is sent as If-None-Match, unless it is empty.
func Request(path, etag string) []byte {
	condition := ""
	if etag != "" {
		condition = "If-None-Match: " + etag + "\r\n"
	}
	return fmt.Appendf(nil, "GET %s HTTP/1.1\r\nHost: bench\r\n%s\r\n", path, condition)
}

// ask sends a request and reads its answer. Its headers and body go where they
// are wanted, and nowhere for nil.
func (c *connection) ask(request []byte, header func(name, value []byte), body io.Writer) (status int, err error) {
	if err := c.conn.SetDeadline(time.Now().Add(patience)); err != nil {
		return 0, err
	}
	if _, err := c.conn.Write(request); err != nil {
		return 0, err
	}
	line, err := c.in.ReadSlice('\n')
	if err != nil {
		return 0, fmt.Errorf("read the status: %w", err)
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return 0, fmt.Errorf("no status: %q", line)
	}
	if status, err = strconv.Atoi(string(line[9:12])); err != nil {
		return 0, fmt.Errorf("no status: %q", line)
	}
	length, chunked := -1, false
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return status, fmt.Errorf("read a header: %w", err)
		}
		if line = bytes.TrimRight(line, "\r\n"); len(line) == 0 {
			break
		}
		name, value, _ := bytes.Cut(line, []byte(": "))
		if bytes.EqualFold(name, []byte("Content-Length")) {
			if length, err = strconv.Atoi(string(value)); err != nil {
				return status, fmt.Errorf("no length: %q", value)
			}
		}
		chunked = chunked || bytes.EqualFold(name, []byte("Transfer-Encoding")) && bytes.EqualFold(value, []byte("chunked"))
		if header != nil {
			header(name, value)
		}
	}
	switch {
	case status == 204 || status == 304:
	case chunked:
		err = c.chunks(body)
	case length < 0:
		return status, errors.New("an answer without a length")
	default:
		err = c.read(length, body)
	}
	return status, err
}

// read reads some bytes, which go nowhere for nil.
func (c *connection) read(length int, body io.Writer) (err error) {
	if body == nil {
		_, err = c.in.Discard(length)
	} else {
		_, err = io.CopyN(body, c.in, int64(length))
	}
	return err
}

// chunks reads a body that comes in pieces, the last of which is empty. Trailers are
// not expected.
func (c *connection) chunks(body io.Writer) error {
	for {
		line, err := c.in.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("read the size of a chunk: %w", err)
		}
		size, _, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(";"))
		length, err := strconv.ParseInt(string(size), 16, 32)
		if err != nil || length < 0 {
			return fmt.Errorf("no size of a chunk: %q", size)
		}
		if err := c.read(int(length), body); err != nil {
			return err
		}
		if _, err := c.in.Discard(len("\r\n")); err != nil || length == 0 {
			return err
		}
	}
}

// Answer is what a server sent.
type Answer struct {
	Status int
	Header map[string]string
	Body   []byte
}

// Fetch asks once, on a connection of its own.
func Fetch(addr string, request []byte) (Answer, error) {
	c, err := dial(addr)
	if err != nil {
		return Answer{}, err
	}
	defer c.close()
	a := Answer{Header: map[string]string{}}
	var body bytes.Buffer
	a.Status, err = c.ask(request, func(name, value []byte) {
		a.Header[textproto.CanonicalMIMEHeaderKey(string(name))] = string(value)
	}, &body)
	a.Body = body.Bytes()
	return a, err
}
