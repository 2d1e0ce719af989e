// Periods. An open end goes on; one that is not known is there, but nobody
// says when.
import type { End, Interval, Single } from "../edtf";
import { shared } from "./elide";
import { first, last } from "./hull";
import type { Form } from "./form";
import type { Language } from "../language";
import { fillPhrase, type Phrase, words } from "./pieces";
import { outermost, single } from "./single";

export interface Worded {
  phrase: Phrase;
  note?: string; // what does not belong to the phrase, such as "no end stated"
}

export function interval(l: Language, { from, to }: Interval, form: Form): Worded {
  const d = l.dates;
  const within = { within: true };
  if (isKnown(from) && isKnown(to)) return { phrase: fromTo(l, d.to, from, to, form) };
  if (isKnown(from)) {
    const phrase = fillPhrase(d.from, { date: outermost(l, from, within, first) });
    return { phrase, note: to === "open" ? d.no_end_stated : d.end_not_known };
  }
  if (isKnown(to)) {
    const phrase = fillPhrase(d.until, { date: outermost(l, to, within, last) });
    return { phrase, note: from === "open" ? d.no_start : d.start_not_stated };
  }
  if (from === "unknown") return { phrase: words(d.start_not_stated), note: d.no_end_stated };
  return to === "open" ? { phrase: words(d.always) } : { phrase: words(d.no_start), note: d.end_not_known };
}

export const isKnown = (end: End): end is Single => typeof end !== "string";

/**
 * Two dates in a pattern of two, and what they share once. Two dates that are
 * the same are just the one, in the form of the whole.
 */
export function fromTo(l: Language, pattern: string, from: Single, to: Single, whole: Form): Phrase {
  if (from.text === to.text) return single(l, from, whole);
  const [a, b] = shared(l, from, to);
  return fillPhrase(pattern, {
    from: outermost(l, from, { ...a, within: true }, first),
    to: outermost(l, to, { ...b, within: true }, last),
  });
}
