package metrics

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"example.org/dateline/internal/store"
)

// databaseTimeout is how long a scrape waits for the database. It is far below the usual
// interval of scrapes, so that what else is counted is told while a database hangs.
const databaseTimeout = 3 * time.Second

// database asks a store at each scrape.
type database struct {
	figures                                                   func(ctx context.Context) (store.Figures, error)
	up, seq, changed, size, wal, readers, busy, waits, waited *prometheus.Desc
}

// Database adds the figures of a store, and of its index in memory.
func (m *Metrics) Database(st *store.Store) {
	index := func(figure func(i store.IndexState) int64) func() float64 {
		return func() float64 {
			state, _ := st.IndexState()
			return float64(figure(state))
		}
	}
	m.Register(newDatabase(st.Figures),
		prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "dateline_index_bytes", Help: "About how much memory the index in memory takes; 0 while there is none."},
			index(func(i store.IndexState) int64 { return i.Bytes })),
		prometheus.NewCounterFunc(prometheus.CounterOpts{Name: "dateline_index_answers_total", Help: "How many questions the index in memory has answered."},
			index(func(i store.IndexState) int64 { return i.Answers })))
}

func newDatabase(figures func(ctx context.Context) (store.Figures, error)) *database {
	desc := func(name, help string) *prometheus.Desc {
		return prometheus.NewDesc("dateline_"+name, help, nil, nil)
	}
	return &database{
		figures: figures,
		up:      desc("database_up", "1 when the database answered this scrape, 0 when it did not."),
		seq:     desc("log_seq", "The number of the last change in the log."),
		changed: desc("log_changed_timestamp_seconds", "When the last change was made, in Unix time; 0 before the first."),
		size:    desc("database_bytes", "The size of the database."),
		wal:     desc("database_wal_bytes", "The size of the write-ahead log beside a SQLite file; 0 with PostgreSQL."),
		readers: desc("database_readers", "Connections that may read at a time."),
		busy:    desc("database_readers_busy", "Connections that are reading."),
		waits:   desc("database_reader_waits_total", "How often a reader had to wait for a connection."),
		waited:  desc("database_reader_wait_seconds_total", "How long readers have waited for a connection, in all."),
	}
}

// Describe is for the registry.
func (d *database) Describe(to chan<- *prometheus.Desc) {
	for _, desc := range []*prometheus.Desc{d.up, d.seq, d.changed, d.size, d.wal, d.readers, d.busy, d.waits, d.waited} {
		to <- desc
	}
}

// Collect is for the registry, at a scrape.
func (d *database) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), databaseTimeout)
	defer cancel()
	f, err := d.figures(ctx)
	tell := func(desc *prometheus.Desc, kind prometheus.ValueType, value float64) {
		to <- prometheus.MustNewConstMetric(desc, kind, value)
	}
	tell(d.readers, prometheus.GaugeValue, float64(f.Readers))
	tell(d.busy, prometheus.GaugeValue, float64(f.Busy))
	tell(d.waits, prometheus.CounterValue, float64(f.Waits))
	tell(d.waited, prometheus.CounterValue, f.Waited.Seconds())
	if err != nil {
		tell(d.up, prometheus.GaugeValue, 0)
		return
	}
	tell(d.up, prometheus.GaugeValue, 1)
	tell(d.seq, prometheus.GaugeValue, float64(f.Seq))
	tell(d.changed, prometheus.GaugeValue, seconds(f.At))
	tell(d.size, prometheus.GaugeValue, float64(f.Bytes))
	tell(d.wal, prometheus.GaugeValue, float64(f.WAL))
}

func seconds(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
