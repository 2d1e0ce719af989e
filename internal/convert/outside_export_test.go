package convert

import "example.org/dateline/internal/timeline"

// The formats under test in package convert_test.
var (
	OutsideEvents  = []Format[timeline.Event]{jsonldEvents, geojsonEvents, icsEvents, atomEvents, jsonfeedEvents, parquetEvents}
	OutsideQuotes  = []Format[timeline.Quote]{jsonldQuotes, atomQuotes, jsonfeedQuotes, parquetQuotes}
	OutsideActors  = []Format[timeline.Actor]{jsonldActors, parquetActors}
	OutsidePlaces  = []Format[timeline.Place]{jsonldPlaces, geojsonPlaces, parquetPlaces}
	OutsideSources = []Format[timeline.Source]{jsonldSources, parquetSources}
	OutsideStories = []Format[timeline.Story]{jsonldStories, parquetStories}
	OutsideTopics  = []Format[timeline.Topic]{jsonldTopics, parquetTopics}
)
