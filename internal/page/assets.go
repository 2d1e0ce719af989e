package page

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"path"
	"strings"
	"sync"

	"example.org/dateline/web"
	"example.org/dateline/web/strip"
	"example.org/dateline/web/styles"
)

//go:embed assets
var assetFiles embed.FS

// Asset is a style sheet or script that pages load.
type Asset struct {
	Name  string // with a digest of its text in it, so that it never changes
	Media string
	Text  []byte
}

// bundles are the assets by the name that templates use, and the files that
// each is put together from: those in styles/ and strip/ are shared with the element.
var bundles = map[string][]string{
	"dateline.css": {"styles/tokens.css", "styles/marks.css", "styles/media.css", "dateline.css", "pages.css"},
	"edit.js":      {"dist/dateline-edit.js"},
	"explore.css":  {"explore.css"},
	"edit.css":     {"edit.css", "edit-work.css", "edit-event.css", "edit-publish.css"},
	"page.js":      {"page.js"},
	"passkey.js":   {"passkey.js"},
	"strip.js":     {"strip/strip.js", "strip.js"},
	"event.js":     {"event.js"},
	"known.js":     {"known.js"},
	"docs.js":      {"docs.js"},
	"frame.js":     {"frame.js"},
	"chart.js":     {"chart.js"},
	"mark.svg":     {"mark.svg"},
}

var loadAssets = sync.OnceValue(func() map[string]Asset {
	all := map[string]Asset{}
	for name, files := range bundles {
		var text []byte
		for _, file := range files {
			part, err := readAsset(file)
			if err != nil {
				panic(err) // the files are part of the program
			}
			text = append(text, part...)
		}
		media := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}[path.Ext(name)]
		sum := sha256.Sum256(text)
		base := strings.TrimSuffix(name, path.Ext(name))
		all[name] = Asset{base + "." + hex.EncodeToString(sum[:6]) + path.Ext(name), media, text}
	}
	return all
})

// Icon is the mark of the project as small pictures, for /favicon.ico.
func Icon() []byte {
	text, err := readAsset("favicon.ico")
	if err != nil {
		panic(err) // the file is part of the program
	}
	return text
}

// readAsset reads a file of the pages, one that they share with the element, or one that is built.
func readAsset(file string) ([]byte, error) {
	if file == "strip/strip.js" {
		return strip.Script(), nil
	}
	if file == "dist/dateline-edit.js" {
		return web.Edit, nil
	}
	if shared, is := strings.CutPrefix(file, "styles/"); is {
		return styles.Files.ReadFile(shared)
	}
	return assetFiles.ReadFile("assets/" + file)
}

// FindAsset is the asset with a name, whether its digest is in that or not.
func FindAsset(name string) (Asset, bool) {
	for plain, a := range loadAssets() {
		if a.Name == name || plain == name {
			return a, true
		}
	}
	return Asset{}, false
}

// assetPath is where a page finds an asset.
func assetPath(name string) string { return "/assets/" + loadAssets()[name].Name }
