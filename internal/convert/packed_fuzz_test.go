package convert_test

import (
	"io"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

// FuzzUnpack: whatever a file is, its texts are read to their ends or not at all.
func FuzzUnpack(f *testing.F) {
	f.Add("PK\x03\x04")
	f.Add("PK\x05\x06" + strings.Repeat("\x00", 18))
	f.Add("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x4b\x04\x00\x43\xbe\xb7\xe8\x01\x00\x00\x00")
	f.Add("title,date\nA,2025\n")
	f.Fuzz(func(t *testing.T, file string) {
		texts, err := convert.Unpack("file", strings.NewReader(file), int64(len(file)))
		if err != nil {
			return
		}
		for _, text := range texts {
			in, err := text.Open()
			if err != nil {
				continue
			}
			_, _ = io.Copy(io.Discard, io.LimitReader(in, 1<<20)) // what is broken is told when it is reached
			_ = in.Close()
		}
	})
}

// FuzzReadRejects: a line of a file of rejects is read again, or refused with its line.
func FuzzReadRejects(f *testing.F) {
	f.Add(`{"line":2,"column":1,"reason":"r","raw":"A,x","format":"csv","header":"title,date"}` + "\n")
	f.Add(`{"line":1,"raw":"{}","format":"rejects"}` + "\n" + `{"format":1}` + "\n{")
	f.Add(`{"format":"feed","raw_base64":"AA==","header":"<rss>"}`)
	f.Fuzz(func(t *testing.T, text string) { readRows(t, "rejects", text) })
}
