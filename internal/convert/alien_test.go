package convert_test

import (
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
)

func TestWhatIsNothingToImport(t *testing.T) {
	t.Parallel()
	for head, want := range map[string]string{
		"%PDF-1.7\n": "It is a PDF", "\xFF\xD8\xFF\xE0\x00\x10JFIF": "It is a picture", "\x89PNG\r\n\x1a\n": "It is a picture",
		"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\x00": "with a password", "\n<!DOCTYPE html><title>x</title>": "It is a web page", "\uFEFF<html lang=en>": "It is a web page",
		"PK\x03\x04\x14\x00word/document.xml": "It is a Word document", "PK\x03\x04\x14\x00xl/workbook.xml": "", "id,title\n": "", "": "", "\xcf\xf0\xe8\xe2\xe5\xf2;": "", "dateline: 1\n": "", "BEGIN:VCALENDAR": "",
	} {
		if got := convert.Alien([]byte(head)); !strings.Contains(got, want) || want == "" && got != "" || want != "" && !strings.HasSuffix(got, ".") {
			t.Errorf("%.20q is %q", head, got)
		}
	}
}
