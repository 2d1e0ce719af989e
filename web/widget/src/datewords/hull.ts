// The bounds of dates that have no name, such as 156X-12-25 and 1950S2.
import { type Fields, type Single, yearsOf } from "../edtf";
import type { Language } from "../language";
import { calendar } from "./calendar";
import { sharedFields } from "./elide";
import type { Form } from "./form";
import { fillPhrase, type Phrase } from "./pieces";

/** The first and the last day, month or year that a date may be, by the finest of them that it speaks of. */
export function hull(l: Language, date: Single, form: Form): Phrase {
  const from = first(date), to = last(date);
  if (from.year === to.year && from.month === to.month && from.day === to.day) return [calendar(l, from, form)];
  const [a, b] = sharedFields(l, from, to, false);
  return fillPhrase(l.dates.between, { from: [calendar(l, from, { ...a, within: true })], to: [calendar(l, to, { ...b, within: true })] });
}

export const first = (date: Single): Fields => bound(date, 1);

export const last = (date: Single): Fields => bound(date, -1);

// Where each sub-year grouping starts, and how many months it has: seasons, those
// of the two hemispheres, quarters, quadrimesters, semesters.
const starts = [3, 6, 9, 12, 3, 6, 9, 12, 9, 12, 3, 6, 1, 4, 7, 10, 1, 5, 9, 1, 7];
const lengthOf = (season: number): number => (season <= 36 ? 3 : season <= 39 ? 4 : 6);

function bound({ components: [text, month, day] }: Single, step: 1 | -1): Fields {
  const { min, max, fits } = yearsOf(text!);
  const from = step > 0 ? min : max;
  const season = Number(month);
  if (month === undefined) return { year: from };
  if (season > 12) {
    const at = starts[season - 21]! + (step > 0 ? 0 : lengthOf(season) - 1);
    return at > 12 ? { year: from + 1, month: at - 12 } : { year: from, month: at };
  }
  // 29 February may have to look for a leap year; all else is found at once.
  for (let year = from; min <= year && year <= max; year += step) {
    for (let m = step > 0 ? 1 : 12; fits(year) && m >= 1 && m <= 12; m += step) {
      if (!pairFits(month, m)) continue;
      if (day === undefined) return { year, month: m };
      const days = daysIn(year, m);
      for (let n = step > 0 ? 1 : days; n >= 1 && n <= days; n += step) {
        if (pairFits(day, n)) return { year, month: m, day: n };
      }
    }
  }
  return { year: from };
}

function pairFits(pair: string, n: number): boolean {
  return [...String(n).padStart(2, "0")].every((digit, i) => pair[i] === "X" || pair[i] === digit);
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Whether a date names a day, known or not, or a time in one. */
export const namesDay = (date: Single): boolean => date.time !== undefined || date.components.length === 3;
