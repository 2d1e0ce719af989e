package httpserver

import (
	"net/http"
	"time"
)

// writeRate is what a client has to accept of an answer after WriteStall, in
// bytes a second.
const writeRate = 8 << 10

// meter counts what goes out to the client, after compression, and gives up on a
// client that takes it too slowly. The body of an answer to HEAD goes nowhere.
type meter struct {
	http.ResponseWriter
	request *http.Request
	x       *exchange
	control *http.ResponseController
	stall   time.Duration // how long one piece may take to be accepted

	status int // 0 while nothing is written
	bytes  int64
	waited time.Duration // for the client to accept it
}

func (m *meter) WriteHeader(status int) {
	if m.status == 0 || m.status < 200 {
		m.status = status
	}
	if status >= 200 {
		m.begin()
	}
	m.ResponseWriter.WriteHeader(status)
}

// begin is when the answer is there: what bounded the work for it is free for
// others, unless the work goes on. What is still to come of the body is not
// waited for, and the connection ends.
func (m *meter) begin() {
	if !m.x.place.Holds() {
		m.x.place.Leave()
	}
	if b := m.x.body; b != nil && !b.ended {
		m.Header().Set("Connection", "close")
		if !b.slow {
			_ = m.control.SetReadDeadline(time.Now().Add(drainTime))
		}
	}
	m.arm(time.Now())
}

// arm sets how long the client may take for the next piece. A connection without
// deadlines, as in tests, needs none.
func (m *meter) arm(now time.Time) {
	left := m.stall + time.Duration(m.bytes)*time.Second/writeRate - m.waited
	_ = m.control.SetWriteDeadline(now.Add(min(left, m.stall)))
}

func (m *meter) Write(p []byte) (int, error) {
	if m.status == 0 {
		m.WriteHeader(http.StatusOK)
	}
	if m.x.method == http.MethodHead {
		return len(p), nil
	}
	var n int
	err := m.paced(func() (err error) {
		n, err = m.ResponseWriter.Write(p)
		m.bytes += int64(n)
		return err
	})
	return n, err
}

// FlushError sends out what was written, for answers that go on.
func (m *meter) FlushError() error {
	if m.x.method == http.MethodHead {
		return nil
	}
	return m.paced(m.control.Flush)
}

// paced does what may wait for the client. Meanwhile others may work.
func (m *meter) paced(write func() error) error {
	began := time.Now()
	m.arm(began)
	m.x.place.Pause()
	err := write()
	m.waited += time.Since(began)
	m.x.place.Work(m.request.Context())
	return err
}

// Unwrap lets http.ResponseController reach the connection.
func (m *meter) Unwrap() http.ResponseWriter { return m.ResponseWriter }
