package page

import (
	"fmt"
	"html/template"
	"maps"
	"slices"
	"sync"
	"text/template/parse"
)

// sets are the templates of each page in each language, by setKey, each made when it is
// first asked for. Escaping changes templates, so that no two pages share any: a set has
// those that its page calls, and no others.
var sets sync.Map

// setKey tells a set: its page and the tag of its language.
type setKey struct{ kind, language string }

// setOf is the set of a page in a language.
func setOf(kind string, l *Language) (*template.Template, error) {
	made, found := sets.Load(setKey{kind, l.Tag})
	if !found {
		made, _ = sets.LoadOrStore(setKey{kind, l.Tag}, sync.OnceValues(func() (*template.Template, error) { return newSet(kind, l) }))
	}
	return made.(func() (*template.Template, error))()
}

func newSet(kind string, l *Language) (*template.Template, error) {
	if !slices.Contains(kinds, kind) {
		return nil, fmt.Errorf("there is no page %q", kind)
	}
	own, err := parsed("templates/" + kind + ".gohtml")
	if err != nil {
		return nil, err
	}
	all, err := shared()
	if err != nil {
		return nil, err
	}
	all = maps.Clone(all)
	maps.Copy(all, own)
	names, err := called(all, "base")
	if err != nil {
		return nil, err
	}
	set := template.New("").Funcs(functions(l))
	for _, name := range names {
		tree := all[name].Copy()
		writeWords(tree.Root, l)
		if _, err := set.AddParseTree(name, tree); err != nil {
			return nil, err
		}
	}
	return set, nil
}

// shared are the templates that pages share.
var shared = sync.OnceValues(func() (map[string]*parse.Tree, error) { return parsed(partials...) })

// parsed are the templates of files by name. They are not to be changed.
func parsed(files ...string) (map[string]*parse.Tree, error) {
	set, err := template.New("").Funcs(functions(Languages()[0])).ParseFS(templateFiles, files...)
	if err != nil {
		return nil, err
	}
	trees := map[string]*parse.Tree{}
	for _, t := range set.Templates() {
		if t.Tree != nil {
			trees[t.Name()] = t.Tree
		}
	}
	return trees, nil
}

// called are the names of a template and of all that it calls.
func called(all map[string]*parse.Tree, name string) (names []string, err error) {
	var visit func(node parse.Node)
	call := func(name string) {
		switch {
		case all[name] == nil:
			err = fmt.Errorf("the template %q is called, and there is none", name)
		case !slices.Contains(names, name):
			names = append(names, name)
			visit(all[name].Root)
		}
	}
	branches := func(lists ...*parse.ListNode) {
		for _, list := range lists {
			if list != nil {
				visit(list)
			}
		}
	}
	visit = func(node parse.Node) {
		switch n := node.(type) {
		case *parse.ListNode:
			for _, one := range n.Nodes {
				visit(one)
			}
		case *parse.TemplateNode:
			call(n.Name)
		case *parse.IfNode:
			branches(n.List, n.ElseList)
		case *parse.RangeNode:
			branches(n.List, n.ElseList)
		case *parse.WithNode:
			branches(n.List, n.ElseList)
		}
	}
	call(name)
	return names, err
}
