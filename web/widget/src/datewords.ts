// Dates in words: what is known, and no more. The words follow what the date
// is, as those of the server's pages do: internal/datewords has the same in Go,
// and its testdata/words.tsv holds both to the same words.
import type { Form } from "./datewords/form";
import { interval, type Worded } from "./datewords/interval";
import { fillPhrase, type Piece, textOf, words } from "./datewords/pieces";
import { set } from "./datewords/set";
import { single } from "./datewords/single";
import { calendar } from "./datewords/calendar";
import { dayAt, parse } from "./edtf";
import { fill, type Language } from "./language";

export type { Piece };

export interface DateLine {
  pieces: Piece[];
  note?: string; // what is not known of an end
}

interface Dated {
  edtf: string | null;
}

/** The words of a date, for the date line of events with some status. */
export function dateLine(l: Language, date: Dated, status = "occurred"): DateLine {
  const { phrase, note } = event(l, date.edtf, status);
  return { pieces: phrase.map((piece, i) => (i ? piece : { ...piece, text: l.capital(piece.text) })), note };
}

/** The same as one plain text, as within a sentence. */
export function dateText(l: Language, { edtf }: Dated): string {
  return withNote(l, edtf ? worded(l, edtf, {}) : { phrase: words(l.dates.unknown) });
}

/** A bound of a query, which is EDTF too, behind the word for its side. */
export function boundText(l: Language, side: "from" | "until", edtf: string): string {
  return fill(l.dates[side], { date: withNote(l, worded(l, edtf, { within: true })) });
}

/** A day in words, shortened to day and month where the year is known from elsewhere. */
export function dayText(l: Language, ms: number, withYear: boolean): string {
  return calendar(l, dayAt(ms), { yearless: !withYear }).text;
}

function worded(l: Language, edtf: string, form: Form): Worded {
  const date = parse(edtf);
  switch (date.kind) {
    case "single":
      return { phrase: single(l, date, form) };
    case "interval":
      return interval(l, date, form);
    default:
      return { phrase: set(l, date, form) };
  }
}

/** The date of an event with a status: what had not happened, or was called off, says so. */
function event(l: Language, edtf: string | null, status: string): Worded {
  const d = l.dates;
  const lies = status === "expected" || status === "scheduled" || status === "proposed";
  if (!edtf) return { phrase: words(d.unknown), note: lies ? d[`${status}_undated`] : undefined };
  if (!lies && status !== "postponed" && status !== "cancelled") return worded(l, edtf, {});
  const { phrase, note } = worded(l, edtf, { within: d.status_form === "within" });
  const pattern = status === "scheduled" && parse(edtf).kind !== "single" ? d.scheduled_span : d[status];
  return { phrase: fillPhrase(pattern, { date: phrase }), note };
}

function withNote(l: Language, { phrase, note }: Worded): string {
  return textOf(phrase) + (note ? l.dates.note_separator + note : "");
}
