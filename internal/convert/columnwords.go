package convert

import (
	"regexp"
	"slices"
	"strings"
)

// tableField is what a column of a table may be.
type tableField struct {
	name    string
	several bool   // several columns may be it
	kind    string // of the actors or the place that it names, where it is one of those
	plain   []string
	hxl     *regexp.Regexp // the tag that the Humanitarian Exchange Language has for it
}

// tableFields are the fields that a mapping may name. Of several columns the one whose
// name comes first is taken. The spellings are plain names in English, German, French,
// Spanish and Ukrainian.
var tableFields = []tableField{
	{name: "id", plain: words("id event_id uid uuid guid identifier unique_id kennung identifiant identificador ідентифікатор"), hxl: tag(`#(event\+id|meta\+id|id)`)},
	{name: "title", plain: words("title headline event_title event_name name event heading titel überschrift ereignis titre intitulé événement evenement título titulo titular evento nombre назва заголовок подія"), hxl: tag(`#event(\+name|\+title)?`)},
	{name: "summary", plain: words("summary text description desc details body abstract notes note comment comments remarks zusammenfassung beschreibung notizen anmerkung anmerkungen bemerkung résumé resume texte remarques descripción descripcion resumen texto notas опис текст примітки"), hxl: tag(`#description|#event\+description`)}, //nolint:misspell // Spanish
	{name: "type", plain: words("type event_type kind typ art type_d_événement tipo tipo_de_evento тип вид"), hxl: tag(`#event\+type`)},
	{name: "status", plain: words("status event_status")},
	{name: "verification", plain: words("verification")},
	{name: "date", plain: words("date event_date start start_date startdate date_start start_datetime datetime date_time begin begins when datum beginn startdatum date_de_début début debut fecha fecha_inicio fecha_de_inicio inicio дата дата_події початок дата_початку"), hxl: tag(`#date(\+start|\+event|\+occurred)?`)},
	{name: "end", plain: words("end end_date enddate date_end end_datetime until ends ende enddatum date_de_fin fin fecha_fin fecha_de_fin кінець дата_кінця дата_завершення"), hxl: tag(`#date\+end`)},
	{name: "year", plain: words("year start_year event_year jahr année annee año ano anio рік"), hxl: tag(`#date\+(year|start\+year)`)},
	{name: "month", plain: words("month start_month monat mois mes місяць"), hxl: tag(`#date\+(month|start\+month)`)},
	{name: "day", plain: words("day start_day jour día dia день"), hxl: tag(`#date\+(day|start\+day)`)},
	{name: "time", plain: words("time start_time event_time uhrzeit heure hora час")},
	{name: "end_year", plain: words("end_year endjahr")},
	{name: "end_month", plain: words("end_month endmonat")},
	{name: "end_day", plain: words("end_day endtag")},
	{name: "end_time", plain: words("end_time")},
	{name: "date_text", plain: words("display_date displaydate date_text date_display date_as_stated")},
	{name: "actors", several: true, kind: "group", plain: words("actors actor actor1 actor2 actor_1 actor_2 participants participant involved parties akteure akteur beteiligte acteurs acteur actores participantes учасники учасник"), hxl: tag(`#org\+(actor|name)?|#actor`)}, //nolint:misspell // Spanish
	{name: "people", several: true, kind: "person", plain: words("people person persons who personen personne personnes persona personas особа особи люди")},
	{name: "organizations", several: true, kind: "organization", plain: words("organizations organization organisations organisation org company agency institution organización organizaciones організація організації"), hxl: tag(`#org`)},
	{name: "speaker", several: true, kind: "person", plain: words("speaker said_by sprecher sprecherin")},
	{name: "place", kind: "place", plain: words("place location location_name venue where locality ort lieu lugar ubicación ubicacion місце місце_події"), hxl: tag(`#loc(\+name)?`)},
	{name: "city", kind: "city", plain: words("city town stadt ville ciudad місто")},
	{name: "region", kind: "region", plain: words("admin3 adm3 adm_3 admin2 adm2 adm_2 admin1 adm1 adm_1 region province provincia région región область"), hxl: tag(`#adm[1-5]\+name|#region\+name`)},
	{name: "country", kind: "country", plain: words("country country_name country_code countrycode iso2 iso3 iso_a2 iso_a3 land pays país pais країна"), hxl: tag(`#country(\+(name|code).*)?`)},
	{name: "lat", plain: words("lat latitude breitengrad latitud широта"), hxl: tag(`#geo\+lat`)},
	{name: "lon", plain: words("lon lng long longitude längengrad longitud довгота"), hxl: tag(`#geo\+lon`)},
	{name: "coordinates", plain: words("coordinates coords latlon lat_lon latlng lat_lng gps koordinaten coordonnées coordenadas координати"), hxl: tag(`#geo\+(coords|coordinates)`)},
	{name: "topics", several: true, plain: words("topics topic tags tag category categories keywords keyword series theme themes kategorie kategorien schlagwörter thema themen catégorie catégories mots_clés thème categoría categoria etiquetas tema temas категорія теги тема")},
	{name: "source", several: true, plain: words("source sources source_name publisher quelle quellen fuente fuentes джерело джерела"), hxl: tag(`#meta\+source(\+name)?`)},
	{name: "url", several: true, plain: words("url urls link links source_url source_link href website lien liens enlace посилання"), hxl: tag(`#meta\+(source\+)?(url|link)`)},
	{name: "quote", plain: words("quote quotation zitat cita цитата")},
	{name: "media", several: true, plain: words("media media_url image image_url photo picture video bild imagen зображення")},
	{name: "media_caption", plain: words("media_caption caption bildunterschrift")},
	{name: "media_credit", plain: words("media_credit credit")},
	{name: "language", plain: words("language lang sprache langue idioma мова")},
}

// countWords are the names of columns that count what a figure says.
var countWords = words("fatalities deaths dead killed injured wounded casualties missing_persons displaced arrested arrests detained")

// countTag is the tag for the numbers of those whom an event befell.
var countTag = regexp.MustCompile(`^#affected\+([a-z]+)$`)

// hxlTag is a tag of the Humanitarian Exchange Language, without blanks.
var hxlTag = regexp.MustCompile(`^#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*$`)

func words(list string) []string { return strings.Fields(list) }

func tag(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(?:` + pattern + `)$`) }

func fieldNamed(name string) (tableField, bool) {
	i := slices.IndexFunc(tableFields, func(f tableField) bool { return f.name == name })
	if i < 0 {
		return tableField{}, false
	}
	return tableFields[i], true
}

func tableFieldNames() []string {
	names := make([]string, len(tableFields))
	for i, f := range tableFields {
		names[i] = f.name
	}
	return names
}

// telling are the fields of which one has to be there for a table to tell of events.
var telling = []string{"title", "summary", "date", "year", "quote"}

// missingWords stand where nothing is known.
var missingWords = []string{"NA", "N/A", "n/a", "NaN", "nan", "NULL", "null", "#N/A", "#NULL!", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!"}
