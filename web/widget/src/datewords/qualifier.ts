// What is doubted of a date.
import { isAge, type Single } from "../edtf";
import { fill, type Language } from "../language";
import type { Form } from "./form";
import { fillPhrase, type Phrase, value, words } from "./pieces";
import { age } from "./year";

/**
 * What is doubted of a date around the words of the rest, which are made in the
 * form that stands there. A date of bounds that have no name can't be called
 * "about" anything, so that what is doubted stands behind it.
 */
export function qualify(l: Language, date: Single, form: Form, rest: (form: Form) => { phrase: Phrase; named: boolean }): Phrase {
  const d = l.dates;
  const { phrase, named } = rest(form);
  const sign = date.qualifier;
  if (sign === "" && !date.partly) return phrase;
  if (sign === "" || !named) return fillPhrase(d.partly, { date: phrase, doubts: words(doubts(l, date)) });
  if (isAge(date.year) && sign !== "?") {
    const about = value(age(l, -date.year!, d.about_number));
    return sign === "%" ? fillPhrase(d.perhaps, { date: about }) : about;
  }
  const within = form.within || sign !== "?" || d.perhaps_form === "within";
  const [alone, inside] = { "~": [d.about, d.about_within], "?": [d.perhaps, d.perhaps_within], "%": [d.perhaps_about, d.perhaps_about_within] }[sign];
  return fillPhrase((form.within ? inside : alone)!, { date: rest({ ...form, within }).phrase });
}

/** The components that are doubted: year uncertain; month and day approximate. */
function doubts(l: Language, date: Single): string {
  const d = l.dates;
  const list: string[] = [];
  for (const [sign, pattern] of [["?", d.uncertain], ["~", d.approximate], ["%", d.uncertain_and_approximate]] as const) {
    const season = Number(date.components[1]) > 12;
    const parts = date.doubt.flatMap((of, i) => (of === sign ? [d.components[i === 1 && season ? 3 : i]!] : []));
    if (parts.length > 0) list.push(fill(pattern, { parts: l.list(parts) }));
  }
  return list.join(d.doubt_separator);
}
