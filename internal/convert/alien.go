package convert

import (
	"bytes"
	"strings"
)

// aliens are beginnings of files that hold nothing which is imported, though people try:
// what each is, and what to do instead.
var aliens = []struct{ head, is, instead string }{
	{"%PDF-", "It is a PDF, which has pages and no rows", "save the table that it was made of as .xlsx or .csv, or paste its rows"},
	{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "It is a file of an older Office (.xls, .doc), or one with a password", "save it anew as .xlsx without a password, or as .csv"},
	{"\x89PNG\r\n", "It is a picture", pictured}, {"\xFF\xD8\xFF", "It is a picture", pictured}, {"GIF8", "It is a picture", pictured},
	{"II*\x00", "It is a picture", pictured}, {"MM\x00*", "It is a picture", pictured},
	{"<!doctype html", "It is a web page", paged}, {"<html", "It is a web page", paged},
	{"{\\rtf", "It is a document of a word processor", "save the table in it as .csv, or paste its rows"},
}

const (
	pictured = "type the rows that it shows into a spreadsheet, and save that as .xlsx or .csv"
	paged    = "take the file that the page offers for downloading, or paste the rows of its table"
)

// Alien says of a text that begins so what it is and what to do instead, in a sentence,
// where it is nothing that could be imported; "" of all others.
func Alien(head []byte) string {
	text := string(bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\uFEFF")), " \t\r\n"))
	for _, a := range aliens {
		begins := text[:min(len(text), len(a.head))]
		if begins == a.head || a.head[0] == '<' && strings.EqualFold(begins, a.head) {
			return a.is + ": " + a.instead + "."
		}
	}
	if bytes.HasPrefix(head, zipMagic) && bytes.Contains(head, []byte("word/")) {
		return "It is a Word document: save the table in it as .csv, or paste its rows."
	}
	return ""
}
