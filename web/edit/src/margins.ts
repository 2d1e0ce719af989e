import { isWordPoint, type Sentence } from "./sentences";
import { sha256 } from "./text";

/** A place that a record cites, as the page has it; without an event it is one that states no fact. */
export interface Place {
  start: number;
  end: number;
  sha256: string; // of the words there
  event?: string; // its id
}

/** A sentence with what the records make of it. */
export interface Margin extends Sentence {
  events: string[]; // the ids of those that cite a word of it, each once
  notFactual: boolean;
  covered: boolean; // at least half of its letters are cited, or not factual
}

/**
 * What places say of the sentences of a text, as internal/evidence (Margins) counts it. A
 * place that the text contradicts by its digest counts for nothing.
 */
export async function marginsOf(text: readonly string[], sentences: readonly Sentence[], places: readonly Place[]): Promise<Margin[]> {
  const margins = sentences.map((sentence) => ({ ...sentence, events: [] as string[], notFactual: false, covered: false }));
  const standing: Place[] = [];
  for (const place of places) if (await stands(text, place)) standing.push(place);
  for (const place of standing) {
    for (let i = firstAt(margins, place.start); i < margins.length; i++) {
      const margin = margins[i];
      if (!margin || margin.start >= place.end) break;
      if (place.event === undefined) margin.notFactual = true;
      else if (!margin.events.includes(place.event)) margin.events.push(place.event);
    }
  }
  const cited = new Uint8Array(text.length);
  for (const place of standing) cited.fill(1, place.start, place.end);
  for (const margin of margins) {
    let [letters, of] = [0, 0];
    for (let at = margin.start; at < margin.end; at++) {
      if (!isWordPoint(text[at])) continue;
      of++;
      letters += cited[at] ?? 0;
    }
    margin.covered = 2 * letters >= of;
  }
  return margins;
}

/** The words of a place, where they stand in the text as its digest says; null where they do not. */
export async function wordsAt(text: readonly string[], place: Place): Promise<string | null> {
  if (!(0 <= place.start && place.start < place.end && place.end <= text.length)) return null;
  const words = text.slice(place.start, place.end).join("");
  return (await sha256(words)) === place.sha256 ? words : null;
}

async function stands(text: readonly string[], place: Place): Promise<boolean> {
  return (await wordsAt(text, place)) !== null;
}

/** The first sentence that ends behind a position; they stand in order. */
function firstAt(margins: readonly Margin[], start: number): number {
  let [low, high] = [0, margins.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((margins[middle]?.end ?? 0) <= start) low = middle + 1;
    else high = middle;
  }
  return low;
}
