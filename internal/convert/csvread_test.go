package convert_test

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"example.org/dateline/internal/convert"
	"example.org/dateline/internal/timeline"
)

var _ = example("csv", "id,story,title,summary,type,status,verification,date_edtf,date_basis\r\ne,s,E,,call,occurred,reported,2025,stated\r\n")

// plainly is a record as JSON without what says nothing.
func plainly(t testing.TB, record any) string {
	t.Helper()
	text, err := json.Marshal(record)
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		t.Fatal(err)
	}
	text, err = json.Marshal(plainTree(tree))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func plainTree(tree any) any {
	switch v := tree.(type) {
	case map[string]any:
		if e, ok := v["edtf"].(string); ok {
			date := e
			if v["basis"] != "stated" {
				date += " " + fmt.Sprint(v["basis"])
			}
			if text, ok := v["text"].(string); ok {
				date += ": " + text
			}
			return date
		}
		if v["basis"] == "unknown" && v["text"] == nil {
			return nil
		}
		for name, value := range v {
			if value = plainTree(value); value == nil || value == "" || value == 0.0 && name != "value" || strings.HasSuffix(name, "ed_at") {
				delete(v, name)
			} else {
				v[name] = value
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		if len(v) == 0 {
			return nil
		}
		for i := range v {
			v[i] = plainTree(v[i])
		}
	}
	return tree
}

// entriesOf tells what a format reads: for each entry its line and event, the sources
// that come with it, what is warned of and what is wrong; then the notes.
func entriesOf(t testing.TB, format string, text io.Reader, with convert.ReadOptions) (rows, notes []string) {
	t.Helper()
	i := slices.IndexFunc(convert.Readers, func(r convert.Reader) bool { return r.Name == format })
	in := convert.Input{Text: text, ReadOptions: with, Note: func(note string) { notes = append(notes, note) }}
	for e, err := range convert.Readers[i].Read(in) {
		row := fmt.Sprintf("%d", e.Line)
		switch {
		case err != nil && timeline.CodeOf(err) != timeline.InvalidRecord:
			row = "ends: " + err.Error()
		case err != nil:
			row += " rejected: " + strings.ReplaceAll(err.Error(), "\n", " & ")
		default:
			plain := *e.Record.(*timeline.Event)
			if plain.ID == timeline.IDToBeMade {
				plain.ID = ""
			}
			if plain.Status == "occurred" {
				plain.Status = ""
			}
			if plain.Verification == "reported" {
				plain.Verification = ""
			}
			row += " " + plainly(t, plain)
			if e.Row != nil {
				for _, part := range e.Row.Parts {
					row += " + " + plainly(t, part)
				}
				for _, w := range e.Row.Warnings {
					row += fmt.Sprintf(" (%s: %s; %s)", w.Pointer, w.Message, w.Hint)
				}
			}
		}
		rows = append(rows, row)
	}
	return rows, notes
}

// readText tells what is read of a table, one line an entry and then the notes.
func readText(t testing.TB, text string, with convert.ReadOptions) string {
	t.Helper()
	rows, notes := entriesOf(t, "csv", strings.NewReader(text), with)
	for i, note := range notes {
		if about, _, guessed := strings.Cut(note, ". --dry-run"); guessed {
			notes[i] = strings.TrimPrefix(about, "the columns are read by their names: ")
		}
	}
	return strings.Join(append(rows, notes...), "\n")
}

func TestCSVWithAnyColumns(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text, want string
		with             convert.ReadOptions
	}{
		{name: "common names", text: "ID,Date,Headline,Description,Category,Location,Latitude,Longitude,People,Organisation,Source,Link\r\n" +
			"a 1,2021-03-02,The gate opens,\"Two lines\r\nof text\",Visits; Gate,Old Gate,50.5,30.25,Ann Ash; Bo Birch,Gate Trust,The Post,https://post.example/gate\r\n", want: `2 {"actors":[{"kind":"person","name":"Ann Ash","role":"participant"},{"kind":"person","name":"Bo Birch","role":"participant"},{"kind":"organization","name":"Gate Trust","role":"participant"}],"citations":[{"source":"post-example-gate-0fbbf80d"}],"date":"2021-03-02","external_ids":["table:a%201"],"places":[{"kind":"place","lat":50.5,"lon":30.25,"name":"Old Gate","role":"location"}],"summary":"Two lines\nof text","title":"The gate opens","topics":["visits","gate"],"type":"other"} + {"id":"post-example-gate-0fbbf80d","publisher":"The Post","title":"post.example/gate","url":"https://post.example/gate"}
ID as id; Headline as title; Description as summary; Date as date; People as people; Organisation as organizations; Location as place; Latitude as lat; Longitude as lon; Category as topics; Source as source; Link as url`},
		{name: "German, with semicolons", text: "Titel;Datum;Ort;Breitengrad;Längengrad;Quelle;Quadratmeter\nTor öffnet;5.3.2025;Altstadt;50,5;30,25;Tagblatt;1,5\n", want: `2 {"citations":[{"source":"tagblatt"}],"date":"2025-03-05","external_ids":["table:content-4158ca378fb97eb13cb4882c"],"origin":{"csv":{"Quadratmeter":"1,5"}},"places":[{"kind":"place","lat":50.5,"lon":30.25,"name":"Altstadt","role":"location"}],"title":"Tor öffnet","type":"other"} + {"id":"tagblatt","title":"Tagblatt"}
Titel as title; Datum as date; Ort as place; Breitengrad as lat; Längengrad as lon; Quelle as source; kept in origin: Quadratmeter`},
		{name: "Ukrainian", text: "назва\tдата\tкраїна\nВідкриття\t5 березня 2025\tУкраїна\n", want: `2 {"date":"2025-03-05: 5 березня 2025","external_ids":["table:content-3ad81285ef2e8c5d472ff5a4"],"places":[{"kind":"country","name":"Україна","role":"location"}],"title":"Відкриття","type":"other"}
назва as title; дата as date; країна as country`},
		{name: "parts of dates", text: "title,year,month,day,time\nA,1912,9,8,14:30\nB,1912,,,\nC,,9,8,\nD,1912,13,,\nE,,,,noon\n", want: `2 {"date":"1912-09-08T14:30","external_ids":["table:content-952f4db126f77b1cebbe75e1"],"title":"A","type":"other"}
3 {"date":"1912","external_ids":["table:content-1d270d71a38aeb0379d4896d"],"title":"B","type":"other"}
4 rejected: 4:3: /date: the row has a month or a day, and no year
5 rejected: 5:3: /date: "13" is no month
6 {"external_ids":["table:content-ee46f718d10a4683e54e828d"],"origin":{"csv":{"time":"noon"}},"title":"E","type":"other"} (/date: "noon" is no clock time of a day: it is kept in origin; as in 14:30, beside a day)
title as title; year as year; month as month; day as day; time as time`},
		{name: "start and end", text: "title,start,end,end time\nA,2021-03-02,2021-03-04,\nB,2021-03-02,2021-03-02,\nC,2021-03-04,2021-03-02,\nD,,2021-03-02,\nE,2021-03-02 10:00,,11:30\nF,2021-03-02,5 March 2021,\n", want: `2 {"date":"2021-03-02/2021-03-04","external_ids":["table:content-783dbb817b5919ca48463979"],"title":"A","type":"other"}
3 {"date":"2021-03-02","external_ids":["table:content-821f08cd3fae02595f2a3c1b"],"title":"B","type":"other"}
4 {"date":"2021-03-04","external_ids":["table:content-145a372e5fe05a4ee8549b11"],"origin":{"csv":{"end":"2021-03-02"}},"title":"C","type":"other"} (/date: it is said to end on 2021-03-02, and to begin on 2021-03-04: the end is kept in origin; mend the one of the two that is wrong)
5 {"date":"/2021-03-02","external_ids":["table:content-f3cfe1ebafadd004d4af5078"],"title":"D","type":"other"}
6 {"date":"2021-03-02T10:00/2021-03-02T11:30","external_ids":["table:content-cb53748cb8ec2b63a6adb903"],"title":"E","type":"other"}
7 {"date":"2021-03-02/2021-03-05","external_ids":["table:content-6906bda7576a5e1051b33868"],"title":"F","type":"other"}
title as title; start as date; end as end; end time as end_time`},
		{name: "words for dates", text: "title,date,display date\nA,,Easter 1916\nB,,March 1916\nC,1916-04,Spring of 1916\nD,1916-04,Apr-16\n", want: `2 {"date":{"approximate":false,"basis":"unknown","kind":"moment","text":"Easter 1916","uncertain":false},"external_ids":["table:content-2332565e7c3befdd806e1042"],"title":"A","type":"other"}
3 {"date":"1916-03: March 1916","external_ids":["table:content-b9138a3ecb7a4210a5b28740"],"title":"B","type":"other"}
4 {"date":"1916-04: Spring of 1916","external_ids":["table:content-5f57432d33f63a55803de3c3"],"title":"C","type":"other"}
5 {"date":"1916-04","external_ids":["table:content-18ba3e1020bda6b456c37c18"],"origin":{"csv":{"display date":"Apr-16"}},"title":"D","type":"other"} (/date/text: "Apr-16" may be a day or a year of that month: a spreadsheet shortens dates so; write the date in full, as in 2006-10-05: it is kept in origin; write in full what is to be shown)
title as title; date as date; display date as date_text`},
		{name: "a day above 12", text: "title,date\nA,11/10/2016\nB,13/10/2016\n", want: `2 {"date":"2016-10-11","external_ids":["table:content-97d63cb5676565d617d1bd32"],"title":"A","type":"other"}
3 {"date":"2016-10-13","external_ids":["table:content-b5a0612ca23607a4fe4ec191"],"title":"B","type":"other"}
title as title; date as date
dates in date are read day first`},
		{name: "another column tells", text: "title,date,end\nA,11/10/2016,10/13/2016\n", want: `2 {"date":"2016-11-10","external_ids":["table:content-dd7cf53c7a936d2335ccaa34"],"origin":{"csv":{"end":"10/13/2016"}},"title":"A","type":"other"} (/date: it is said to end on 2016-10-13, and to begin on 2016-11-10: the end is kept in origin; mend the one of the two that is wrong)
title as title; date as date; end as end
dates in date are read month first`},
		{name: "words tell", text: "title,date,display date\nA,11/10/16,11 October 2016\nB,12/10/16,\n", want: `2 {"date":"2016-10-11: 11 October 2016","external_ids":["table:content-8e3a8727939c9ae463bc4f98"],"title":"A","type":"other"}
3 {"date":"2016-10-12","external_ids":["table:content-7bd652765f0d912080394efe"],"title":"B","type":"other"}
title as title; date as date; display date as date_text
dates in date are read day first
years of two digits are read as 1969 to 2068`},
		{name: "month and day tell", text: "title,date,year,month,day\nA,11/10/16,2016,11,10\n", want: `2 {"date":"2016-11-10","external_ids":["table:content-bf82505e2ed5573cce8c9845"],"origin":{"csv":{"day":"10","month":"11","year":"2016"}},"title":"A","type":"other"}
title as title; date as date; kept in origin: year, month, day
dates in date are read month first
years of two digits are read as 1969 to 2068`},
		{name: "nothing tells", text: "title,date\nA,11/10/2016\nB,2016-10-11\nC,5/5/2016\n", want: `2 rejected: 2:3: /date: "11/10/2016" may be 2016-10-11 or 2016-11-10: say in which order day, month and year stand (--day-order dmy)
3 {"date":"2016-10-11","external_ids":["table:content-53c5e06d2292bbc0aed688ca"],"title":"B","type":"other"}
4 {"date":"2016-05-05","external_ids":["table:content-dd4fb7d843332e7aedb4ab13"],"title":"C","type":"other"}
title as title; date as date
nothing tells in which order day and month stand in date: --day-order does`},
		{name: "the order is asked for", text: "title,date\nA,11/10/16\n", with: convert.ReadOptions{DayOrder: convert.YearFirst}, want: `2 {"date":"2011-10-16","external_ids":["table:content-49e9a5574c1623390b9ea2fa"],"title":"A","type":"other"}
title as title; date as date
dates in date are read year first
years of two digits are read as 1969 to 2068`},
		{name: "contradicting orders", text: "title,date\nA,13/10/2016\nB,10/13/2016\nC,11/10/2016\n", want: `2 {"date":"2016-10-13","external_ids":["table:content-db2d7af7a4130374ec4b19ff"],"title":"A","type":"other"}
3 {"date":"2016-10-13","external_ids":["table:content-8b3e9c4dee1c9d6086ff6492"],"title":"B","type":"other"}
4 rejected: 4:3: /date: "11/10/2016" may be 2016-10-11 or 2016-11-10: say in which order day, month and year stand (--day-order dmy)
title as title; date as date
nothing tells in which order day and month stand in date: --day-order does`},
		{name: "midnight everywhere", text: "title,date\nA,2016-10-11 00:00:00\nB,2016-10-12 00:00:00\n", want: `2 {"date":"2016-10-11","external_ids":["table:content-e36b397cc5133ecb4ae2d845"],"title":"A","type":"other"}
3 {"date":"2016-10-12","external_ids":["table:content-b7e10499948f1c6bf4f8fc3a"],"title":"B","type":"other"}
title as title; date as date`},
		{name: "midnight once", text: "title,date\nA,2016-10-11 00:00:00\nB,2016-10-12 10:00:00\n", want: `2 {"date":"2016-10-11T00:00:00","external_ids":["table:content-e36b397cc5133ecb4ae2d845"],"title":"A","type":"other"}
3 {"date":"2016-10-12T10:00:00","external_ids":["table:content-425f8f0ff5786d4a7d7e13f7"],"title":"B","type":"other"}
title as title; date as date`},
		{name: "what a spreadsheet has damaged", text: "id,title,date\n2.02E+13,A,2016\n2.02E+13,B,2016\n3,C,Mar-46\n4,D,45123\n5,#REF!,2016\n", want: `2 {"date":"2016","external_ids":["table:content-43830cb2b500697aa5513baa"],"origin":{"csv":{"id":"2.02E+13"}},"title":"A","type":"other"} (/external_ids: "2.02E+13" is what a spreadsheet shows of a long number, whose last digits are lost: the row is known by what it says instead; an id is text: format its column as text before saving the table)
3 {"date":"2016","external_ids":["table:content-42a3994160885373c71f5e95"],"origin":{"csv":{"id":"2.02E+13"}},"title":"B","type":"other"} (/external_ids: "2.02E+13" is what a spreadsheet shows of a long number, whose last digits are lost: the row is known by what it says instead; an id is text: format its column as text before saving the table)
4 rejected: 4:5: /date: "Mar-46" may be a day or a year of that month: a spreadsheet shortens dates so; write the date in full, as in 2006-10-05
5 rejected: 5:5: /date: "45123" is no date: a spreadsheet shows days as such numbers where the column is not formatted as dates
6 rejected: 6:1: /title: nothing tells of what the row is: no cell is a title, and those of which one is made are blank
id as id; title as title; date as date`},
		{name: "ids that are blank or come twice", text: "id,title\n1,A\n1,B\n,C\nNA,C\n", want: `2 {"external_ids":["table:1"],"title":"A","type":"other"}
3 {"external_ids":["table:content-fdcd1c83299e2bcded3661fc"],"title":"B","type":"other"} (/external_ids: another row has the id "1": this one is known by what it says; an id is one row's alone)
4 {"external_ids":["table:content-e6e1b1b59d0b1ee8ebf367e4"],"title":"C","type":"other"}
5 {"external_ids":["table:content-e6e1b1b59d0b1ee8ebf367e4-2"],"title":"C","type":"other"}
id as id; title as title`},
		{name: "equal rows", text: "title,date\nA,2016\nA,2016\nA,2016\n", want: `2 {"date":"2016","external_ids":["table:content-c4e5090fbaecfb3f36077e5d"],"title":"A","type":"other"}
3 {"date":"2016","external_ids":["table:content-c4e5090fbaecfb3f36077e5d-2"],"title":"A","type":"other"}
4 {"date":"2016","external_ids":["table:content-c4e5090fbaecfb3f36077e5d-3"],"title":"A","type":"other"}
title as title; date as date`},
		{name: "missing places", text: "title,place,lat,lon,country\nA,NA,0,0,NA\nB,X,91,0,UKR\nC,,50.5,30.25,\nD,Y,,30.25,Nowhere\nE,,,,ua\n", want: `2 {"external_ids":["table:content-b614ace3e592ac56dd53f717"],"title":"A","type":"other"}
3 {"external_ids":["table:content-2f749862e0ad46ea1656b5ae"],"origin":{"csv":{"lat":"91","lon":"0"}},"places":[{"country":"UA","kind":"place","name":"X","role":"location"}],"title":"B","type":"other"} (/places/0: "91" and "0" are no coordinates: they are kept in origin; degrees north from -90 to 90, and degrees east from -180 to 180)
4 {"external_ids":["table:content-65c8387c862d41becf3603cb"],"places":[{"kind":"point","lat":50.5,"lon":30.25,"name":"50.5, 30.25","role":"location"}],"title":"C","type":"other"}
5 {"external_ids":["table:content-92838336a813cb3aa820b4a1"],"origin":{"csv":{"country":"Nowhere","lon":"30.25"}},"places":[{"kind":"place","name":"Y","role":"location"}],"title":"D","type":"other"} (/places/0: "" and "30.25" are no coordinates: they are kept in origin; degrees north from -90 to 90, and degrees east from -180 to 180)
6 {"external_ids":["table:content-83bf6759e79391cd7c70003d"],"places":[{"country":"UA","kind":"country","name":"Ukraine","role":"location"}],"title":"E","type":"other"}
title as title; place as place; country as country; lat as lat; lon as lon`},
		{name: "Namibia or nothing", text: "title,country\nA,UA\nB,NA\n", want: `2 {"external_ids":["table:content-3c1aab1c6862fdbecc3c7466"],"places":[{"country":"UA","kind":"country","name":"Ukraine","role":"location"}],"title":"A","type":"other"}
3 {"external_ids":["table:content-2c1a989e0c29d8bc3ea51afd"],"origin":{"csv":{"country":"NA"}},"title":"B","type":"other"} (/places: NA may be Namibia, or nothing: it is kept in origin; write the country's name, or say with a mapping what stands for nothing (missing))
title as title; country as country`},
		{name: "sources", text: "title,source,url\nA,The Post; The Times,\nB,https://post.example/a,\nC,Post; Times,https://post.example/b https://times.example/b\nD,Post,www.post.example\n", want: `2 {"citations":[{"source":"the-post"},{"source":"the-times"}],"external_ids":["table:content-50b0e49577c176303be0b7b4"],"title":"A","type":"other"} + {"id":"the-post","title":"The Post"} + {"id":"the-times","title":"The Times"}
3 {"citations":[{"source":"post-example-a-542db0d6"}],"external_ids":["table:content-81655e0e286d43c262a216d5"],"title":"B","type":"other"} + {"id":"post-example-a-542db0d6","title":"post.example/a","url":"https://post.example/a"}
4 {"citations":[{"source":"post-example-b-7cc2e5d4"},{"source":"times-example-b-edc248a4"}],"external_ids":["table:content-71d288c81a73d0416a4a14e1"],"title":"C","type":"other"} + {"id":"post-example-b-7cc2e5d4","publisher":"Post","title":"post.example/b","url":"https://post.example/b"} + {"id":"times-example-b-edc248a4","publisher":"Times","title":"times.example/b","url":"https://times.example/b"}
5 {"citations":[{"source":"post"}],"external_ids":["table:content-3308d52846d6f16b2147b968"],"origin":{"csv":{"url":"www.post.example"}},"title":"D","type":"other"} + {"id":"post","title":"Post"} (/citations: "www.post.example" is kept in origin; an address begins with http:// or https://)
title as title; source as source; url as url`},
		{name: "actors, speaker and quote", text: "title,actor1,actor2,speaker,quote\nA,Army,Army; Rebels,Ann Ash,We go.\n", want: `2 {"actors":[{"kind":"group","name":"Army","role":"participant"},{"kind":"group","name":"Rebels","role":"participant"},{"kind":"person","name":"Ann Ash","role":"speaker"}],"external_ids":["table:content-5555c2947b34d4f42915e65d"],"origin":{"csv":{"quote":"We go."}},"title":"A","type":"other"}
title as title; actor1, actor2 as actors; speaker as speaker; quote as quote`},
		{name: "no title", text: "type,actor1,city,date\nRaid,Army,Oldtown,2016\nRaid,,,2016\nпохід,Army,,\n", want: `2 {"actors":[{"kind":"group","name":"Army","role":"participant"}],"date":"2016","external_ids":["table:content-8b02cdef747a9a799f7475c6"],"places":[{"kind":"city","name":"Oldtown","role":"location"}],"title":"Raid: Army, Oldtown, 2016","type":"raid"}
3 {"date":"2016","external_ids":["table:content-b875341842809380ba5e1868"],"title":"Raid: 2016","type":"raid"}
4 {"actors":[{"kind":"group","name":"Army","role":"participant"}],"external_ids":["table:content-11b9788df1725fcb62981dec"],"origin":{"csv":{"type":"похід"}},"title":"похід: Army","type":"other"} (/type: "похід" is kept in origin; a type is written in letters a to z)
type as type; date as date; actor1 as actors; city as city`},
		{name: "nothing but a number", text: "title,summary,number\n,,5\n", want: `2 rejected: 2:1: /title: nothing tells of what the row is: no cell is a title, and those of which one is made are blank
title as title; summary as summary; kept in origin: number`},
		{name: "a long title", text: "title\n" + strings.Repeat("long ", 100) + "\n", want: `2 {"external_ids":["table:content-444e7a312c714c31a2a4cd8b"],"summary":"long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long","title":"long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long long…","type":"other"}
title as title`},
		{name: "types, topics and the like", text: "title,type,status,verification,tags,language,image,caption\nA,Press Conference,Scheduled,Confirmed,One two;два,uk,https://pics.example/a.jpg,A gate\nB,,perhaps,sure,,x y,a.jpg,No gate\n", want: `2 {"external_ids":["table:content-5c25f6921a4245ef2b74eb10"],"language":"uk","media":[{"caption":"A gate","url":"https://pics.example/a.jpg"}],"origin":{"csv":{"tags":"One two;два"}},"status":"scheduled","title":"A","topics":["one-two"],"type":"press-conference","verification":"confirmed"}
3 {"external_ids":["table:content-2d105c7a7175307973ea0473"],"origin":{"csv":{"caption":"No gate","image":"a.jpg","language":"x y","status":"perhaps","verification":"sure"}},"title":"B","type":"other"} (/status: "perhaps" is kept in origin; one of occurred, ongoing, scheduled, expected, proposed, postponed, cancelled) (/verification: "sure" is kept in origin; one of reported, confirmed, disputed)
title as title; type as type; status as status; verification as verification; tags as topics; image as media; caption as media_caption; language as language`},
		{name: "figures", text: "title,deaths,injured\nA,\"1,200\",0\nB,many,NA\n", want: `2 {"external_ids":["table:content-624caeaab0aa51326e328c0b"],"figures":[{"name":"deaths","value":1200},{"name":"injured","value":0}],"title":"A","type":"other"}
3 {"external_ids":["table:content-c5423c815596bab1ef830db7"],"origin":{"csv":{"deaths":"many"}},"title":"B","type":"other"} (/figures: "many", of deaths, is kept in origin; a number is written in digits)
title as title; deaths as figure deaths; injured as figure injured`},
		{name: "HXL", text: "when,where,n\n#date +start,#adm1+name,#affected+killed\n2016,Oldtown,5\n", want: `3 {"date":"2016","external_ids":["table:content-fbd711d14c1b7be9f59044a5"],"figures":[{"name":"killed","value":5}],"places":[{"kind":"region","name":"Oldtown","role":"location"}],"title":"Oldtown, killed: 5, 2016","type":"other"}
when as date; where as region; n as figure killed`},
		{name: "names that come twice", text: "title,note,note,,\nA,one,two,three,\n", want: `2 {"external_ids":["table:content-c46cf093124f18bbb4716fa1"],"origin":{"csv":{"column 4":"three","note (2)":"two"}},"summary":"one","title":"A","type":"other"}
title as title; note as summary; kept in origin: note (2), column 4, column 5
several columns are called note: the first of each is read as that`},
		{name: "rows of other lengths", text: "title,date,place\nA\nB,2016,X,\nC,2016,X,more\n", want: `2 {"external_ids":["table:content-a4f64a59b95a26f1db82db11"],"title":"A","type":"other"} (: the row has fewer cells (1) than the header (3): those at its end are taken as blank; a row has a cell for each column)
3 {"date":"2016","external_ids":["table:content-2a32b6a784a3ee5a9d7c6a3d"],"places":[{"kind":"place","name":"X","role":"location"}],"title":"B","type":"other"}
4 rejected: 4:10: the document: the row has more cells (4) than the header (3): a cell with a separator or a line break stands in quotes
title as title; date as date; place as place`},
		{name: "one cell more in each row, before the end", text: "title,date,place\nA,2016-10-11,,X\nB,2016-10-12,,Y\n", want: `2 {"date":"2016-10-11","external_ids":["table:content-b5194f588f73753ec8c0ec68"],"origin":{"csv":{"cell 4":"X"}},"title":"A","type":"other"}
3 {"date":"2016-10-12","external_ids":["table:content-533ebfce351844a886381f1a"],"origin":{"csv":{"cell 4":"Y"}},"title":"B","type":"other"}
title as title; date as date; place as place
each row has one cell more than there are names: what is certain is read, and the cells whose names may be another's are kept in origin by their numbers`},
		{name: "one cell more in each row, at the start", text: "title,date,place\n1,A,2016-10-11,X\n2,B,2016-10-12,Y\n", want: `2 {"date":"2016-10-11","external_ids":["table:content-468c52dde12c3c8852326a0c"],"origin":{"csv":{"cell 1":"1","cell 2":"A"}},"places":[{"kind":"place","name":"X","role":"location"}],"title":"X","type":"other"}
3 {"date":"2016-10-12","external_ids":["table:content-44f62800824c57b1f78646b6"],"origin":{"csv":{"cell 1":"2","cell 2":"B"}},"places":[{"kind":"place","name":"Y","role":"location"}],"title":"Y","type":"other"}
title as title; date as date; place as place
each row has one cell more than there are names: what is certain is read, and the cells whose names may be another's are kept in origin by their numbers`},
		{name: "lines above the header", text: "Table 1: what happened\n\nDate,Title\n2016,A\n", want: `4 {"date":"2016","external_ids":["table:content-9ee09ab4b4495a5fdfb42ea1"],"title":"A","type":"other"}
Title as title; Date as date`},
		{name: "blank lines and broken rows", text: "title,date\n\nA,2016\n,\nB,\"20\"16\nC,20\xe96\nD,2017", want: `3 {"date":"2016","external_ids":["table:content-c4e5090fbaecfb3f36077e5d"],"title":"A","type":"other"}
5 rejected: 5:7: the document: text stands behind the quote that closes the cell: a quote inside a cell in quotes is written twice
6 rejected: 6:5: the document: the byte 0xe9 is not UTF-8: save the file as UTF-8, or say what encoding it has (--encoding)
7 {"date":"2017","external_ids":["table:content-695ab1984f216bbca82c315a"],"title":"D","type":"other"}
title as title; date as date`},
		{name: "no names", text: "2016,It happened\n2017,It happened again\n", want: `ends: no row names columns that are known, such as date, title, summary, place, source: the first row is "2016 | It happened"; write such names above the rows, or say with a mapping (--map) which column is what`},
		{name: "nothing", text: "", want: `ends: there is no row in it`},
		{name: "names alone", text: "title,date\n", want: `title as title; date as date
there is no row below the names of the columns`},
		{name: "a large cell in no field", text: "title,html\nA," + strings.Repeat("x", 20_000) + "\n", want: `2 {"external_ids":["table:content-aa46ff0d164aac5db0b7f676"],"title":"A","type":"other"} (/origin: what has no field of its own is more than is kept: html is left out; say with a mapping which field it is, or that it is ignored)
title as title; kept in origin: html`},
	} {
		if got := readText(t, tt.text, tt.with); got != tt.want {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
}
