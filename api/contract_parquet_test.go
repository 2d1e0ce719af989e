package api_test

import (
	"bytes"
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"example.org/dateline/api"
	"example.org/dateline/internal/store/storetest"
)

const parquetMedia = "application/vnd.apache.parquet"

var columnRow = regexp.MustCompile("(?m)^\\| `.*\\|$")

// TestParquetColumnsAreTrue compares the columns that the contract describes,
// in lieu of an example, with those of the file that a server sends.
func TestParquetColumnsAreTrue(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).parquetComplaints(t, api.New(storetest.Bundled(t), api.Config{})))
}

func (c *contract) parquetComplaints(t *testing.T, h http.Handler) []string {
	t.Helper()
	var list []string
	for _, op := range c.operations() {
		described, ok := c.at("paths", op.path, "get", "responses", "200", "content", parquetMedia, "schema", "description").(string)
		if !ok {
			continue
		}
		want := columnRow.FindAllString(described, -1)
		got := parquetColumns(t, ask(t, h, http.MethodGet, with(op.target(t), "format", "parquet")).Body.Bytes())
		if !slices.Equal(got, want) {
			list = append(list, fmt.Sprintf("%s sends in Parquet\n%s\nand the contract describes\n%s", op.path, strings.Join(got, "\n"), strings.Join(want, "\n")))
		}
	}
	return list
}

// parquetColumns are the rows of a table that describes a file's columns.
func parquetColumns(t *testing.T, file []byte) []string {
	t.Helper()
	f, err := parquet.OpenFile(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, field := range f.Schema().Fields() {
		rows = append(rows, "| `"+field.Name()+"` | "+inWords(t, field)+" |")
	}
	return rows
}

// inWords says what the values of a column are.
func inWords(t *testing.T, n parquet.Node) string {
	t.Helper()
	words := valueInWords(t, n)
	if n.Optional() {
		return "null or " + words
	}
	return words
}

func valueInWords(t *testing.T, n parquet.Node) string {
	t.Helper()
	kind := n.Type().String()
	switch words := columnWords[kind]; {
	case n.Leaf() && words == "":
		t.Fatalf("the contract has no word for %s", kind)
	case n.Leaf():
		return words
	case kind == "LIST":
		return "list of " + inWords(t, n.Fields()[0].Fields()[0])
	}
	var names []string
	for _, field := range n.Fields() {
		names = append(names, "`"+field.Name()+"`")
	}
	return "record of " + strings.Join(names, ", ")
}

// columnWords are what the contract calls the types of Parquet.
var columnWords = map[string]string{
	"STRING": "text", "BOOLEAN": "true or false", "DOUBLE": "number", "INT(64,true)": "integer", "INT64": "integer",
	"TIMESTAMP(isAdjustedToUTC=true,unit=MICROS)": "timestamp",
}
