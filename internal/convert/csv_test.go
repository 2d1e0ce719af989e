package convert_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/edtf"
	"example.org/dateline/internal/timeline"
)

// csvText is what a format writes for some records.
func csvText[T any](tb testing.TB, f convert.Format[T], about convert.About, list ...T) string {
	tb.Helper()
	var out bytes.Buffer
	if _, err := f.Write(&out, about, recordsOf(list...)); err != nil {
		tb.Fatal(err)
	}
	return out.String()
}

// csvRows reads a CSV file by the letter of RFC 4180: each row with as many
// cells as the header, each line with CR LF at its end.
func csvRows(tb testing.TB, text string) []map[string]string {
	tb.Helper()
	if !strings.HasSuffix(text, "\r\n") {
		tb.Fatalf("the last line does not end in CR LF:\n%q", text)
	}
	r := csv.NewReader(strings.NewReader(text))
	all, err := r.ReadAll() // refuses rows of another length
	if err != nil {
		tb.Fatalf("%v\n%s", err, text)
	}
	var rows []map[string]string
	for _, cells := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			if _, twice := row[name]; twice {
				tb.Fatalf("two columns %q", name)
			}
			row[name] = cells[i]
		}
		rows = append(rows, row)
	}
	return rows
}

func TestCSVOfTheBundledCall(t *testing.T) {
	t.Parallel()
	doc := bundledDocument(t)
	i := slices.IndexFunc(doc.Events, func(e timeline.Event) bool { return e.ID == "yermak-waltz-call" })
	text := csvText(t, convert.CSVEvents, convert.About{}, doc.Events[i])
	header, _, _ := strings.Cut(text, "\r\n")
	if want := "id,story,title,summary,type,status,verification,date_edtf,date_kind,date_earliest,date_latest,date_latest_start,date_earliest_end,date_precision,date_basis,date_text,date_words," +
		"actors,actor_names,places,place_names,lat,lon,topics,quotes,sources,citations,evidence,relations,language,key,media,codes,external_ids,figures,revision,recorded_at,updated_at,details"; header != want {
		t.Errorf("header %s", header)
	}
	row := csvRows(t, text)[0]
	for name, want := range map[string]string{
		"id": "yermak-waltz-call", "story": "us-ukraine-peace-talks", "type": "call", "status": "occurred", "verification": "reported",
		"title":     "Yermak and Waltz speak by phone about negotiating with Russia",
		"date_edtf": "2025-03-05", "date_earliest": "2025-03-05T00:00:00Z", "date_latest": "2025-03-06T00:00:00Z", "date_precision": "day",
		"date_basis": "stated", "date_text": "On March 5, 2025", "date_words": "5 March 2025",
		"actors":    "andriy-yermak:participant; mike-waltz:participant; kyiv-post:reporter; russia:mentioned",
		"topics":    "peace-talks",
		"quotes":    "kyiv-post: The call was about settling where and when talks with Russia would be held and who would be in the delegations.",
		"sources":   "us-ukraine-forge-path",
		"citations": "us-ukraine-forge-path#594-788; us-ukraine-forge-path#791-919",
		"relations": "follows:white-house-clash; part-of:us-ukraine-discussions",
		"places":    "", "place_names": "", "lat": "", "lon": "", "media": "", "codes": "", "external_ids": "", "figures": "",
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
}

func TestCSVOfOneOfEverything(t *testing.T) {
	t.Parallel()
	row := csvRows(t, csvText(t, convert.CSVEvents, convert.About{}, anEvent("e", "-0043-03-15/..")))[0]
	for name, want := range map[string]string{
		"date_edtf": "-0043-03-15/..", "date_kind": "period", "date_earliest": "-0043-03-15", "date_latest": "", "date_latest_start": "-0043-03-16", "date_earliest_end": "", "date_precision": "interval", "date_words": "from 15 March 44 BC, no end stated",
		"actors": "mike-waltz:initiator; ukraine:target", "actor_names": "Mike Waltz; Ukraine",
		"places": "white-house:location", "place_names": "White House", "lat": "38.8977", "lon": "-77.0365",
		"quotes": `mike-waltz: We want peace, now\; always.`, "media": "https://example.org/p.jpg",
		"language": "uk", "key": "true", "codes": "cameo:040", "external_ids": "gdelt:1234", "figures": "minutes|3||5|min",
		"revision": "1", "recorded_at": "2026-01-02T03:04:05.6Z", "updated_at": "2026-01-02T03:04:05.6Z",
	} {
		if row[name] != want {
			t.Errorf("%s is %q, want %q", name, row[name], want)
		}
	}
}

func TestCSVOfOtherRecords(t *testing.T) {
	t.Parallel()
	check := func(name string, row map[string]string, want map[string]string) {
		t.Helper()
		for column, cell := range want {
			if got, ok := row[column]; !ok || got != cell {
				t.Errorf("%s of the %s is %q, want %q", column, name, got, cell)
			}
		}
	}
	published := timeline.Date{EDTF: edtf.MustParse("2025-03"), Basis: "inferred", Text: "this month"}
	west := -12.5
	check("quote", csvRows(t, csvText(t, convert.CSVQuotes, convert.About{}, anEvent("e", "").Quotes...))[0],
		map[string]string{"id": "e-q", "event": "e", "speaker": "mike-waltz", "about": "ukraine", "addressee": "ukraine", "date_edtf": "2025-03-06", "citations": "", "revision": ""})
	check("actor", csvRows(t, csvText(t, convert.CSVActors, convert.About{}, timeline.Actor{ID: "a", Name: "=A", Kind: "person", Aliases: []string{"one; two", `b\c`},
		Offices:      []timeline.Office{{Title: "Chair | Head", Organization: "o", From: "2020"}, {Title: "Clerk"}},
		Affiliations: []timeline.Affiliation{{Actor: "o", To: "2025"}}}))[0],
		map[string]string{"name": "'=A", "aliases": `one\; two; b\\c`, "offices": `Chair \\| Head|o|2020; Clerk`, "affiliations": "o||2025", "recorded_at": ""})
	check("place", csvRows(t, csvText(t, convert.CSVPlaces, convert.About{}, timeline.Place{ID: "p", Name: "-P", Kind: "city", Lat: &west, Lon: &west, Parent: "q"}))[0],
		map[string]string{"name": "'-P", "lat": "-12.5", "lon": "-12.5", "parent": "q"})
	check("source", csvRows(t, csvText(t, convert.CSVSources, convert.About{}, timeline.Source{ID: "s", Title: "T", Published: &published, Length: 7,
		Notes: []timeline.Note{{Text: "a; b"}, {Text: "c"}}, NotFactual: []timeline.Citation{{Source: "s", Start: 1, End: 5}}}))[0],
		map[string]string{"published_edtf": "2025-03", "published_words": "March 2025", "published_basis": "inferred", "length": "7", "notes": `a\; b; c`, "not_factual": "s#1-5"})
}

// TestNoCellRunsAsAFormula looks at a file as spreadsheets do that part cells
// at commas, semicolons or tabs.
func TestNoCellRunsAsAFormula(t *testing.T) {
	t.Parallel()
	payloads := []string{"=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "\u00A0=1", "\u200B=1", "\u3000=1", "＝1+1", "＋1", "－1", "＠A1", "'=1", "''=1", "' =1",
		`=cmd|'/C calc'!A0`, `=HYPERLINK("http://evil.test";"x")`, "fine;=1+1", "fine; =1+1", "fine\t=1+1", "fine\n=1+1", "fine\r\n-1", `fine";=1`, "&;=1", "&#61;=1", "==1", ";;=1", "a,=1", `a",=1`, `",=1`}
	for _, p := range slices.Concat(payloads, hostile) {
		e := anEvent("e", "-0043")
		e.Title, e.Summary, e.Date.Text = p, p, p
		e.Actors[0].Name, e.Places[0].Name = p, p
		e.Quotes[0].Text = p
		e.Media[0].Alt, e.Media[0].Caption, e.Media[0].Credit = p, p, p
		for _, f := range []convert.Format[timeline.Event]{convert.CSVEvents, convert.TimelineJSCSVEvents} {
			text := csvText(t, f, convert.About{Title: p}, e)
			for _, row := range csvRows(t, text) {
				for name, cell := range row {
					checkHarmless(t, f.Name, name, cell)
				}
			}
			text = strings.ReplaceAll(text, "\r\n-44,", "\r\n") // a year BC, which is ours
			for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(";\t\r\n", r) }) {
				checkHarmless(t, f.Name, "cell between other separators", strings.TrimLeft(part, `"`))
			}
		}
	}
}

func checkHarmless(t *testing.T, format, column, cell string) {
	t.Helper()
	switch column {
	case "lat", "lon", "Year", "End Year", "date_edtf", "date_earliest", "date_latest":
		return
	}
	trimmed := strings.TrimLeftFunc(cell, func(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) })
	if trimmed != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(trimmed)[0]) || cell != "" && strings.ContainsRune("\t\r\n", rune(cell[0])) {
		t.Errorf("%s: the %s %q would run", format, column, cell)
	}
}

func FuzzPlainCell(f *testing.F) {
	for _, seed := range []string{"", "=1", "'=1", "''\t-", "a;=1", "a; '+1\n@", "it's", "' =", "\t", "'\t'", "x;'\u200B=", "＝"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		safe := convert.SafeCell(s)
		if got := convert.PlainCell(safe); got != s {
			t.Errorf("%q became %q and came back as %q", s, safe, got)
		}
		checkHarmless(t, "csv", "cell", safe)
	})
}

func FuzzSplitList(f *testing.F) {
	f.Add("", "", "", uint8(0))
	f.Add("a; b", `\`, "; ", uint8(3))
	f.Add(" a", ";", `\;`, uint8(2))
	f.Add("|", `\|`, "", uint8(1))
	f.Fuzz(func(t *testing.T, a, b, c string, n uint8) {
		items := []string{a, b, c}[:n%4]
		if got := convert.SplitList(convert.JoinList(items)); !slices.Equal(got, items) {
			t.Errorf("%q became %q and came back as %q", items, convert.JoinList(items), got)
		}
		for len(items) > 0 && items[len(items)-1] == "" {
			items = items[:len(items)-1]
		}
		if got := convert.SplitFields(convert.JoinFields(items...)); !slices.Equal(got, items) {
			t.Errorf("fields %q became %q and came back as %q", items, convert.JoinFields(items...), got)
		}
	})
}

func TestSplitListOfAPerson(t *testing.T) {
	t.Parallel()
	for cell, want := range map[string][]string{
		"": nil, "a": {"a"}, "a;b": {"a", "b"}, "a; b": {"a", "b"}, "a;  b": {"a", " b"}, `a\;b`: {"a;b"}, `a\\;b`: {`a\`, "b"}, `a\x`: {"ax"}, `\`: {""}, "; ": {"", ""}, ";": {"", ""},
	} {
		if got := convert.SplitList(cell); !slices.Equal(got, want) {
			t.Errorf("%q is %q, want %q", cell, got, want)
		}
	}
}

// TestCSVKeepsEveryText reads back texts that are hard to spell.
func TestCSVKeepsEveryText(t *testing.T) {
	t.Parallel()
	texts := slices.Concat(hostile, []string{"\"", `""`, `a"b`, ",", "\r", "a\rb", "שלום, עולם", "\u202Ertl", "a\u2028b", "'", "<b>&amp;</b>"})
	for seed := range 300 {
		texts = append(texts, generator{rand.New(rand.NewPCG(uint64(seed), 9))}.text())
	}
	for _, s := range texts {
		e := timeline.Event{ID: "e", Title: s, Summary: s, Topics: []string{"a", "b"}, Quotes: []timeline.Quote{{Speaker: "x", Text: s}, {Speaker: "y", Text: s}}}
		row := csvRows(t, csvText(t, convert.CSVEvents, convert.About{}, e))[0]
		want := strings.ReplaceAll(s, "\r\n", "\n") // the reader of the standard library does that
		if got := convert.PlainCell(row["title"]); got != want {
			t.Errorf("%q came back as %q", s, got)
		}
		if got := convert.SplitList(convert.PlainCell(row["quotes"])); !slices.Equal(got, []string{"x: " + want, "y: " + want}) {
			t.Errorf("the quotes %q came back as %q", s, got)
		}
	}
}

func TestCSVByteOrderMark(t *testing.T) {
	t.Parallel()
	for _, f := range []convert.Format[timeline.Event]{convert.CSVEvents, convert.TimelineJSCSVEvents} {
		with := csvText(t, f, convert.About{Options: convert.Options{BOM: true}}, anEvent("e", "2025"))
		without := csvText(t, f, convert.About{}, anEvent("e", "2025"))
		if with != "\uFEFF"+without || strings.HasPrefix(without, "\uFEFF") {
			t.Errorf("%s: with a byte order mark %q, without %q", f.Name, with[:9], without[:9])
		}
	}
}

// TestTablesBreakOff sees that an error of the records, or of the writer, is
// passed on, and that no document then looks whole that has an end.
func TestTablesBreakOff(t *testing.T) {
	t.Parallel()
	for _, f := range []convert.Format[timeline.Event]{convert.CSVEvents, convert.NDJSONEvents, convert.TimelineJSEvents, convert.TimelineJSCSVEvents} {
		var out bytes.Buffer
		if _, err := f.Write(&out, convert.About{}, brokenAfter(anEvent("e", "2025"))); !errors.Is(err, errBroken) {
			t.Errorf("%s: %v", f.Name, err)
		}
		if bytes.HasSuffix(bytes.TrimSpace(out.Bytes()), []byte("}")) && f.Name == "timelinejs" {
			t.Errorf("%s looks whole: %s", f.Name, out.Bytes())
		}
		full := &fullDisk{room: 100_000}
		read := 0
		_, err := f.Write(full, convert.About{}, func(yield func(*timeline.Event, error) bool) {
			for e := anEvent("e", "2025"); yield(&e, nil); {
				read++
			}
		})
		if !errors.Is(err, errDiskFull) || read > 10_000 {
			t.Errorf("%s: %v after %d records", f.Name, err, read)
		}
	}
}

var errDiskFull = errors.New("no space left")

type fullDisk struct{ room int }

func (d *fullDisk) Write(b []byte) (int, error) {
	if d.room -= len(b); d.room < 0 {
		return 0, errDiskFull
	}
	return len(b), nil
}

// TestTablesStream writes many records and looks at what is still held.
func TestTablesStream(t *testing.T) {
	const records = 50_000
	for _, f := range []convert.Format[timeline.Event]{convert.CSVEvents, convert.NDJSONEvents} {
		var most, base uint64
		var stats runtime.MemStats
		n := 0
		runtime.GC()
		runtime.ReadMemStats(&stats)
		base = stats.HeapAlloc
		e := anEvent("e", "2025-03-05")
		_, err := f.Write(io.Discard, convert.About{}, func(yield func(*timeline.Event, error) bool) {
			for ; n < records && yield(&e, nil); n++ {
				if n%10_000 == 9_999 {
					runtime.GC()
					runtime.ReadMemStats(&stats)
					most = max(most, stats.HeapAlloc)
				}
			}
		})
		if err != nil || n != records || most > base+(8<<20) {
			t.Errorf("%s: %v; %d records, %d bytes held beyond the %d before", f.Name, err, n, most-base, base)
		}
	}
}
