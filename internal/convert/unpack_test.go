package convert_test

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

func gzipped(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = io.WriteString(f, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A file is one text, or the texts that are packed in it; what is damaged says so.
func TestUnpack(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("a,b\n", 10_000)
	cut := gzipped(t, long)
	cut = cut[:len(cut)/2]
	damaged := zipped(t, "a.csv", long)
	damaged[40] ^= 1
	for name, tt := range map[string]struct {
		file []byte
		want []string // names and texts, or how it is refused
	}{
		"a text":             {[]byte("a,b\n"), []string{"f.gz", "a,b\n"}},
		"nothing":            {nil, []string{"f.gz", ""}},
		"gzip":               {gzipped(t, long), []string{"f", long}},
		"gzip, cut off":      {cut, []string{"the gzip file is cut off or damaged"}},
		"no gzip":            {[]byte("\x1f\x8bxx"), []string{"it begins as a gzip file and is none"}},
		"ZIP":                {zipped(t, "one.csv", "1", "sub/", "", "sub/two.csv", "2", "__MACOSX/one.csv", "x", "sub/.hidden", "x"), []string{"f.gz/one.csv", "1", "f.gz/sub/two.csv", "2"}},
		"ZIP of nothing":     {zipped(t, "sub/", ""), []string{"the archive holds no file"}},
		"ZIP, cut off":       {zipped(t, "one.csv", long)[:50], []string{"it begins as a ZIP archive and is none, or is cut off"}},
		"ZIP, damaged":       {damaged, []string{"flate: corrupt input"}},
		"packed twice":       {zipped(t, "a.gz", string(gzipped(t, long))), []string{"it is packed twice"}},
		"a spreadsheet":      {zipped(t, "[Content_Types].xml", "x", "xl/workbook.xml", "y"), nil},
		"a ZIP inside a ZIP": {zipped(t, "a.zip", string(zipped(t, "b.csv", "1"))), []string{"it is packed twice"}},
	} {
		texts, err := convert.Unpack("f.gz", bytes.NewReader(tt.file), int64(len(tt.file)))
		var got []string
		for _, text := range texts {
			for range 2 { // it can be read again
				in, openErr := text.Open()
				if err = openErr; err != nil {
					break
				}
				var all []byte
				if all, err = io.ReadAll(in); err != nil {
					break
				}
				got = append(got, text.Name, string(all))
			}
			if err != nil {
				break
			}
			if n := len(got); got[n-1] != got[n-3] {
				t.Errorf("%s: it reads differently the second time", name)
			}
			got = got[:len(got)-2]
		}
		if name == "a spreadsheet" {
			if err != nil || len(got) != 2 || got[1] != string(tt.file) {
				t.Errorf("%s: %d texts, %v", name, len(got)/2, err)
			}
			continue
		}
		if err != nil {
			if len(tt.want) != 1 || !strings.Contains(err.Error(), tt.want[0]) || !convert.IsDamage(err) {
				t.Errorf("%s: %v; want %q", name, err, tt.want)
			}
			continue
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %.200q, want %.200q", name, got, tt.want)
		}
	}
}

// The text's own mark tells its encoding, and zeros beside letters do; then the name
// that is given.
func TestInUTF8(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ text, encoding, want string }{
		{"é", "", "é"},
		{"\xEF\xBB\xBFé", "windows-1252", "é"},
		{"\xFF\xFEe\x00\xE9\x00", "", "eé"},
		{"\xFE\xFF\x00e\x00\xE9", "latin1", "eé"},
		{"a\x00,\x00b\x00", "", "a,b"},
		{"\x00a\x00,\x00b", "", "a,b"},
		{"\xE9t\xE9", "latin1", "été"},
		{"\xE9t\xE9", "", "\xE9t\xE9"},
		{"\xcf\xf0\xe8\xe2\xe5\xf2", "windows-1251", "Привет"},
		{"a\x00b", "", "a\x00b"},
		{"", "", ""},
	} {
		in, err := convert.InUTF8(strings.NewReader(tt.text), tt.encoding)
		if err != nil {
			t.Errorf("%q: %v", tt.text, err)
			continue
		}
		if got, err := io.ReadAll(in); err != nil || string(got) != tt.want {
			t.Errorf("%q as %s: %q, want %q (%v)", tt.text, tt.encoding, got, tt.want, err)
		}
	}
	if _, err := convert.InUTF8(strings.NewReader("x"), "klingon"); err == nil || convert.IsEncoding("klingon") || !convert.IsEncoding("windows-1252") {
		t.Errorf("an encoding that there is not: %v", err)
	}
}
