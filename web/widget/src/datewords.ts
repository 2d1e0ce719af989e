// Dates in words: what is known, and no more. The patterns are those of the
// server's pages, put together as locales/README.md says.
import { dayAt, type Edtf, type End, instant, type Interval, isAge, parse, type Single } from "./edtf";
import { fill, type Language } from "./language";
import type { RecordDate } from "./records";

/** A piece of a date line: a date as a machine reads it, or words around it. */
export interface Piece {
  text: string;
  date: boolean;
  datetime?: string; // what <time> may say, where HTML can write it
}

export interface DateLine {
  pieces: Piece[];
  note?: string; // what is not known of an end
}

// Dates are carried through the patterns between marks of Unicode's private use.
const open = "\uE000", middle = "\uE001", close = "\uE002";
const marked = new RegExp(`${open}([^${middle}]*)${middle}([^${close}]*)${close}`);

/** The words of a date, for the date line of events with some status. */
export function dateLine(l: Language, date: RecordDate, status = "occurred"): DateLine {
  const { text, note } = new DateWords(l, date).line(status);
  return { pieces: pieces(l.capital(text), l), note };
}

/** The same as one plain text, as within a sentence. */
export function dateText(l: Language, date: RecordDate): string {
  const { text, note } = new DateWords(l, date).line("occurred");
  return unmarked(text) + (note ? l.dates.list_separator + note : "");
}

/** A bound of a query, which is EDTF too. */
export function queryText(l: Language, edtf: string): string {
  const bounds = { earliest: null, latest: null, precision: null, approximate: false, uncertain: false, text: null };
  try {
    return dateText(l, { edtf, basis: "stated", ...bounds });
  } catch {
    return edtf;
  }
}

/** A day in words, shortened to day and month where the year is known from elsewhere. */
export function dayText(l: Language, ms: number, withYear: boolean): string {
  return unmarked(new DateWords(l).single(dayAt(ms), { elided: !withYear }));
}

function unmarked(text: string): string {
  return text.replace(new RegExp(`${open}[^${middle}]*${middle}|${close}`, "g"), "");
}

function pieces(text: string, l: Language): Piece[] {
  const list: Piece[] = [];
  for (let rest = text; rest; ) {
    const found = marked.exec(rest);
    const before = found ? rest.slice(0, found.index) : rest;
    if (before) list.push({ text: before, date: false });
    if (!found) break;
    list.push({ text: list.length ? found[2]! : l.capital(found[2]!), date: true, datetime: found[1] || undefined });
    rest = rest.slice(found.index + found[0].length);
  }
  return list;
}

interface Form {
  within?: boolean; // behind about, between, by, from and their like
  elided?: boolean; // without its year
}

class DateWords {
  readonly #l: Language;
  readonly #record?: RecordDate;

  constructor(l: Language, record?: RecordDate) {
    this.#l = l;
    this.#record = record;
  }

  line(status: string): { text: string; note?: string } {
    const d = this.#l.dates;
    const lies = status === "expected" || status === "scheduled" || status === "proposed";
    const off = status === "postponed" || status === "cancelled";
    if (!this.#record?.edtf) return { text: d.unknown, note: lies ? d[`${status}_undated`] : undefined };
    const { text, note } = this.#phrase(parse(this.#record.edtf), lies || off);
    if (!lies && !off) return { text, note };
    return { text: fill(d[status], { date: text }), note };
  }

  #phrase(date: Edtf, within: boolean): { text: string; note?: string } {
    switch (date.kind) {
      case "single":
        return { text: date.vague ? this.#hull() : this.#qualified(date, within) };
      case "interval":
        return this.#interval(date);
      default:
        return { text: this.#several(date.kind, date.members) };
    }
  }

  /** From one day to another, of a date that has no other words. */
  #hull(): string {
    const { earliest, latest, approximate, edtf } = this.#record!;
    if (!earliest || !latest) return this.#marked(edtf!, "");
    const from = dayAt(instant(earliest)), to = dayAt(instant(latest) - 1);
    if (this.#plain(from, {}) === this.#plain(to, {})) return this.single(from);
    const years = from.month === 1 && from.day === 1 && to.month === 12 && to.day === 31;
    if (years && from.year === to.year) return this.single(yearOf(from));
    const text = years ? this.#between(yearOf(from), yearOf(to)) : this.#between(from, to);
    return approximate ? fill(this.#l.dates.about, { date: text }) : text;
  }

  #between(from: Single, to: Single, pattern = this.#l.dates.between): string {
    const alike = from.year === to.year && isMonthOrDay(from) && isMonthOrDay(to);
    const elide = alike ? this.#l.dates.elide_year_of : "";
    return fill(pattern, {
      from: this.#qualified(from, true, elide === "from"),
      to: this.#qualified(to, true, elide === "to"),
    });
  }

  #interval({ from, to }: Interval): { text: string; note?: string } {
    const d = this.#l.dates;
    const start = this.#known(from, "earliest"), end = this.#known(to, "latest");
    if (start && end) {
      if (start.text && start.text === end.text) return { text: fill(d.within, { date: this.#qualified(start, true) }) };
      return { text: this.#between(start, end, this.#record!.basis === "stated" ? d.to : d.between) };
    }
    if (start) return { text: fill(d.from, { date: this.#qualified(start, true) }), note: to === "open" ? d.no_end_stated : d.end_not_known };
    if (!end && from === "open") return to === "open" ? { text: d.always } : { text: d.no_start, note: d.end_not_known };
    if (!end) return { text: d.start_not_stated, note: d.no_end_stated };
    const pattern = from === "open" ? d.until : d.by;
    return { text: fill(pattern, { date: this.#qualified(end, true) }), note: from === "open" ? d.no_start : d.start_not_stated };
  }

  /** The date at an end; the bound of the record where the date has no words of its own. */
  #known(end: End, bound: "earliest" | "latest"): Single | undefined {
    if (typeof end === "string") return undefined;
    const at = this.#record?.[bound];
    if (!end.vague || !at) return end;
    return dayAt(instant(at) - (bound === "latest" ? 1 : 0));
  }

  #several(kind: "one" | "all", members: (Single | Interval)[]): string {
    const d = this.#l.dates;
    const texts = members.map((m) => {
      if (m.kind === "single") return this.#qualified(m, false);
      const { from, to } = m;
      if (typeof from === "string") return typeof to === "string" ? d.always : fill(d.until, { date: this.#qualified(to, true) });
      return typeof to === "string" ? fill(d.from, { date: this.#qualified(from, true) }) : this.#between(from, to, d.to);
    });
    if (texts.length === 1) return texts[0]!;
    return fill(kind === "one" ? d.one_of : d.all_of, { dates: this.#l.list(texts, kind === "one" ? "or" : "and") });
  }

  #qualified(date: Single, within: boolean, elided = false): string {
    const d = this.#l.dates;
    const text = this.single(date, { within: within || date.qualifier !== "", elided });
    if (date.partly) return fill(d.partly, { date: text });
    const pattern = { "": "{date}", "~": d.about, "?": d.perhaps, "%": d.perhaps_about }[date.qualifier];
    return fill(pattern, { date: text });
  }

  /** A date without its qualifiers, marked for <time>. */
  single(date: Single, form: Form = {}): string {
    if (date.vague) return this.#marked(date.text, "");
    return this.#marked(this.#plain(date, form), datetimeOf(date));
  }

  #marked(text: string, datetime: string): string {
    return open + datetime + middle + text + close;
  }

  #plain(date: Single, form: Form): string {
    const d = this.#l.dates;
    if (date.time) {
      const day = this.#plain({ ...date, time: undefined }, form);
      const zone = date.time.zone === "Z" ? " UTC" : date.time.zone && ` UTC${date.time.zone.replace("-", "−")}`;
      return fill(date.time.unit === "hour" ? d.hour : d.time, { date: day, time: date.time.clock + zone });
    }
    if (date.decade) return fill(form.within ? d.decade_within : d.decade, { year: String(date.decade) });
    if (date.century) return fill(form.within ? d.century_within : d.century, { century: this.#numeral(date.century) });
    const year = date.year!;
    if (date.season) return this.#season(date.season, this.#year(year, d.year_within));
    if (date.anyMonth) return fill(date.anyDay ? d.some_day : d.some_month, { date: this.#year(year, d.year_within) });
    if (!date.month) return this.#year(year, form.within ? d.year_within : d.year);
    if (date.anyDay) return fill(d.some_day, { date: this.#month(year, date.month, { within: true }) });
    return date.day ? this.#day(year, date.month, date.day, form) : this.#month(year, date.month, form);
  }

  #day(year: number, month: number, day: number, { within, elided }: Form): string {
    const d = this.#l.dates;
    const values = { day: String(day), month: d.months[month - 1]!, year: this.#year(year, d.year_of_date) };
    const alone = elided ? d.day_of_month : d.day;
    const pattern = within ? (elided ? d.day_of_month_within : d.day_within) : alone;
    const regional = this.#regional(year, month, day, elided ? { month: "long", day: "numeric" } : { dateStyle: "long" });
    return regional ? pattern.replace(alone, regional) : fill(pattern, values);
  }

  #month(year: number, month: number, { within, elided }: Form): string {
    const d = this.#l.dates;
    if (elided) return d.months[month - 1]!;
    const values = { month: (within ? d.months : d.months_alone)[month - 1]!, year: this.#year(year, d.year_of_date) };
    return this.#regional(year, month, 1, { month: "long", year: "numeric" }) ?? fill(within ? d.month_within : d.month, values);
  }

  /** A day or month as a country writes it, such as March 5, 2025 in en-US. */
  #regional(year: number, month: number, day: number, options: Intl.DateTimeFormatOptions): string | undefined {
    if (!this.#l.regional || year < 1000 || year > 9999) return undefined;
    return new Intl.DateTimeFormat(this.#l.tag, { calendar: "gregory", timeZone: "UTC", ...options }).format(Date.UTC(year, month - 1, day));
  }

  /** An astronomical year in one of its forms: 0 is 1 BC, and round millions of years are an age. */
  #year(year: number, form: string): string {
    const d = this.#l.dates;
    if (isAge(year)) return this.#age(-year);
    if (year >= 1000 && year <= 9999) return fill(form, { year: String(year) });
    const round = year <= -100_000 && year % 1000 === 0;
    const counted = year > 0 ? year : round ? -year : 1 - year;
    const number = counted > 9999 ? this.#l.number(counted) : String(counted);
    return fill(year > 0 ? d.ce : d.bce, { year: fill(form, { year: number }) });
  }

  #age(years: number): string {
    const d = this.#l.dates;
    const great = Number(d.great_age_unit), large = Number(d.large_age_unit);
    if (years >= great) return fill(d.great_age, { number: this.#l.number(years / great) });
    return fill(d.large_age, { number: this.#l.number(years / large) });
  }

  #season(n: number, year: string): string {
    const d = this.#l.dates;
    if (n >= 40) return fill(d.halves[n - 40]!, { year });
    if (n >= 37) return fill(d.thirds[n - 37]!, { year });
    if (n >= 33) return fill(d.quarters[n - 33]!, { year });
    const text = fill(d.seasons[(n - 21) % 4]!, { year });
    if (n <= 24) return text;
    return fill(n <= 28 ? d.northern : d.southern, { date: text });
  }

  #numeral(n: number): string {
    switch (this.#l.dates.century_numerals) {
      case "roman":
        return roman(n);
      case "ordinal":
        return n + ({ one: "st", two: "nd", few: "rd" }[new Intl.PluralRules("en", { type: "ordinal" }).select(n) as string] ?? "th");
      default:
        return String(n);
    }
  }
}

function isMonthOrDay(date: Single): boolean {
  return date.month !== undefined && !date.anyDay && !date.time && !date.vague;
}

const yearOf = (date: Single): Single => ({ ...date, month: undefined, day: undefined });

function roman(n: number): string {
  const signs: [number, string][] = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
  let text = "";
  for (const [value, sign] of signs) {
    for (; n >= value; n -= value) text += sign;
  }
  return text;
}

/** What the datetime attribute may hold: HTML knows years from 1 and no vagueness. */
function datetimeOf(date: Single): string {
  const { year, month, day, season, decade, century, anyDay, anyMonth, time } = date;
  if (!year || year < 1 || year > 9999 || season || decade || century || anyDay || anyMonth || time?.unit === "hour") return "";
  const two = (n: number) => String(n).padStart(2, "0");
  const written = String(year).padStart(4, "0") + (month ? `-${two(month)}` : "") + (day ? `-${two(day)}` : "");
  return time ? `${written}T${time.clock}${time.zone}` : written;
}
