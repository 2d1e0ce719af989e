package draft_test

import (
	"testing"

	"example.org/dateline/internal/draft"
)

// Published is a Thursday, in each language.
var languageCases = []struct{ language, text, dates, quotations string }{
	{"es", "Se reunieron el 5 de marzo de 2025.", "el 5 de marzo de 2025=2025-03-05", ""},
	{"es", "Se reunieron el miércoles y la semana pasada.", "el miércoles=2025-03-05 la semana pasada=[2025-02-24..2025-03-02]", ""},
	{"es", "Así es desde 2022. Hablaron ayer y hace dos días.", "desde 2022=2022/.. ayer=2025-03-05 hace dos días=2025-03-04", ""},
	{"es", "«Hemos terminado», dijo la alcaldesa. «Ya está».", "", "Hemos terminado=la alcaldesa Ya está=la alcaldesa"},
	{"es", "La alcaldesa afirmó: “No queda nada”.", "", "No queda nada=La alcaldesa"},
	{"es", "Ocurrió en el primer trimestre de 2025 y en febrero.", "el primer trimestre de 2025=2025-33 febrero=2025-02", ""},
	{"uk", "Це було у лютому 2022 року, а потім у лютому.", "лютому 2022 року=2022-02 лютому=2022-02", ""},
	{"uk", "Розмова відбулася 5 березня 2025 року.", "5 березня 2025 року=2025-03-05", ""},
	{"uk", "Вони зустрілися у середу, а минулого тижня ні.", "середу=2025-03-05 минулого тижня=[2025-02-24..2025-03-02]", ""},
	{"uk", "Так було у 2022 році. Говорили вчора.", "2022 році=2022 вчора=2025-03-05", ""},
	{"uk", "«Ми закінчили», — сказала речниця порту.", "", "Ми закінчили=речниця порту"},
	{"ar", "جرى الاتصال في 5 مارس 2025 ويوم الأربعاء.", "5 مارس 2025=2025-03-05 الأربعاء=2025-03-05", ""},
	{"ar", "جرى ذلك الأسبوع الماضي وفي عام ٢٠٢٢.", "الأسبوع الماضي=[2025-02-24..2025-03-02] عام ٢٠٢٢=2022", ""},
	{"ar", "قالت المتحدثة: «لقد انتهينا».", "", "لقد انتهينا=المتحدثة"},
	{"zh", "会谈于2025年3月5日举行，上周也有。", "2025年3月5日=2025-03-05 上周=[2025-02-24..2025-03-02]", ""},
	{"zh", "他们昨天和周三见面，2022年也是。", "昨天=2025-03-05 周三=2025-03-05 2022年=2022", ""},
	{"zh", "发言人说：“我们结束了。”", "", "我们结束了。=发言人"},
	{"fi", "On 5 March 2025 it is read as English.", "5 March 2025=2025-03-05", ""},
}

func TestLanguages(t *testing.T) {
	for _, c := range languageCases {
		d := draft.Read(c.text, draft.Options{Published: "2025-03-06", Language: c.language})
		dates, quotations := "", ""
		join := func(s *string, text string) {
			if *s != "" {
				*s += " "
			}
			*s += text
		}
		for _, f := range d.Dates {
			join(&dates, f.Exact+"="+f.EDTF)
		}
		for _, q := range d.Quotations {
			who := ""
			if q.Speaker != nil {
				who = q.Speaker.Exact
			}
			join(&quotations, q.Exact+"="+who)
		}
		if dates != c.dates || quotations != c.quotations {
			t.Errorf("%s: %s\n got %s | %s\nwant %s | %s", c.language, c.text, dates, quotations, c.dates, c.quotations)
		}
	}
}
