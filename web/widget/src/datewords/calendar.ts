// Days, months, seasons and clock times.
import type { Fields } from "../edtf";
import { fill, type Language } from "../language";
import type { Form } from "./form";
import { inHTML, type Piece } from "./pieces";
import { year, yearOfDate } from "./year";

/** Calendar fields in words, by the finest of them. */
export function calendar(l: Language, fields: Fields, form: Form): Piece {
  if (fields.time) return clock(l, fields, form);
  if (fields.season) return { text: season(l, fields, form), date: true };
  if (fields.day) return day(l, fields, form);
  return fields.month ? month(l, fields, form) : year(l, fields.year, form);
}

const two = (n: number): string => String(n).padStart(2, "0");

function day(l: Language, fields: Fields, form: Form): Piece {
  const d = l.dates;
  const { year, month, day } = fields;
  const [alone, within] = form.monthless ? [d.day_number, d.day_number_within] : form.yearless ? [d.day_of_month, d.day_of_month_within] : [d.day, d.day_within];
  const pattern = form.within ? within : alone;
  const regional = form.monthless ? undefined : country(l, fields, form.yearless ? { month: "long", day: "numeric" } : { dateStyle: "long" });
  const values = { day: String(day), month: d.months[month! - 1]!, year: yearOfDate(l, year) };
  const at = inHTML(year);
  return { text: regional ? pattern.replace(alone, regional) : fill(pattern, values), date: true, datetime: at && `${at}-${two(month!)}-${two(day!)}` };
}

function month(l: Language, fields: Fields, form: Form): Piece {
  const d = l.dates;
  const name = (form.within ? d.months : d.months_alone)[fields.month! - 1]!;
  const named = (): string =>
    country(l, fields, { month: "long", year: "numeric" }) ?? fill(form.within ? d.month_within : d.month, { month: name, year: yearOfDate(l, fields.year) });
  const at = inHTML(fields.year);
  return { text: form.yearless ? name : named(), date: true, datetime: at && `${at}-${two(fields.month!)}` };
}

/** A day or month as a country writes it, such as March 5, 2025 in en-US. */
function country(l: Language, { year, month, day = 1 }: Fields, options: Intl.DateTimeFormatOptions): string | undefined {
  if (!l.regional || year < 1000 || year > 9999) return undefined;
  return new Intl.DateTimeFormat(l.tag, { calendar: "gregory", timeZone: "UTC", ...options }).format(Date.UTC(year, month! - 1, day));
}

/** A grouping of months, as EDTF numbers them. */
function season(l: Language, fields: Fields, { within }: Form): string {
  const d = l.dates;
  const n = fields.season!;
  const values = { year: year(l, fields.year, { within: true }).text };
  if (n >= 40) return fill((within ? d.halves_within : d.halves)[n - 40]!, values);
  if (n >= 37) return fill((within ? d.thirds_within : d.thirds)[n - 37]!, values);
  if (n >= 33) return fill((within ? d.quarters_within : d.quarters)[n - 33]!, values);
  const text = fill((within ? d.seasons_within : d.seasons)[(n - 21) % 4]!, values);
  if (n <= 24) return text;
  return fill(n <= 28 ? d.northern : d.southern, { date: text });
}

function clock(l: Language, fields: Fields, form: Form): Piece {
  const d = l.dates;
  const { clock, unit, zone, midnight } = fields.time!;
  const utc = zone === "Z" ? " UTC" : zone && ` UTC${zone.replace("-", "−")}`;
  const time = clock + (form.zoneless ? "" : utc);
  const on = day(l, fields, form);
  const text = form.dayless ? time : fill(unit === "hour" ? d.hour : d.time, { date: on.text, time });
  const read = on.datetime && unit !== "hour" && !clock.includes(".") && !midnight;
  return { text, date: true, datetime: read ? `${on.datetime}T${clock}${zone}` : undefined };
}
