// Package metrics counts what a server does, for Prometheus. Labels are patterns of
// routes, methods and classes of status: their number is bounded, and none has a word or
// an id of a record.
package metrics

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Metrics are those of one server. They are safe for concurrent use.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	duration *prometheus.HistogramVec
	entered  *prometheus.CounterVec
	waited   *prometheus.CounterVec
	kept     *prometheus.CounterVec
	open     map[string]prometheus.Gauge // by kind
}

// buckets are bounds of durations in seconds, around what README promises: most answers
// take milliseconds, and a query ends after ten seconds.
var buckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10}

// scrapeTimeout is how long one scrape may take.
const scrapeTimeout = 10 * time.Second

// New are the metrics of a program of this version, without those of a database.
func New(version string) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dateline_http_requests_total", Help: "Requests that are over, by method, pattern of the route and class of status (none: the connection was cut before there was one).",
		}, []string{"method", "route", "status"}),
		duration: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "dateline_http_request_duration_seconds", Help: "How long requests took, until their last byte was written. The stream of events takes as long as its client listens.", Buckets: buckets,
		}, []string{"route"}),
		entered: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dateline_admission_total", Help: "Requests by class, and whether they were let in or, as too many of their class were under way, not.",
		}, []string{"class", "result"}),
		waited: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dateline_admission_wait_seconds_total", Help: "How long requests of each class have waited to be let in, or until they were not.",
		}, []string{"class"}),
		kept: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "dateline_kept_answers_total", Help: "Requests whose answer may be one that others get too, by whether it was kept or had to be made.",
		}, []string{"result"}),
		open: map[string]prometheus.Gauge{},
	}
	open := prometheus.NewGaugeVec(prometheus.GaugeOpts{
		Name: "dateline_http_open", Help: "What is going on: requests, and of these the streams of events and the exports of whole lists.",
	}, []string{"kind"})
	build := prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "dateline_build_info", Help: "Always 1; the version of the program is its label."}, []string{"version"})
	build.WithLabelValues(version).Set(1)
	m.Register(m.requests, m.duration, m.entered, m.waited, m.kept, open, build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	for _, kind := range []string{"request", "stream", "export"} {
		m.open[kind] = open.WithLabelValues(kind)
	}
	return m
}

// Register adds what others count. It panics on a name that is there already, as only a
// mistake in the program can bring about.
func (m *Metrics) Register(list ...prometheus.Collector) { m.registry.MustRegister(list...) }

// Request counts a request that is over; see httpserver.Observer.
func (m *Metrics) Request(method, route string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	m.requests.WithLabelValues(known(method), route, class(status)).Inc()
	m.duration.WithLabelValues(route).Observe(took.Seconds())
}

// Entered counts a request of a class that was let in, or was not; see
// httpserver.Observer. There are few classes.
func (m *Metrics) Entered(class string, in bool, waited time.Duration) {
	result := "admitted"
	if !in {
		result = "refused"
	}
	m.entered.WithLabelValues(class, result).Inc()
	m.waited.WithLabelValues(class).Add(waited.Seconds())
}

// Kept counts a request whose answer was kept, or had to be made.
func (m *Metrics) Kept(found bool) {
	result := "made"
	if found {
		result = "kept"
	}
	m.kept.WithLabelValues(result).Inc()
}

// Open counts what goes on of one of the kinds that there are, until ended is called.
func (m *Metrics) Open(kind string) (ended func()) {
	g := m.open[kind]
	g.Inc()
	return g.Dec
}

// Handler answers a scrape, in the text format of Prometheus or in OpenMetrics.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 3, Timeout: scrapeTimeout, EnableOpenMetrics: true})
}

// known is a method that routes have: anybody can make up others.
func known(method string) string {
	switch method {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodOptions:
		return method
	}
	return "other"
}

func class(status int) string {
	if status < 100 || status > 599 {
		return "none"
	}
	return strconv.Itoa(status/100) + "xx"
}
