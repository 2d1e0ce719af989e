/** What the script says, in the page's language: main[data-words] brings it. */
export interface Words {
  saved: string; // "Saved {time}"
  saving: string;
  waiting: string; // there is no connection, and what was typed is kept here
  refused: string; // the server has refused it
  signed_out: string;
  conflict: string; // "{name} has changed the same fields"
  none_found: string;
  found: string; // "{count} found"
  selected: string; // "{count} words selected"
  undo: string; // "Undo: {what}"
  redo: string;
  others: string; // "Here too: {names}"
  coverage: string; // "{cited} of {of} sentences cited"
}

const missing: Words = {
  saved: "Saved {time}", saving: "Saving…", waiting: "Kept on this device; it is sent when there is a connection.", refused: "Not saved: {why}", signed_out: "You are signed out. What you typed is kept on this device: sign in again in another tab.",
  conflict: "{name} has changed the same fields meanwhile.", none_found: "Nothing found", found: "{count} found", selected: "{count} words selected",
  undo: "Undo: {what}", redo: "Redo: {what}", others: "Here too: {names}", coverage: "{cited} of {of} sentences cited",
};

export function readWords(main: HTMLElement): Words {
  return { ...missing, ...(JSON.parse(main.dataset.words ?? "{}") as Partial<Words>) };
}

/** Puts values into a text with placeholders. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}
