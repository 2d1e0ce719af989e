/** What the script says, in the page's language: main[data-words] brings it. */
export interface Words {
  saved: string; // "Saved {time}"
  saving: string;
  waiting: string; // there is no connection, and what was typed is kept here
  refused: string; // "Not saved: {why}"
  signed_out: string;
  conflict: string; // "{who} has changed the same meanwhile."
  none_found: string;
  found: string; // "Found: {count}"
  selected: string; // "Words selected: {count}"
  undo: string; // "Undo: {what}"
  redo: string;
  other: string; // "{who} is here too", of one
  others: string; // and of several
  uploading: string;
  uploaded: string;
  no_upload: string; // the picture could not be sent
  coverage: string; // "{n} of {of}"
}

export function readWords(main: HTMLElement): Words {
  return JSON.parse(main.dataset.words ?? "{}") as Words;
}

/** Puts values into a text with placeholders. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
