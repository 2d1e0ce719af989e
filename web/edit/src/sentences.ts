// Sentences of a text by the rules of internal/evidence (sentences.go), function by
// function, for a text that no server sees. Both pass internal/article/testdata/texts.json:
// who changes a rule changes it in both. Letters are those that the browser's version of
// Unicode knows.

/** A sentence. Start and end count Unicode code points, end exclusive. */
export interface Sentence {
  start: number;
  end: number;
  line: number; // of the text, from 0 on: what stands in one line is a paragraph
}

/** Parts a text, given as its code points, into sentences, in order and apart from each other. */
export function sentencesOf(text: readonly string[]): Sentence[] {
  const list: Sentence[] = [];
  for (let from = 0, line = 0; from < text.length; line++) {
    let to = from;
    while (to < text.length && !isLineBreak(text[to])) to++;
    new Line(text, to, line, list).read(from);
    from = to + 1;
  }
  return list;
}

const stops = new Set(".!?…؟۔।॥։።‼⁇⁈⁉"); // these need a space behind them
const wideStops = new Set("。！？｡．"); // these do not
const closers = new Set(`"'”’»›)]}“‘」』）】》〉〗］`);
const dashes = new Set("-–—");
const openers = new Set(`"'“‘„‚«‹([{¿¡「『（【《〈〖［-–—`);
const openingQuotes = new Set("“‘「『（【《〈");
const bullets = new Set("-*•‣◦·–—");
const openings = new Set("\u202A\u202B\u202D\u202E\u2066\u2067\u2068"); // these belong to what follows them

const isLineBreak = (c = ""): boolean => c === "\n" || c === "\u2028" || c === "\u2029";
const isWhite = (c = ""): boolean => /^\p{White_Space}$/u.test(c);
const isStop = (c = ""): boolean => stops.has(c) || wideStops.has(c);
const isLetter = (c = ""): boolean => /^\p{L}$/u.test(c);
const isNumber = (c = ""): boolean => /^\p{N}$/u.test(c);

/** Tells a letter or digit. */
export const isWordPoint = (c = ""): boolean => /^[\p{L}\p{N}]$/u.test(c);

/** Accents, vowel signs, joiners, variants, colours of skin: one character with what stands before. */
const extends_ = (c = ""): boolean => c >= "\u0300" && /^[\p{M}\p{Grapheme_Extend}\u200D\u{1F3FB}-\u{1F3FF}]$/u.test(c);

/** Signs without a width, but those that stand before a number. */
const isUnseen = (c = ""): boolean => /^\p{Cf}$/u.test(c) && !/^[\u0600-\u0605\u06DD\u070F\u0890\u0891\u08E2\u{110BD}\u{110CD}]$/u.test(c);

/** Lower case, a code point for each, as Go has it: no context, and no dot left of İ. */
const lower = (word: string): string => [...word].map((c) => (c === "İ" ? "i" : c.toLowerCase())).join("");

const setOf = (words: string): Set<string> => new Set(words.split(/\s+/));

// Words with a full stop that is part of them. Those in titles never end a sentence; the
// others may, when a word follows that often begins one.
const titles = setOf(`mr mrs ms mx dr prof gen lt col maj capt sgt cmdr adm sen rep gov pres hon rev fr st mt
  vs cf e.g i.e viz approx акад проф ім им див см напр ред вул ул пл`);
const abbreviations = setOf(`etc inc ltd co corp jr sr bros dept est ave blvd ft ca al
  тис тыс млн млрд грн руб рр гг ін др обл р-н т.д т.п т.ін н.э н.е`);
const numbered = setOf(`no nos vol fig eq art p pp jan feb mar apr jun jul aug sep sept oct nov dec ст ч п`);
const starters = setOf(`the a an this that these those it its he she we they i you his her their our my
  but and or so yet however meanwhile in on at as after before when while if since for from with by to
  there here then now what who why how both each all some many no not one two analysts officials
  він вона вони це цей ця але проте однак у в на за до по з після коли якщо як
  он она они это этот эта но однако после когда если как`);

/** One line of a text, which ends before to. */
class Line {
  constructor(
    private readonly text: readonly string[],
    private readonly to: number,
    private readonly number: number,
    private readonly list: Sentence[],
  ) {}

  read(from: number): void {
    from = this.skipBullet(this.skipSpace(from));
    const first = from;
    for (let at = from; at < this.to; ) {
      if (!isStop(this.text[at])) {
        at++;
        continue;
      }
      const stop = at;
      const wide = wideStops.has(this.text[stop] ?? "");
      at = this.skipTrailing(at, isStop);
      at = this.skipTrailing(at, (c) => closers.has(c) && (!wide || !openingQuotes.has(c)));
      if (this.ends(first, stop, at)) {
        this.add(from, at);
        from = this.skipSpace(at);
        at = Math.max(at, from);
      }
    }
    this.add(from, this.to);
  }

  private add(start: number, end: number): void {
    while (end > start && this.isSpace(end - 1)) end--;
    for (let at = start; at < end; at++) {
      if (isWordPoint(this.text[at])) {
        this.list.push({ start, end, line: this.number });
        return;
      }
    }
  }

  /** A space that carries no accent: those are written on a space to be shown alone. */
  private isSpace(at: number): boolean {
    return isWhite(this.text[at]) && (at + 1 === this.to || !extends_(this.text[at + 1]));
  }

  private skipSpace(at: number): number {
    while (at < this.to && this.isSpace(at)) at++;
    return at;
  }

  private skipTrailing(at: number, kind: (c: string) => boolean): number {
    for (; at < this.to; at++) {
      const c = this.text[at] ?? "";
      if (!kind(c) && !extends_(c) && !(isUnseen(c) && !openings.has(c))) break;
    }
    return at;
  }

  /** Leaves out the sign of a list item, or the dash that opens a line of dialogue. */
  private skipBullet(at: number): number {
    return at + 1 < this.to && bullets.has(this.text[at] ?? "") && this.isSpace(at + 1) ? this.skipSpace(at + 1) : at;
  }

  /** Whether the stop, with the closers up to after, ends a sentence. */
  private ends(first: number, stop: number, after: number): boolean {
    if (after === this.to || wideStops.has(this.text[stop] ?? "")) return true;
    let next = this.skipSpace(after);
    if (next === after) return false; // inside a number, a name or an address
    while (next < this.to && (openers.has(this.text[next] ?? "") || this.isSpace(next) || isUnseen(this.text[next]))) next++;
    if (next === this.to) return true;
    if (/^\p{Ll}$/u.test(this.text[next] ?? "")) return false;
    const more = this.text.slice(stop + 1, after).some((c) => isStop(c) || closers.has(c));
    return this.text[stop] !== "." || more || !this.isAbbreviated(first, stop, next);
  }

  /** Whether the full stop belongs to the word before it, and the sentence goes on. */
  private isAbbreviated(first: number, stop: number, next: number): boolean {
    let begin = stop;
    const opens = (c = ""): boolean => openers.has(c) && !dashes.has(c);
    while (begin > first && !isWhite(this.text[begin - 1]) && !opens(this.text[begin - 1])) begin--;
    const written = this.text.slice(begin, stop).join("");
    const word = lower(written);
    if (word === "") return false;
    if (begin === first && /^[0-9]*$/.test(word)) return true; // the number of a list item
    if (titles.has(word)) return true;
    if (numbered.has(word)) return isNumber(this.text[next]);
    return (abbreviations.has(word) || isInitials(written)) && !this.startsWithStarter(next);
  }

  private startsWithStarter(next: number): boolean {
    let end = next;
    while (end < this.to && isLetter(this.text[end])) end++;
    if (end < this.to && this.text[end] === ".") return false; // another initial
    return starters.has(lower(this.text.slice(next, end).join("")));
  }
}

/**
 * Single letters parted by full stops: an initial, or a name such as U.S. A lower-case
 * Latin letter alone is none; a Cyrillic or Arabic one is how units and titles are written.
 */
function isInitials(word: string): boolean {
  const parts = word.split(".");
  if (!parts.every((part) => isLetter(part))) return false;
  return parts.length > 1 || /^[\p{Lu}\p{Script=Cyrillic}\p{Script=Arabic}]$/u.test(parts[0] ?? "");
}
