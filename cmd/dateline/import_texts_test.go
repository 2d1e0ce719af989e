package main

import (
	"strings"
	"testing"
)

const citingStory = `dateline: 1
story: {id: board, title: The harbour board}
sources:
  - {id: minutes, title: Minutes of the board}
events:
  - id: opens
    title: The board meets
    type: meeting
    citations: [{source: minutes, exact: opened at nine}, {source: minutes, exact: closed at noon}]
`

func TestTextsAreHandedOver(t *testing.T) {
	inFolder(t)
	write(t, "board.yaml", citingStory)
	write(t, "minutes.txt", "Minutes\r\nThe chair opened at nine.\r\n")
	write(t, "none.txt", " \n")
	must := func(want string, args ...string) {
		t.Helper()
		code, out, errs := dateline(t, "", args...)
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%v: %d, %s%s, not %q", args, code, out, errs, want)
		}
	}
	refused := func(want string, args ...string) {
		t.Helper()
		if code, out, errs := dateline(t, "", args...); code == 0 || !strings.Contains(errs, want) || strings.Contains(out, "created") {
			t.Errorf("%v: %d, %s%s, not %q", args, code, out, errs, want)
		}
	}
	refused("The text is empty", "import", "--db", "a.db", "board.yaml", "--text", "minutes=none.txt")
	refused("cannot read nofile.txt", "import", "--db", "a.db", "board.yaml", "--text", "minutes=nofile.txt")
	refused("--text takes ID=FILE", "import", "--db", "a.db", "board.yaml", "--text", "minutes.txt")
	refused(`"No" is no id`, "import", "--db", "a.db", "board.yaml", "--text", "No=minutes.txt")
	must("known when the source is in the database", "import", "--db", "a.db", "--dry-run", "board.yaml", "--text", "minutes=minutes.txt")
	const report = "minutes: a text of 34 characters proves 1 citation, of which 1 had no span; 1 lost\nminutes: lost: event opens /citations/1: the words do not stand in the text"
	must("1 event created\n"+report, "import", "--db", "a.db", "board.yaml", "--text", "minutes=minutes.txt")
	must("board: nothing to change\nminutes: a text of 34 characters proves 1 citation, of which 0 had no span; 1 lost", "import", "--db", "a.db", "board.yaml", "--text", "minutes=minutes.txt")
	must("34 characters", "import", "--db", "a.db", "--dry-run", "--text", "minutes=minutes.txt")
	refused("there is no source with this id; import it first", "import", "--db", "a.db", "--text", "other=minutes.txt")
	must("start: 18", "export", "--db", "a.db", "--story", "board", "--format", "story")
}
