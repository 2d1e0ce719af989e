package httpserver

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strconv"

	"example.org/dateline/internal/timeline"
)

// The codes of failures that only HTTP knows.
const (
	MethodNotAllowed timeline.Code = "method-not-allowed" // the path is right, the method is not
	NotAcceptable    timeline.Code = "not-acceptable"     // no representation suits Accept or format
	URITooLong       timeline.Code = "uri-too-long"       // the address is longer than the server reads
	InvalidHeader    timeline.Code = "invalid-header"     // a header that cannot be read
	NotImplemented   timeline.Code = "not-implemented"    // a form of an answer that a standard has and we have not

	HeadersTooLarge   timeline.Code = "headers-too-large"  // more bytes of headers than are read
	ExpectationFailed timeline.Code = "expectation-failed" // Expect asks for something else than 100-continue
	WrongVersion      timeline.Code = "wrong-version"      // a version of HTTP that is not spoken here
)

// SeqHeader tells the last change that an answer shows, to follow on from there.
const SeqHeader = "Dateline-Seq"

// TotalHeader tells how many records a query keeps in all, where that is asked for.
const TotalHeader = "Dateline-Total"

// LossHeader counts what a format could not carry, as structured fields: in
// the header of a page, in the trailer of a stream.
const LossHeader = "Dateline-Loss"

// statusClientGone is nginx's number for a client that hung up. It is seen in
// the log only.
const statusClientGone = 499

// kind is what all problems of one code have in common.
type kind struct {
	status int
	title  string
}

// kinds is the only place where a code meets an HTTP number.
var kinds = map[timeline.Code]kind{
	timeline.UnknownParameter: {http.StatusBadRequest, "Unknown parameter"},
	timeline.InvalidParameter: {http.StatusBadRequest, "Invalid parameter"},
	timeline.InvalidCursor:    {http.StatusBadRequest, "Invalid cursor"},
	timeline.InvalidRecord:    {http.StatusUnprocessableEntity, "Invalid record"},
	timeline.InvalidPicture:   {http.StatusUnprocessableEntity, "Invalid picture"},
	timeline.Conflict:         {http.StatusConflict, "Conflict"},
	timeline.KeyReused:        {http.StatusUnprocessableEntity, "Key reused"},
	PreconditionFailed:        {http.StatusPreconditionFailed, "Precondition failed"},
	PreconditionRequired:      {http.StatusPreconditionRequired, "Precondition required"},
	BodyTooLarge:              {http.StatusRequestEntityTooLarge, "Body too large"},
	BodyTooSlow:               {http.StatusRequestTimeout, "Body too slow"},
	UnexpectedBody:            {http.StatusBadRequest, "Unexpected body"},
	MalformedRequest:          {http.StatusBadRequest, "Malformed request"},
	HeadersTooLarge:           {http.StatusRequestHeaderFieldsTooLarge, "Headers too large"},
	ExpectationFailed:         {http.StatusExpectationFailed, "Expectation failed"},
	WrongVersion:              {http.StatusHTTPVersionNotSupported, "Wrong version"},
	TooManyRequests:           {http.StatusTooManyRequests, "Too many requests"},
	Overloaded:                {http.StatusServiceUnavailable, "Overloaded"},
	UnsupportedMediaType:      {http.StatusUnsupportedMediaType, "Unsupported media type"},
	InvalidHeader:             {http.StatusBadRequest, "Invalid header"},
	timeline.NotFound:         {http.StatusNotFound, "Not found"},
	timeline.TooManyUploads:   {http.StatusTooManyRequests, "Too many uploads"},
	timeline.StorageFull:      {http.StatusInsufficientStorage, "Storage full"},
	timeline.StorageFailed:    {http.StatusInternalServerError, "Storage failed"},
	timeline.Unavailable:      {http.StatusServiceUnavailable, "Unavailable"},
	timeline.Internal:         {http.StatusInternalServerError, "Internal error"},
	MethodNotAllowed:          {http.StatusMethodNotAllowed, "Method not allowed"},
	NotAcceptable:             {http.StatusNotAcceptable, "Not acceptable"},
	NotImplemented:            {http.StatusNotImplemented, "Not implemented"},
	URITooLong:                {http.StatusRequestURITooLong, "URI too long"},
	InvalidAuthorization:      {http.StatusBadRequest, "Invalid authorization"},
	Unauthorized:              {http.StatusUnauthorized, "Unauthorized"},
	Forbidden:                 {http.StatusForbidden, "Forbidden"},
}

// Codes lists every code that a problem's type may end in, with its status.
func Codes() map[timeline.Code]int {
	codes := make(map[timeline.Code]int, len(kinds))
	for code, k := range kinds {
		codes[code] = k.status
	}
	return codes
}

// Problem is the body of every failure: RFC 9457.
type Problem struct {
	Type        string   `json:"type"`
	Title       string   `json:"title"`
	Status      int      `json:"status"`
	Detail      string   `json:"detail"`
	Instance    string   `json:"instance"`
	RequestID   string   `json:"request_id"`
	Parameter   string   `json:"parameter,omitempty"`
	Suggestions []string `json:"suggestions,omitempty"`
	Faults      []Fault  `json:"faults,omitempty"`
}

// Fault is one mistake in what was sent.
type Fault struct {
	Pointer string `json:"pointer"`
	Message string `json:"message"`
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
}

// Fail answers with the problem that err is. It is the only place that writes
// one, and the only one that logs failures: causes go there and not out.
func (s *Server) Fail(w http.ResponseWriter, r *http.Request, err error) {
	h := w.Header()
	for _, name := range []string{"Etag", "Last-Modified", "Link", "Content-Length", "Content-Disposition", "Content-Language", "Trailer", SeqHeader, TotalHeader} {
		h.Del(name)
	}
	h.Set("Cache-Control", "no-store")
	x := exchangeOf(r)
	switch {
	case x.body != nil && x.body.slow:
		err = x.body.tooSlow() // net/http takes such a client for gone, and it still listens
	case r.Context().Err() != nil:
		w.WriteHeader(statusClientGone) // to the log; nobody reads it
		return
	}
	e := s.classify(r, err)
	if e.Code == timeline.Unavailable {
		h.Set("Retry-After", "1")
	}
	k := kinds[e.Code]
	p := Problem{Type: "/docs#" + string(e.Code), Title: k.title, Status: k.status, Detail: e.Message,
		Instance: r.URL.EscapedPath(), RequestID: exchangeOf(r).id, Parameter: e.Parameter, Suggestions: e.Suggestions}
	for _, f := range e.Faults {
		p.Faults = append(p.Faults, Fault{f.Pointer, f.Message, f.Line, f.Column})
	}
	if s.ProblemPage != nil && s.ProblemPage(w, r, p) {
		return
	}
	var body bytes.Buffer
	enc := json.NewEncoder(&body)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(p); err != nil {
		s.LogFailure(r, err) // cannot happen: strings and numbers
	}
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Length", strconv.Itoa(body.Len()))
	w.WriteHeader(p.Status)
	_, _ = w.Write(body.Bytes()) // a client that is gone needs no answer
}

// classify says what a client may know of err, and logs what it may not.
func (s *Server) classify(r *http.Request, err error) *timeline.Error {
	e, ok := errors.AsType[*timeline.Error](err)
	if ok && kinds[e.Code].status == 0 {
		ok = false
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		e = &timeline.Error{Code: timeline.Unavailable,
			Message: "The answer took too long to find. Try again, or ask for less."}
	case !ok || e.Code == timeline.Internal:
		if failure := s.failure(err); failure != nil {
			e = failure
			break
		}
		e = &timeline.Error{Code: timeline.Internal,
			Message: "Something went wrong here; the request is not at fault. The log has it under " + exchangeOf(r).id + "."}
	}
	if kinds[e.Code].status >= http.StatusInternalServerError && e.Code != Overloaded && e.Code != NotImplemented { // which are no failures
		s.LogFailure(r, err)
	}
	return e
}

// LogFailure writes a failure into the log that no answer can tell of.
func (s *Server) LogFailure(r *http.Request, err error) {
	x := exchangeOf(r)
	s.Config.Logger.LogAttrs(r.Context(), slog.LevelError, "request failed",
		slog.String("method", x.logged()),
		slog.String("route", x.route),
		slog.String("path", Clip(withoutSecrets(r.URL.Path), maxLogged)),
		slog.String("request_id", x.id),
		slog.String("error", withoutSecrets(err.Error())))
}

// failure is what a client may know of an error of the store; nil for any other.
func (s *Server) failure(err error) *timeline.Error {
	if s.Store == nil {
		return nil
	}
	return s.Store.Failure(err)
}
