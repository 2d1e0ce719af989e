package archtest_test

import (
	"slices"
	"testing"
)

// unused returns a complaint for each row, and each name in a row, that allows
// what no package imports in any build.
func unused(pkgs []listed) []string {
	var complaints []string
	code, tests, outsiders := map[string][]string{}, map[string][]string{}, map[string][]string{}
	for _, p := range pkgs {
		name := inModule(p.ImportPath)
		code[name] = append(code[name], p.Imports...)
		tests[name] = slices.Concat(tests[name], p.TestImports, p.XTestImports)
		for _, path := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			if row := ownersRow(path); row != "" {
				outsiders[row] = append(outsiders[row], name)
			}
		}
	}
	for name, may := range allowed {
		if _, there := code[name]; !there {
			complaints = append(complaints, name+" is in the table of allowed imports and is not a package")
			continue
		}
		complaints = append(complaints, unusedNames(name, may, code[name])...)
	}
	for name, may := range allowedInTests {
		complaints = append(complaints, unusedNames("the tests of "+name, may, tests[name])...)
	}
	for row, who := range owners {
		for _, name := range who {
			if !slices.Contains(outsiders[row], name) {
				complaints = append(complaints, name+" may import "+row+" and does not")
			}
		}
	}
	slices.Sort(complaints)
	return complaints
}

// unusedNames compares a row with what is imported.
func unusedNames(whose string, may, imports []string) []string {
	var complaints []string
	for _, name := range may {
		if name != everything && !slices.ContainsFunc(imports, func(path string) bool { return inModule(path) == name }) {
			complaints = append(complaints, whose+" may import "+name+" and does not")
		}
	}
	return complaints
}

// TestUnusedComplains shows that a table may not allow more than is needed, on
// the tree as it would be without some of its imports.
func TestUnusedComplains(t *testing.T) {
	got := unused([]listed{
		{ImportPath: module + "/client", Imports: []string{module + "/internal/timeline", "net/http"}, XTestImports: []string{module + "/api", module + "/data"}},
		{ImportPath: module + "/data", XTestImports: []string{module + "/internal/convert", module + "/internal/timeline", module + "/internal/edtf"}},
		{ImportPath: module + "/internal/page", XTestImports: []string{"github.com/goccy/go-yaml/ast"}},
	})
	for want, complained := range map[string]bool{
		"client may import internal/timeline and does not":                      false,
		"client may import internal/edtf and does not":                          true,
		"client may import net/http and does not":                               false,
		"api may import net/http and does not":                                  true,
		"the tests of client may import api and does not":                       false,
		"the tests of client may import internal/store and does not":            true,
		"the tests of data may import internal/edtf and does not":               false,
		"internal/edtf is in the table of allowed imports and is not a package": true,
		"data is in the table of allowed imports and is not a package":          false,
		"internal/page may import github.com/goccy/go-yaml and does not":        false,
	} {
		if slices.Contains(got, want) != complained {
			t.Errorf("%q complained of: %v, want %v", want, !complained, complained)
		}
	}
}
