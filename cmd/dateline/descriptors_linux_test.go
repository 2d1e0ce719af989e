package main

import (
	"fmt"
	"net"
	"os"
	"strings"
	"testing"
)

// useUp connects to a server until it has opened as many files as it may.
func (d *desk) useUp(t *testing.T, most int) (idle []net.Conn) {
	t.Helper()
	var dialer net.Dialer
	for range 10 * most {
		open, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", d.cmd.Process.Pid))
		if err != nil {
			t.Fatal(err)
		}
		if len(open) >= most {
			return idle
		}
		c, err := dialer.DialContext(t.Context(), "tcp", strings.TrimPrefix(d.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		idle = append(idle, c)
	}
	t.Fatal("the server has room for any number of connections")
	return nil
}
