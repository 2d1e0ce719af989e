package convert

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A spreadsheet keeps a day as a number and shows it by the number format of its cell.
// spellDates gives cells whose format shows a date with its year a format of ISO 8601
// that shows as much of it, and no more: what Mar-46 stands for is known to the month.
// A format without a year stays, as the year behind it is that in which it was typed.
func (w *workbook) spellDates() error {
	styles := w.book.Styles
	if styles == nil || styles.CellXfs == nil {
		return nil
	}
	ids := map[string]int{}
	for i := range len(styles.CellXfs.Xf) {
		id := 0
		if n := styles.CellXfs.Xf[i].NumFmtID; n != nil {
			id = *n
		}
		iso := isoFormat(w.formatOf(id))
		if iso == "" {
			continue
		}
		if _, known := ids[iso]; !known {
			style, err := w.book.NewStyle(&excelize.Style{CustomNumFmt: &iso})
			if err != nil {
				return fmt.Errorf("read the formats of a spreadsheet: %w", err)
			}
			ids[iso] = *styles.CellXfs.Xf[style].NumFmtID
		}
		n := ids[iso]
		styles.CellXfs.Xf[i].NumFmtID = &n
	}
	return nil
}

// builtInDates are the number formats that a spreadsheet need not spell out. 14 and 22
// are the short date of whoever looks at it.
var builtInDates = map[int]string{
	14: "m/d/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "m/d/yyyy h:mm",
	27: "yyyy m d", 28: "yyyy m d", 29: "yyyy m d", 30: "m-d-yy", 31: "yyyy m d", 36: "yyyy m d", 50: "yyyy m d", 51: "yyyy m d", 54: "yyyy m d", 57: "yyyy m d", 58: "m d",
}

func (w *workbook) formatOf(id int) string {
	if formats := w.book.Styles.NumFmts; formats != nil {
		for _, f := range formats.NumFmt {
			if f.NumFmtID == id {
				return f.FormatCode
			}
		}
	}
	return builtInDates[id]
}

// isoFormat is the format of ISO 8601 that shows what a number format does of a date or
// clock time; empty where it shows neither, or a day without its year.
func isoFormat(format string) string {
	letters := dateLetters(format)
	has := func(part string) bool { return strings.Contains(letters, part) }
	var date, clock string
	switch {
	case has("y") && has("m") && has("d"):
		date = "yyyy-mm-dd"
	case has("y") && has("m"):
		date = "yyyy-mm"
	case has("y") && !has("d"):
		date = "yyyy"
	case has("y") || has("m") || has("d"):
		return ""
	}
	switch {
	case has("h") && has("s"):
		clock = "hh:mm:ss"
	case has("h"):
		clock = "hh:mm"
	}
	if date != "" && date != "yyyy-mm-dd" {
		return date
	}
	return strings.TrimSpace(date + " " + clock)
}

// dateLetters are the letters y, m, d, h, s and n (for minutes) that the first section of a
// number format shows a date by, each once. They are none where a colour, a currency or a
// span of time stands in brackets only.
func dateLetters(format string) string {
	var letters []byte
	runes := []rune(strings.ToLower(format))
	for i := 0; i < len(runes); i++ {
		switch c := runes[i]; c {
		case ';':
			return string(minutes(letters))
		case '\\', '_', '*':
			i++
		case '"', '[':
			end := map[rune]rune{'"': '"', '[': ']'}[c]
			start := i + 1
			for i++; i < len(runes) && runes[i] != end; i++ { // to its end
			}
			if inside := string(runes[start:min(i, len(runes))]); c == '[' && strings.Trim(inside, "hms") == "" {
				return "" // how long it took
			}
		case 'a': // AM/PM
			for _, mark := range []string{"am/pm", "a/p"} {
				if strings.HasPrefix(string(runes[i:]), mark) {
					i += len(mark) - 1
				}
			}
		case 'y', 'm', 'd', 'h', 's':
			if n := len(letters); n == 0 || letters[n-1] != byte(c) {
				letters = append(letters, byte(c))
			}
		case 'g': // General, or an era
			if strings.HasPrefix(string(runes[i:]), "general") {
				return ""
			}
		case '0', '#', '?', '%':
			if len(letters) == 0 {
				return ""
			}
		}
	}
	return string(minutes(letters))
}

// minutes tells the m behind hours, or before seconds, from that of a month.
func minutes(letters []byte) []byte {
	for i, c := range letters {
		if c == 'm' && (i > 0 && letters[i-1] == 'h' || i+1 < len(letters) && letters[i+1] == 's') {
			letters[i] = 'n'
		}
	}
	return letters
}
