// Single dates: days, months, seasons, years, and what is stated of them in part.
import type { Fields, Single } from "../edtf";
import { fill, type Language } from "../language";
import { calendar } from "./calendar";
import type { Form } from "./form";
import { first, hull } from "./hull";
import { fillPhrase, type Phrase, value, words } from "./pieces";
import { qualify } from "./qualifier";
import { numeral, year } from "./year";

export function single(l: Language, date: Single, form: Form): Phrase {
  return qualify(l, date, form, (form) => {
    const phrase = named(l, date, form);
    return { phrase: phrase ?? hull(l, date, form), named: phrase !== undefined };
  });
}

/**
 * An end of a period: of a date that has no name of its own, the first or last
 * day, month or year that it may be.
 */
export function outermost(l: Language, date: Single, form: Form, of: typeof first): Phrase {
  return qualify(l, date, form, (form) => ({ phrase: named(l, date, form) ?? [calendar(l, of(date), form)], named: true }));
}

/**
 * A date that has a name, without its qualifiers. There is none for digits that
 * are not stated in another place than the end, as in 2004-X1, nor for
 * significant digits.
 */
function named(l: Language, date: Single, form: Form): Phrase | undefined {
  const d = l.dates;
  if (date.components.length === 0 && !date.time) return value(date.text);
  if (date.time) return [calendar(l, date as Fields, form)];
  if (date.year === null) return unstated(l, date.components, form);
  const months = date.components.slice(1).join("-");
  const inYear = [year(l, date.year, { within: true })];
  if (months === "XX-XX") return fillPhrase(form.within ? d.some_day_within : d.some_day, { date: inYear });
  if (months === "XX") return fillPhrase(form.within ? d.some_month_within : d.some_month, { date: inYear });
  if (date.components[2] === "XX" && date.month) {
    return fillPhrase(form.within ? d.some_day_within : d.some_day, { date: [calendar(l, date as Fields, { within: true })] });
  }
  return months.includes("X") ? undefined : [calendar(l, date as Fields, form)];
}

/** A date whose year has digits that are not stated: a decade, a century, or any year. */
function unstated(l: Language, [text, ...months]: string[], form: Form): Phrase | undefined {
  const d = l.dates;
  const [, bc, digits] = /^(-?)([\dX]{4})$/.exec(text!) ?? [];
  if (!digits) return undefined;
  if (digits === "XXXX") return ofSomeYear(l, months, bc === "-", form);
  if (months.length > 0) return undefined;
  if (/^\d\dXX$/.test(digits)) {
    const century = fill(form.within ? d.century_within : d.century, { century: numeral(l, Number(digits.slice(0, 2)) + 1) });
    return value(bc ? fill(d.bce, { year: century }) : century);
  }
  if (/^[1-9]\d\dX$/.test(digits) && !bc) {
    return value(fill(form.within ? d.decade_within : d.decade, { year: `${digits.slice(0, 3)}0` }));
  }
  return undefined;
}

/** What is known of a date whose year is not. */
function ofSomeYear(l: Language, months: string[], bc: boolean, form: Form): Phrase | undefined {
  const d = l.dates;
  const inEra = (text: string): string => (bc ? fill(d.bce, { year: text }) : text);
  const someDay = form.within ? d.some_day_within : d.some_day;
  const inYear = inEra(d.some_year_within);
  switch (months.join("-")) {
    case "":
      return value(form.within ? inYear : inEra(d.some_year));
    case "XX":
      return fillPhrase(form.within ? d.some_month_within : d.some_month, { date: value(inYear) });
    case "XX-XX":
      return fillPhrase(someDay, { date: value(inYear) });
  }
  const [month, day] = months;
  if (month!.includes("X") || Number(month) > 12) return undefined;
  const dated = (fields: Fields, form: Form): Phrase =>
    fillPhrase(d.of_some_year, { date: value(calendar(l, fields, { ...form, yearless: true }).text), year: words(inYear) });
  if (day === undefined) return dated({ year: 0, month: Number(month) }, form);
  if (day === "XX") return fillPhrase(someDay, { date: dated({ year: 0, month: Number(month) }, { within: true }) });
  return day.includes("X") ? undefined : dated({ year: 0, month: Number(month), day: Number(day) }, form);
}
