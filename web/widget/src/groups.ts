import { type RecordDate, type Section, sectionOf, type TimelineEvent } from "./records";

/** Events that follow each other and have the same date, which is said once. */
export interface Group {
  key: string;
  date: RecordDate;
  status: string; // of its first event: the date line says "expected" and the like
  section: Section;
  words: string | null; // the source's own for the date, where all events have the same
  wordsDiffer: boolean;
  cited: boolean; // each of its events cites a source; else none does
  events: TimelineEvent[];
}

const inDateLine = ["expected", "scheduled", "proposed", "postponed", "cancelled"];

/** Adds events to a list of groups, at its end. */
export function group(groups: Group[], events: TimelineEvent[]): Group[] {
  for (const event of events) {
    const last = groups.at(-1);
    const status = inDateLine.includes(event.status) ? event.status : "";
    const cited = event.citations.length > 0;
    if (last && last.status === status && last.cited === cited && sameDate(last.date, event.date)) {
      last.events.push(event);
      if (last.words !== event.date.text) [last.words, last.wordsDiffer] = [null, true];
    } else {
      groups.push({
        key: event.id,
        date: event.date,
        status,
        section: sectionOf(event),
        words: event.date.text,
        wordsDiffer: false,
        cited,
        events: [event],
      });
    }
  }
  return groups;
}

function sameDate(a: RecordDate, b: RecordDate): boolean {
  return a.edtf === b.edtf && a.basis === b.basis;
}
