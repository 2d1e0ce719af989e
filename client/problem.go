package client

import (
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"
)

// Problem is a failure as the server explains it (RFC 9457). What answers
// without explaining, such as a proxy on the way, is a Problem with its status
// and the beginning of its words.
type Problem struct { //nolint:errname // what RFC 9457 calls it
	Type        string   `json:"type"` // where the server's documentation explains it
	Title       string   `json:"title"`
	Status      int      `json:"status"`
	Detail      string   `json:"detail"`
	Instance    string   `json:"instance"`
	RequestID   string   `json:"request_id"`            // under which the server's log has it
	Parameter   string   `json:"parameter,omitempty"`   // the parameter at fault
	Suggestions []string `json:"suggestions,omitempty"` // what was perhaps meant, best first
	Faults      []Fault  `json:"faults,omitempty"`      // every mistake in what was sent

	retryAfter time.Duration // how long the server asks to wait; 0 where it does not
}

// Fault is one mistake in what was sent.
type Fault struct {
	Pointer string `json:"pointer"` // where, as a JSON Pointer (RFC 6901)
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`   // of the body, from 1; 0 where that is not known
	Column  int    `json:"column,omitempty"` // in characters, from 1; 0 where that is not known
}

// Code is the last word of Type, such as invalid-record.
func (p *Problem) Code() string {
	_, code, _ := strings.Cut(p.Type, "#")
	return code
}

func (p *Problem) Error() string {
	text := fmt.Sprintf("%d %s", p.Status, p.Title)
	if p.Detail != "" {
		text += ": " + p.Detail
	}
	for _, f := range p.Faults {
		text += "\n" + f.Pointer + ": " + f.Message
	}
	return text
}

// Is tells whether the problem is of a kind such as ErrNotFound.
func (p *Problem) Is(target error) bool {
	status, ok := target.(kindError)
	return ok && int(status) == p.Status
}

// kindError is a kind of problem, by its status.
type kindError int

func (r kindError) Error() string { return strings.ToLower(http.StatusText(int(r))) }

// The kinds of problems that callers tell apart with errors.Is.
const (
	ErrBadRequest           = kindError(http.StatusBadRequest)            // a parameter or header that cannot be right
	ErrUnauthorized         = kindError(http.StatusUnauthorized)          // no token where one is needed, or a bad one
	ErrForbidden            = kindError(http.StatusForbidden)             // a token whose scope does not do
	ErrNotFound             = kindError(http.StatusNotFound)              // no such record, or one that may not be seen
	ErrConflict             = kindError(http.StatusConflict)              // an id that is taken, a record that is retracted or that others name
	ErrPreconditionFailed   = kindError(http.StatusPreconditionFailed)    // somebody else was faster
	ErrTooLarge             = kindError(http.StatusRequestEntityTooLarge) // more than the server takes
	ErrInvalid              = kindError(http.StatusUnprocessableEntity)   // a record with mistakes, which are its Faults
	ErrPreconditionRequired = kindError(http.StatusPreconditionRequired)  // a change without an ETag
	ErrTooManyRequests      = kindError(http.StatusTooManyRequests)
	ErrUnavailable          = kindError(http.StatusServiceUnavailable) // no answer in time; also after the retries
)

// maxProblem is how much of a failure is read, in bytes.
const maxProblem = 1 << 20

// problemIn reads what a response says went wrong.
func problemIn(resp *http.Response) error {
	text, err := io.ReadAll(io.LimitReader(resp.Body, maxProblem))
	if err != nil {
		return fmt.Errorf("read the answer %s: %w", resp.Status, err)
	}
	p := &Problem{}
	media, _, _ := mime.ParseMediaType(resp.Header.Get("Content-Type"))
	if media != "application/problem+json" || json.Unmarshal(text, p) != nil {
		p = &Problem{Detail: beginning(strings.TrimSpace(string(text)))}
	}
	p.Status = resp.StatusCode
	p.retryAfter, _ = retryAfter(resp.Header)
	if p.Title == "" {
		p.Title = http.StatusText(resp.StatusCode)
	}
	return p
}

// beginning is a text of a stranger's, short enough for an error.
func beginning(text string) string {
	if r := []rune(text); len(r) > 200 {
		return string(r[:199]) + "…"
	}
	return text
}
