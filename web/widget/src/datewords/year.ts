// Years and their eras, ages and centuries.
import { isAge } from "../edtf";
import { fill, type Language } from "../language";
import type { Form } from "./form";
import { inHTML, type Piece } from "./pieces";

/** A year on its own: in how many millions of years ago it was where it is a round number of them. */
export function year(l: Language, n: number, { within }: Form): Piece {
  if (isAge(n)) return { text: age(l, -n, "{number}"), date: true };
  return { text: inWords(l, n, within ? l.dates.year_within : l.dates.year), date: true, datetime: inHTML(n) };
}

/** The year behind a day or month. */
export const yearOfDate = (l: Language, n: number): string => inWords(l, n, l.dates.year_of_date);

/**
 * An astronomical year with its era: 0 is 1 BC, and round years of six digits
 * or more stay round.
 */
function inWords(l: Language, n: number, pattern: string): string {
  const round = n <= -100_000 && n % 1000 === 0;
  const counted = n > 0 ? n : round ? -n : 1 - n;
  const year = fill(pattern, { year: counted > 9999 ? l.number(counted) : String(counted) });
  if (n <= 0) return fill(l.dates.bce, { year });
  return n < 1000 || n > 9999 ? fill(l.dates.ce, { year }) : year;
}

/** A number of years ago; about is what stands around the number. */
export function age(l: Language, years: number, about: string): string {
  const d = l.dates;
  const great = Number(d.great_age_unit), large = Number(d.large_age_unit);
  const [pattern, unit] = years >= great ? [d.great_age, great] : [d.large_age, large];
  return fill(pattern, { number: fill(about, { number: l.number(years / unit) }) });
}

/** The number of a century as the language writes it. */
export function numeral(l: Language, n: number): string {
  switch (l.dates.century_numerals) {
    case "roman":
      return roman(n);
    case "ordinal":
      return n + ({ one: "st", two: "nd", few: "rd" }[new Intl.PluralRules("en", { type: "ordinal" }).select(n) as string] ?? "th");
    default:
      return String(n);
  }
}

function roman(n: number): string {
  const signs: [number, string][] = [[100, "C"], [90, "XC"], [50, "L"], [40, "XL"], [10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]];
  let text = "";
  for (const [value, sign] of signs) {
    for (; n >= value; n -= value) text += sign;
  }
  return text;
}
