package timeline_test

import (
	"reflect"
	"strings"
	"testing"

	"example.org/dateline/internal/timeline"
)

// What is read into room that was used before is what is read into none.
func TestNodesInRoomThatWasUsed(t *testing.T) {
	t.Parallel()
	var room timeline.NodeRoom
	long := `[` + strings.Repeat(`{"a":[1,{"b":"c"}],"d":null},`, 5_000) + `0]`
	for _, text := range []string{
		`{"a":[1,2,{"b":true}],"c":{"d":"é","e":[]}}`, `[]`, long, `"one"`, `{"a":1,"a":2}`, `{"a":[1,`, long, `[[1],[2,[3,{"a":{"b":{}}}]],{}]`,
	} {
		want, wrong := timeline.ParseJSON([]byte(text))
		got, err := room.ParseJSON([]byte(text))
		if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(err, wrong) {
			t.Errorf("%.60s is read as %+v, %v, and not as %+v, %v", text, got, err, want, wrong)
		}
	}
}
