/** A part of a date in words: a date as a machine reads it, or words around it. */
export interface Piece {
  text: string;
  date: boolean;
  datetime?: string; // what <time> may say, where HTML can write it
}

/** A date in words, put together from the inside out. */
export type Phrase = Piece[];

export const words = (text: string): Phrase => [{ text, date: false }];

export const value = (text: string): Phrase => [{ text, date: true }];

export const textOf = (phrase: Phrase): string => phrase.map((piece) => piece.text).join("");

/** Puts phrases into a pattern, where it has their names in braces. */
export function fillPhrase(pattern: string, named: { [name: string]: Phrase }): Phrase {
  return pattern.split(/\{([a-z]+)\}/).flatMap((part, i) => (i % 2 ? (named[part] ?? []) : part ? words(part) : []));
}

/** What the datetime attribute may hold: HTML knows years from 1 to 9999. */
export function inHTML(year: number): string | undefined {
  return year >= 1 && year <= 9999 ? String(year).padStart(4, "0") : undefined;
}
