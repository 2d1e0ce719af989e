import type { Quote, TimelineEvent } from "./records";

/**
 * Whether a paraphrase says little that the title and summary of its event do not
 * say: most of its longer words stand there too, or others that begin alike. The
 * server's pages fold the same ones.
 */
export function repeats(q: Quote, e: TimelineEvent): boolean {
  if (q.kind === "direct") return false;
  const told = longWords(`${e.title} ${e.summary ?? ""}`), said = longWords(q.text);
  const again = said.filter((w) => told.some((t) => beginAlike(w, t)));
  return said.length > 0 && again.length * 2 >= said.length;
}

/** The words of more than three letters, each once. */
function longWords(text: string): string[][] {
  const words = text.toLowerCase().match(/[\p{L}\p{Nd}\p{M}]+/gu) ?? [];
  return [...new Set(words)].map((w) => [...w]).filter((w) => w.length > 3);
}

/** Whether words begin with the same five letters, or with all of the shorter one's. */
function beginAlike(a: string[], b: string[]): boolean {
  const n = Math.min(5, a.length, b.length);
  return a.slice(0, n).join("") === b.slice(0, n).join("");
}
