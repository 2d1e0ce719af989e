package api_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/api"
	"example.org/dateline/api/media"
	"example.org/dateline/api/pages"
	"example.org/dateline/internal/store"
	"example.org/dateline/internal/timeline"
)

// records are the types, most of them of records, whose JSON a schema of the contract describes.
var records = map[string]reflect.Type{
	"Actor":          reflect.TypeFor[timeline.Actor](),
	"Affiliation":    reflect.TypeFor[timeline.Affiliation](),
	"Aggregate":      reflect.TypeFor[api.Aggregated](),
	"Bucket":         reflect.TypeFor[api.Bucket](),
	"Change":         reflect.TypeFor[timeline.Change](),
	"Citation":       reflect.TypeFor[timeline.Citation](),
	"Counts":         reflect.TypeFor[timeline.Counts](),
	"Event":          reflect.TypeFor[timeline.Event](),
	"FacetValue":     reflect.TypeFor[api.FacetValue](),
	"FieldChange":    reflect.TypeFor[timeline.FieldChange](),
	"Figure":         reflect.TypeFor[timeline.Figure](),
	"Histogram":      reflect.TypeFor[api.Histogram](),
	"Holdings":       reflect.TypeFor[timeline.Holdings](),
	"LostCitation":   reflect.TypeFor[api.LostCitation](),
	"Media":          reflect.TypeFor[timeline.Media](),
	"NetworkEdge":    reflect.TypeFor[api.NetworkEdge](),
	"NetworkNode":    reflect.TypeFor[api.NetworkNode](),
	"Note":           reflect.TypeFor[timeline.Note](),
	"OEmbed":         reflect.TypeFor[pages.OEmbed](),
	"Office":         reflect.TypeFor[timeline.Office](),
	"Participant":    reflect.TypeFor[timeline.Participant](),
	"Place":          reflect.TypeFor[timeline.Place](),
	"Quote":          reflect.TypeFor[timeline.Quote](),
	"Relation":       reflect.TypeFor[timeline.Relation](),
	"Removal":        reflect.TypeFor[api.Removal](),
	"Retraction":     reflect.TypeFor[timeline.Retraction](),
	"RecordRevision": reflect.TypeFor[timeline.Revision](),
	"Snippet":        reflect.TypeFor[timeline.Snippet](),
	"Source":         reflect.TypeFor[timeline.Source](),
	"Span":           reflect.TypeFor[timeline.TextRange](),
	"Story":          reflect.TypeFor[timeline.Story](),
	"TextReport":     reflect.TypeFor[api.TextReport](),
	"MergeReport":    reflect.TypeFor[api.MergeReport](),
	"Picture":        reflect.TypeFor[media.Answer](),
	"Topic":          reflect.TypeFor[timeline.Topic](),
	"Warning":        reflect.TypeFor[timeline.Warning](),
	"Venue":          reflect.TypeFor[timeline.Venue](),
}

// fileRecords are the types as a story file has them.
var fileRecords = map[string]reflect.Type{
	"StoryFile":      reflect.TypeFor[timeline.Document](),
	"FileActor":      reflect.TypeFor[timeline.Actor](),
	"FileEvent":      reflect.TypeFor[timeline.Event](),
	"FilePlace":      reflect.TypeFor[timeline.Place](),
	"FileQuote":      reflect.TypeFor[timeline.Quote](),
	"FileRetraction": reflect.TypeFor[timeline.Retraction](),
	"FileSource":     reflect.TypeFor[timeline.Source](),
	"FileStory":      reflect.TypeFor[timeline.Story](),
}

// elsewhere are the schemas that no type of the domain stands behind, and what
// holds each to the code instead.
var elsewhere = map[string]string{
	"AggregateRow":     "the answers of /v1/events/aggregate: its members are named by the question",
	"ChangePage":       "the answers of /v1/changes",
	"CountsByResource": "the answers of imports",
	"ImportReport":     "the answers of imports",
	"MergePatch":       "it may have any member",
	"NewMerge":         "TestMergeRefusals",
	"Origin":           "it may have any member",
	"NewEventQuote":    "NewQuote, but for the event",
	"Reject":           "the answers of imports",
	"Date":             "TestDateIsThatOfTheContract",
	"Erasure":          "the answers of erasures",
	"NewErasure":       "TestErasingIsRefused",
	"Facets":           "TestVocabulariesAreThoseOfTheContract",
	"QuoteFacets":      "TestVocabulariesAreThoseOfTheContract",
	"Fault":            "the answers to bad records",
	"GeoJson":          "the readers of internal/convert's tests",
	"Health":           "the answers of /healthz",
	"Index":            "the answer of /v1",
	"Included":         "TestVocabulariesAreThoseOfTheContract",
	"JsonFeed":         "the readers of internal/convert's tests",
	"JsonLd":           "the readers of internal/convert's tests",
	"Links":            "the answers of every list",
	"Network":          "the answers of every network",
	"Page":             "the answers of every list",
	"Problem":          "the answers of every failure",
	"Readiness":        "the answers of /readyz",
	"TimelineJS":       "the readers of internal/convert's tests",
	"NewEventFields":   "the form of an event below /edit",
	"WorkConflict":     "the answers of what is below /edit",
	"WorkState":        "as above",
	"WorkStep":         "as above",
}

// inputs are the records as they are written.
var inputs = map[string]reflect.Type{
	"NewActor":  reflect.TypeFor[timeline.Actor](),
	"NewEvent":  reflect.TypeFor[timeline.Event](),
	"NewPlace":  reflect.TypeFor[timeline.Place](),
	"NewQuote":  reflect.TypeFor[timeline.Quote](),
	"NewSource": reflect.TypeFor[timeline.Source](),
	"NewStory":  reflect.TypeFor[timeline.Story](),
}

func TestFieldsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).fieldComplaints())
}

func (c *contract) fieldComplaints() []string {
	var list []string
	for name, record := range records {
		all, required := jsonFields(record)
		list = append(list, c.compareFields(name, all, required)...)
	}
	for name, record := range fileRecords {
		all, required := taggedFields(record, "yaml")
		list = append(list, c.compareFields(name, all, required)...)
	}
	for name, record := range inputs {
		all, _ := jsonFields(record)
		all = slices.DeleteFunc(all, func(field string) bool {
			return slices.Contains([]string{"retracted", "revision", "recorded_at", "updated_at"}, field)
		})
		for _, complaint := range compare("the field", "the code", "openapi.yaml", all, c.names("components", "schemas", name, "properties")) {
			list = append(list, name+": "+complaint)
		}
	}
	for _, name := range c.names("components", "schemas") {
		schema, _ := c.at("components", "schemas", name).(map[string]any)
		if schema["type"] != "object" || records[name] != nil || fileRecords[name] != nil || inputs[name] != nil {
			continue
		}
		whole, partial := strings.CutPrefix(name, "Partial")
		stored, written := strings.CutPrefix(name, "Written")
		switch {
		case written:
			all := append(slices.Clone(c.names("components", "schemas", stored, "properties")), "warnings")
			list = append(list, c.compareFields(name, all, c.words("components", "schemas", stored, "required"))...)
		case partial:
			list = append(list, c.compareFields(name, c.names("components", "schemas", whole, "properties"), []string{"id"})...)
		case strings.HasSuffix(name, "List") && records[singular(name)] != nil:
		case elsewhere[name] == "":
			list = append(list, "the schema "+name+" belongs to no type that this test knows")
		}
	}
	slices.Sort(list)
	return list
}

func singular(list string) string {
	return strings.NewReplacer("Storie", "Story").Replace(strings.TrimSuffix(list, "List"))
}

func (c *contract) compareFields(schema string, all, required []string) []string {
	var list []string
	for what, sides := range map[string][2][]string{
		"field":          {all, c.names("components", "schemas", schema, "properties")},
		"required field": {required, c.words("components", "schemas", schema, "required")},
	} {
		for _, complaint := range compare("the "+what, "the code", "openapi.yaml", sides[0], sides[1]) {
			list = append(list, schema+": "+complaint)
		}
	}
	if closed := c.at("components", "schemas", schema, "unevaluatedProperties"); closed != false {
		list = append(list, schema+" does not say that it has no other fields")
	}
	return list
}

// TestDateIsThatOfTheContract looks at what dates marshal to, since their
// shape is nobody else's business.
func TestDateIsThatOfTheContract(t *testing.T) {
	t.Parallel()
	text, err := json.Marshal(timeline.Date{Basis: "unknown"})
	if err != nil {
		t.Fatal(err)
	}
	var fields map[string]any
	if err := json.Unmarshal(text, &fields); err != nil {
		t.Fatal(err)
	}
	names := slices.Sorted(maps.Keys(fields))
	report(t, theContract(t).compareFields("Date", names, names))
}

func TestFieldsParametersListTheFields(t *testing.T) {
	t.Parallel()
	c := theContract(t)
	for name, want := range map[string][]string{
		"Actor": timeline.FieldNames(new(timeline.Actor)), "Event": timeline.FieldNames(new(timeline.Event)),
		"Place": timeline.FieldNames(new(timeline.Place)), "Quote": timeline.FieldNames(new(timeline.Quote)),
		"Source": timeline.FieldNames(new(timeline.Source)), "Story": timeline.FieldNames(new(timeline.Story)),
		"Topic": timeline.FieldNames(new(timeline.Topic)),
	} {
		if got := c.words("components", "parameters", name+"Fields", "schema", "items", "enum"); !slices.Equal(got, want) {
			t.Errorf("%sFields takes %q in the contract, and %q in the code", name, got, want)
		}
	}
}

// TestVocabulariesAreThoseOfTheContract compares every closed list of words.
func TestVocabulariesAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).vocabularyComplaints())
}

func (c *contract) vocabularyComplaints() []string {
	var list []string
	complain := func(format string, args ...any) { list = append(list, fmt.Sprintf(format, args...)) }
	for at, want := range map[string][]string{
		"components/schemas/ActorKind/enum":                        timeline.ActorKinds,
		"components/schemas/Change/properties/action/enum":         timeline.Actions,
		"components/schemas/Change/properties/entity/enum":         timeline.Resources,
		"components/schemas/Removal/properties/reason/enum":        store.Gone,
		"components/schemas/RecordRevision/properties/action/enum": timeline.Actions,
		"components/schemas/Date/properties/basis/enum":            timeline.Bases,
		"components/schemas/Date/properties/kind/enum":             timeline.DateKinds,
		"components/schemas/Event/properties/status/enum":          timeline.Statuses,
		"components/schemas/Event/properties/verification/enum":    timeline.Verifications,
		"components/schemas/Participant/properties/role/enum":      timeline.ActorRoles,
		"components/schemas/Quote/properties/kind/enum":            timeline.QuoteKinds,
		"components/schemas/Relation/properties/type/enum":         timeline.RelationTypes,
		"components/schemas/Story/properties/visibility/enum":      timeline.Visibilities,
		"components/schemas/Venue/properties/role/enum":            timeline.PlaceRoles,
		"components/parameters/Match/schema/enum":                  timeline.Matches,
		"components/parameters/Undated/schema/enum":                timeline.Undateds,
		"paths/~1v1~1events/get/parameters/order/schema/enum":      timeline.Orders,
		"paths/~1v1~1events/get/parameters/include/schema/items":   timeline.Includes,

		"paths/~1v1~1quotes/get/parameters/order/schema/enum": timeline.QuoteOrders,

		"paths/~1v1~1changes/get/parameters/entity/schema/items":            timeline.Resources,
		"paths/~1v1~1changes/get/parameters/action/schema/items":            timeline.Actions,
		"paths/~1v1~1quotes~1facets/get/parameters/by/schema/items":         timeline.QuoteFacets,
		"paths/~1v1~1events~1facets/get/parameters/by/schema/items":         timeline.Facets,
		"paths/~1v1~1events~1histogram/get/parameters/by/schema/enum":       timeline.Facets,
		"paths/~1v1~1events~1histogram/get/parameters/interval/schema/enum": timeline.HistogramIntervals,
		"paths/~1v1~1events~1aggregate/get/parameters/group/schema/items":   timeline.Groups,
		"components/schemas/Histogram/properties/interval/enum":             timeline.Intervals,
		"components/schemas/Aggregate/properties/interval/enum":             timeline.Intervals,
		"components/schemas/AggregateRow/properties/interval/enum":          timeline.Intervals,
	} {
		if got := c.wordsAt(at); !slices.Equal(got, want) {
			complain("%s is %q in the contract, and %q in the code", at, got, want)
		}
	}
	if got := c.names("components", "schemas", "Included", "properties"); len(compare("", "", "", got, timeline.Includes)) > 0 {
		complain("Included has %q, and include takes %q", got, timeline.Includes)
	}
	if got := c.names("components", "schemas", "Facets", "properties", "data", "properties"); len(compare("", "", "", got, timeline.Facets)) > 0 {
		complain("Facets has %q, and by takes %q", got, timeline.Facets)
	}
	if got := c.names("components", "schemas", "QuoteFacets", "properties", "data", "properties"); len(compare("", "", "", got, timeline.QuoteFacets)) > 0 {
		complain("QuoteFacets has %q, and by takes %q", got, timeline.QuoteFacets)
	}
	for parameter, words := range map[string][]string{"role": timeline.ActorRoles, "status": timeline.Statuses, "verification": timeline.Verifications} {
		one := "(" + strings.Join(words, "|") + ")"
		if got, want := c.parameterSchema("/v1/events", parameter)["items"].(map[string]any)["pattern"], "^!?"+one+"(,"+one+")*$"; got != want {
			complain("the parameter %s has the pattern %s, and the code makes %s", parameter, got, want)
		}
	}
	description := c.at("components", "schemas", "Event").(map[string]any)["properties"].(map[string]any)["type"].(map[string]any)["description"].(string)
	if core := strings.Join(timeline.EventTypes, ", "); !strings.Contains(strings.Join(strings.Fields(description), " "), core) {
		complain("the description of Event.type does not list %s", core)
	}
	return list
}

// wordsAt is an enum. A name after parameters/ is that of a parameter of the
// operation, and items stands for its enum.
func (c *contract) wordsAt(at string) []string {
	if path, rest, ok := strings.Cut(at, "/get/parameters/"); ok {
		name, _, _ := strings.Cut(rest, "/")
		schema := c.parameterSchema(pointerSteps("#/" + path)[1], name)
		if items, ok := schema["items"].(map[string]any); ok {
			schema = items
		}
		return texts(schema["enum"])
	}
	return c.words(pointerSteps("#/" + at)...)
}

func texts(list any) []string {
	var words []string
	for _, w := range list.([]any) {
		words = append(words, fmt.Sprint(w))
	}
	return words
}

func (c *contract) parameterSchema(path, name string) map[string]any {
	list, _ := c.at("paths", path, "get", "parameters").([]any)
	for _, p := range list {
		if object, _ := c.resolve(p).(map[string]any); object["name"] == name {
			schema, _ := c.resolve(object["schema"]).(map[string]any)
			return schema
		}
	}
	return nil
}

// TestBoundsAreThoseOfTheContract compares the numbers.
func TestBoundsAreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	report(t, theContract(t).boundComplaints())
}

func (c *contract) boundComplaints() []string {
	var list []string
	for at, want := range map[string]int{
		"components/parameters/Limit/schema/maximum":                timeline.MaxLimit,
		"components/parameters/Limit/schema/default":                timeline.DefaultLimit,
		"components/parameters/FacetLimit/schema/maximum":           timeline.MaxLimit,
		"components/parameters/FacetLimit/schema/default":           timeline.DefaultFacetValues,
		"components/parameters/NetworkLimit/schema/maximum":         timeline.MaxLimit,
		"components/parameters/NetworkLimit/schema/default":         timeline.DefaultLimit,
		"components/schemas/Histogram/properties/data/maxItems":     timeline.MaxBuckets,
		"components/schemas/Aggregate/properties/data/maxItems":     timeline.MaxCells,
		"components/parameters/Top/schema/maximum":                  timeline.MaxLimit,
		"components/parameters/Measure/schema/maxItems":             timeline.MaxMeasures,
		"components/schemas/Bucket/properties/by/maxProperties":     timeline.MaxSeries,
		"components/parameters/SeriesLimit/schema/maximum":          timeline.MaxSeries,
		"components/parameters/SeriesLimit/schema/default":          timeline.DefaultSeries,
		"components/schemas/SlugClauses/maxItems":                   timeline.MaxRepeats,
		"components/schemas/SlugClauses/items/maxLength":            timeline.MaxValue,
		"components/schemas/SearchText/maxLength":                   timeline.MaxValue,
		"components/schemas/Slug/maxLength":                         timeline.MaxID,
		"components/schemas/Title/maxLength":                        timeline.MaxTitle,
		"components/schemas/Event/properties/summary/maxLength":     timeline.MaxSummary,
		"components/schemas/Story/properties/summary/maxLength":     timeline.MaxSummary,
		"components/schemas/Quote/properties/text/maxLength":        timeline.MaxText,
		"components/schemas/StoryFile/properties/dateline/const":    timeline.DocumentVersion,
		"components/schemas/Actor/properties/description/maxLength": timeline.MaxSummary,
	} {
		if got := fmt.Sprint(c.at(pointerSteps("#/" + at)...)); got != fmt.Sprint(want) {
			list = append(list, fmt.Sprintf("%s is %s in the contract, and %d in the code", at, got, want))
		}
	}
	for parameter, want := range map[string]int{"Interval": timeline.MaxBuckets} {
		if text, _ := c.at("components", "parameters", parameter, "description").(string); !strings.Contains(text, fmt.Sprintf(" %d ", want)) {
			list = append(list, fmt.Sprintf("the description of %s does not say %d", parameter, want))
		}
	}
	slug := regexp.MustCompile(c.at("components", "schemas", "Slug", "pattern").(string))
	for _, s := range []string{"a", "0.a_b-c", "-a", "A", "", "a b", "é", strings.Repeat("a", 128), strings.Repeat("a", 129), "a\n"} {
		if slug.MatchString(s) != timeline.IsSlug(s) {
			list = append(list, fmt.Sprintf("the contract and the code disagree on whether %q is a slug", s))
		}
	}
	return list
}
