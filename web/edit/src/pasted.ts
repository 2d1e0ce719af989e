import type { DeviceWords } from "./devicewords";
import { NotKept, type Shelf } from "./shelf";
import { type Measured, measure, readText } from "./text";

/**
 * Reads the text that a form with an article has, pasted or as a file of plain text; the
 * file wins, as on the server. Null where there is none: the form then says why.
 */
export async function readPasted(form: HTMLFormElement, words: DeviceWords): Promise<Measured | null> {
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')?.files?.[0];
  const given = file ? await wordsOf(file) : (form.querySelector<HTMLTextAreaElement>("textarea[name=text]")?.value ?? "");
  if (given === null) {
    sayOfText(form, words.file);
    return null;
  }
  const text = readText(given);
  if (typeof text !== "string") {
    sayOfText(form, { empty: words.text, long: words.long, binary: words.binary }[text.unread]);
    return null;
  }
  return measure(text);
}

/** The words of a file of plain text in UTF-8; null for another one. */
async function wordsOf(file: File): Promise<string | null> {
  if (!/\.txt$/i.test(file.name)) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return /^\s*<(!doctype html|html)/i.test(text) ? null : text;
  } catch {
    return null; // another encoding, or the file is gone
  }
}

/** Keeps a text; false where the browser does not: the form then says why. */
export async function keep(shelf: Shelf, found: Measured, form: HTMLFormElement, words: DeviceWords): Promise<boolean> {
  try {
    await shelf.put(found.sha256, found.text);
    return true;
  } catch (reason) {
    sayOfText(form, reason instanceof NotKept ? words[reason.why] : words.none);
    return false;
  }
}

/** Says beside the field of the text what is wrong with it, or with "" that nothing is. */
export function sayOfText(form: HTMLFormElement, message: string): void {
  const place = form.querySelector<HTMLElement>("#text-fault");
  const field = form.querySelector<HTMLTextAreaElement>("#text");
  if (place) place.textContent = message;
  if (message === "") return field?.removeAttribute("aria-invalid");
  field?.setAttribute("aria-invalid", "true");
  field?.focus();
}
