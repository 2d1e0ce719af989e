/** What is said of texts that stay on a device: [data-device-words] brings it. */
export interface DeviceWords {
  unable: string; // this browser can keep no text
  text: string; // nothing was pasted
  long: string;
  binary: string;
  file: string; // of the files plain text alone is read
  none: string; // the browser keeps nothing
  full: string; // it has no room
  unsent: string; // the server does not answer
  refused: string; // "Not saved: {why}"
  signed_out: string;
  other_length: string; // "This text has {n} characters, and … {of}"
  other_words: string;
  not_factual: string;
  in_part: string;
  uncited: string;
  coverage: string; // "{n} of {of}"
  cited_by: Record<string, string>; // "cited by {n} events", by the kind of number
  more_events: Record<string, string>;
}

export function readDeviceWords(element: HTMLElement): DeviceWords {
  return JSON.parse(element.dataset.deviceWords ?? "{}") as DeviceWords;
}

/** The form of a text for a number, in the language of the page. */
export function counted(forms: Record<string, string>, n: number): string {
  const kind = new Intl.PluralRules(document.documentElement.lang).select(n);
  return (forms[kind] ?? forms.other ?? "").replaceAll("{n}", String(n));
}
