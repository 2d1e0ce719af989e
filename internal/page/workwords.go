package page

import "encoding/json"

// Said is what the script of the page says, as JSON, in the page's language.
func (p *Work) Said() (string, error) {
	l := p.Language
	words := map[string]string{
		"saved": l.text("edit.saved_at"), "conflict": l.text("edit.conflict"), "undo": l.text("edit.undo"), "redo": l.text("edit.redo"), "coverage": l.text("edit.coverage"),
		"other": l.count("edit.also_here", 1), "others": l.count("edit.also_here", 3),
	}
	for _, name := range []string{"saving", "waiting", "refused", "signed_out", "none_found", "found", "selected", "uploading", "uploaded", "no_upload"} {
		words[name] = l.text("edit.script." + name)
	}
	text, err := json.Marshal(words)
	return string(text), err
}
