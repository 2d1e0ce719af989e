package convert

// The formats under test in package convert_test.
var (
	CSVEvents           = csvEvents
	CSVQuotes           = csvQuotes
	CSVActors           = csvActors
	CSVPlaces           = csvPlaces
	CSVSources          = csvSources
	NDJSONEvents        = ndjsonEvents
	NDJSONQuotes        = ndjsonQuotes
	NDJSONActors        = ndjsonActors
	NDJSONPlaces        = ndjsonPlaces
	NDJSONSources       = ndjsonSources
	TimelineJSEvents    = timelineJSEvents
	TimelineJSCSVEvents = timelineJSCSVEvents

	SafeCell          = safeCell
	SafeHTML          = safeHTML
	TimelineJSColumns = timelineJSColumns
)
