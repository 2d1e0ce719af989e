package convert

import (
	"strconv"
	"strings"
	"testing"
)

func TestKnownIDsAreBounded(t *testing.T) {
	t.Parallel()
	var k knownIDs
	for i := range 3*rememberedIDs + 5 {
		if first, known := k.add("event", strconv.Itoa(i), i+1, []byte("a")); known {
			t.Fatalf("%d is known from line %d", i, first)
		}
		if n := len(k.now) + len(k.before); n > 2*rememberedIDs {
			t.Fatalf("%d ids are remembered", n)
		}
	}
	for _, back := range []int{0, rememberedIDs - 1} {
		i := 3*rememberedIDs + 4 - back
		if first, known := k.add("event", strconv.Itoa(i), 9, []byte("b")); !known || first != i+1 {
			t.Errorf("%d back: known %v, from line %d", back, known, first)
		}
	}
	if _, known := k.add("actor", strconv.Itoa(3*rememberedIDs), 9, []byte("b")); known {
		t.Error("an actor has the id of an event")
	}
	if _, known := k.add("event", "0", 9, []byte("b")); known {
		t.Error("the first of very many is remembered")
	}
}

func TestRepeatedIDInOneFile(t *testing.T) {
	t.Parallel()
	const text = `{"entity":"story","id":"dup","title":"Dup"}
{"id":"dup-7","title":"Seven","type":"other","date":"2013-11-12"}
{"id":"dup-7","title":"Seven","type":"other","date":"2014-01-01"}
{"entity":"actor","id":"dup-7","name":"Seven","kind":"group"}
{"entity":"actor","id":"dup-7","name":"Seven","kind":"group"}
`
	var read, refused []string
	for line, err := range ReadNDJSON(strings.NewReader(text)) {
		if err != nil {
			refused = append(refused, err.Error())
			continue
		}
		read = append(read, line.Entity+" "+strconv.Itoa(line.Line))
	}
	if got := strings.Join(read, ", "); got != "story 1, event 2, actor 4, actor 5" {
		t.Errorf("read %s", got)
	}
	const want = `3:7: the document: the event "dup-7" is in the file already, at line 2: leave one of them out`
	if len(refused) != 1 || refused[0] != want {
		t.Errorf("refused %q, want %q", refused, want)
	}
}
