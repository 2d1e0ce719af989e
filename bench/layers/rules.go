package layers

// garbage is the collector's own time, and what those who allocate do for it.
var garbage = Rule{"garbage collected", []string{"runtime.gcBgMarkWorker", "runtime.gcAssistAlloc", "runtime.gcStart", "runtime.bgsweep", "runtime.bgscavenge", "runtime.gcMarkDone", "runtime.deductSweepCredit"}}

// helpers run statements for whoever calls them, and are of no layer themselves.
var helpers = Rule{"", []string{"internal/store/sql.go"}}

// Request is how the time of an answer is parted, from what is asked last to what is
// asked first.
var Request = []Rule{
	garbage,
	{"documents fetched", []string{"internal/store/record.go"}},
	{"keys found, in the index", []string{"internal/columns/", "internal/store/index.go", "internal/store/index_query.go", "internal/store/index_count.go", "internal/store/index_names.go"}},
	{"the version of the data", []string{"internal/store/head.go", "internal/store/versions.go", "internal/store/store.go", "internal/store/changes.go"}},
	{"the transaction", []string{"internal/store/view.go"}},
	{"the query planned", []string{"internal/store/"}},
	{"answers kept", []string{"internal/httpserver/kept.go", "internal/httpserver/flight.go", "github.com/maypok86/otter"}},
	{"the body written to the socket", []string{"internal/httpserver/wire.go"}},
	{"the body put together", []string{"api/page.go", "internal/httpserver/answer.go"}},
	{"parameters, tag, cursor and links", []string{"api/", "internal/timeline/", "internal/edtf/", "internal/httpserver/etag.go", "internal/httpserver/cursor.go", "internal/httpserver/parameters.go", "internal/httpserver/precondition.go"}},
	{"the line in the log, and metrics", []string{"cmd/dateline/log.go", "internal/metrics/", "internal/httpserver/observer.go", "log/slog."}},
	{"middleware and admission", []string{"internal/httpserver/", "internal/admission/", "cmd/dateline/", "github.com/gin-gonic", "github.com/klauspost"}},
	{"net/http", []string{"net/http."}},
}

// Import is how the time of an import is parted.
var Import = []Rule{
	garbage,
	{"the file read, its JSON decoded", []string{"internal/convert/", "internal/timeline/json.go", "internal/timeline/decode.go", "internal/intake/"}},
	{"words for the search", []string{"internal/store/lexicon.go", "internal/timeline/words.go", "internal/stem/", "internal/store/letters.go"}},
	{"documents encoded", []string{"internal/timeline/jsonwriter.go", "internal/timeline/encode.go"}},
	{"rows inserted", []string{"internal/store/inserts.go", "internal/store/insert_dialects.go", "internal/store/behind.go"}},
	{"indexes made at the end", []string{"internal/store/deferred.go", "internal/store/deferred_dialects.go", "internal/store/heaps.go"}},
	{"batches ended, the log written back", []string{"internal/store/update.go", "internal/store/checkpoint.go"}},
	{"links, dates, grades and tallies", []string{"internal/store/event_links.go", "internal/store/spans.go", "internal/store/grade.go", "internal/store/tally.go", "internal/store/closure.go", "internal/store/touched.go", "internal/store/filed.go"}},
	{"checks, revisions and the rest of the store", []string{"internal/store/", "internal/timeline/", "internal/edtf/"}},
}
