package convert

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// InUTF8 is a text as UTF-8, without a byte order mark. Its own mark tells its
// encoding, and the zero bytes that UTF-16 has beside Latin letters; otherwise name
// does, which is that of an encoding as HTML knows it (https://encoding.spec.whatwg.org),
// such as windows-1252. Without a name the text stays as it is, and what is not UTF-8
// in it is for its reader to refuse.
func InUTF8(text io.Reader, name string) (io.Reader, error) {
	in := bufio.NewReaderSize(text, headBytes)
	head, err := in.Peek(1 << 10)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(head, []byte("\xEF\xBB\xBF")):
		_, err := in.Discard(3)
		return in, err
	case bytes.HasPrefix(head, zipMagic): // a document that says itself how its parts are encoded
		return in, nil
	case bytes.HasPrefix(head, []byte("\xFF\xFE")), bytes.HasPrefix(head, []byte("\xFE\xFF")):
		from = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM)
	case zeros(head, 1):
		from = unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	case zeros(head, 0):
		from = unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	case name == "":
		return in, nil
	default:
		if from, err = encodingNamed(name); err != nil {
			return nil, err
		}
	}
	return from.NewDecoder().Reader(in), nil
}

// zeros tells whether most bytes at even or odd places are zero, and none at the
// others.
func zeros(head []byte, at int) bool {
	count := 0
	for i, b := range head {
		if b != 0 {
			continue
		}
		if i%2 != at {
			return false
		}
		count++
	}
	return len(head) > 3 && count > len(head)/4
}

func encodingNamed(name string) (encoding.Encoding, error) {
	found, err := htmlindex.Get(name)
	if err != nil {
		return nil, fmt.Errorf("there is no encoding %q; some that there are: utf-8, windows-1252, iso-8859-2, windows-1251, koi8-r, utf-16le, shift_jis, gb18030", name)
	}
	return found, nil
}

// IsEncoding tells whether a name is one that InUTF8 takes.
func IsEncoding(name string) bool {
	_, err := encodingNamed(name)
	return err == nil
}
