// The text of a source as citations count it, read here as the server reads it where it
// gets one: internal/article (Pasted, clean) and internal/evidence (ReadText). Both pass
// internal/article/testdata/texts.json.

/** The longest text that is taken, in bytes of UTF-8. */
export const maxText = 1 << 20;

/** Why words are no text: there are none, too many, or a NUL among them. */
export type Unread = "empty" | "long" | "binary";

/** A text with what a server is told of it. */
export interface Measured {
  text: string;
  length: number; // in Unicode code points
  sha256: string; // of its UTF-8 bytes, in lower-case hexadecimal
}

const bytes = new TextEncoder();

/**
 * Brings pasted words into the form of a source's text: every way to end a line becomes
 * a line feed, and other control characters than the tab, soft hyphens and byte order
 * marks are left out. Half of a surrogate pair becomes U+FFFD, as when a form is sent.
 */
export function readText(words: string): string | { unread: Unread } {
  const text = wellFormed(words)
    .replace(/\r\n|[\r\v\f\u0085\u2028\u2029]/g, "\n")
    .replace(/[\u0001-\u0008\u000E-\u001F\u007F-\u009F\u00AD\uFEFF]/g, "");
  if (text.includes("\0")) return { unread: "binary" };
  if (/^\p{White_Space}*$/u.test(text)) return { unread: "empty" };
  if (bytes.encode(text).length > maxText) return { unread: "long" };
  return text;
}

function wellFormed(words: string): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes.encode(words));
}

/** How many Unicode code points a text has. */
export function points(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

export async function measure(text: string): Promise<Measured> {
  return { text, length: points(text), sha256: await sha256(text) };
}

/** The SHA-256 of a text's UTF-8 bytes. Browsers compute it on https and localhost alone. */
export async function sha256(text: string): Promise<string> {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes.encode(text)));
  return [...sum].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
