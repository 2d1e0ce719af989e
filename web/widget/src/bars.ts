import { nothing, svg, type SVGTemplateResult } from "lit";
import { dateText } from "./datewords";
import { instant } from "./edtf";
import type { Language } from "./language";
import { fillOf, isStatedDay } from "./marks";
import type { Counts, Scale } from "./plot";
import { isAhead, type Lane, laneOf, type RecordDate, type TimelineEvent } from "./records";
import type { Query, Server } from "./server";

/** One bar for each event: its length is what is not known of its date. */
export interface Bars {
  kind: "bars";
  counts: Counts;
  stated: number; // events with a stated day
  undrawn: number; // events without any bound
  beyond: number; // events too far from all others to be drawn
  from: number;
  to: number;
  bars: Bar[];
}

export interface Bar {
  lane: Lane;
  from: number | null;
  to: number | null;
  date: RecordDate;
  ahead: boolean;
  event: Drawn;
}

/** What the strip reads of an event. */
export type Drawn = Pick<TimelineEvent, "id" | "story" | "title" | "status" | "key" | "date">;

/** What the marks of a strip lead to. */
export interface Leading {
  link(event: Drawn): string;
  go(event: Drawn, click: MouseEvent): void;
}

export async function readBars(server: Server, query: Query, most: number, signal: AbortSignal): Promise<Bars> {
  const { data } = await server.events({ ...query, fields: "id,story,title,type,status,key,date", limit: String(most) }, signal);
  const counts: Counts = { done: 0, said: 0, assessed: 0 };
  const bars: Bar[] = [];
  for (const e of data) {
    const lane = laneOf(e.type);
    counts[lane]++;
    const from = e.date.earliest === null ? null : instant(e.date.earliest);
    const to = e.date.latest === null ? null : instant(e.date.latest);
    if (from !== null || to !== null) bars.push({ lane, from, to, date: e.date, ahead: isAhead(e), event: e });
  }
  const { from, to } = covered(bars);
  const drawn = bars.filter((b) => (b.to === null || b.to > from) && (b.from === null || b.from < to));
  return {
    kind: "bars",
    counts,
    stated: data.filter((e) => isStatedDay(e.date)).length,
    undrawn: data.length - bars.length,
    beyond: bars.length - drawn.length,
    from,
    to,
    bars: drawn,
  };
}

interface Span {
  from: number;
  to: number;
}

const day = 86_400_000;
const hull = (spans: Span[]): Span => ({ from: Math.min(...spans.map((s) => s.from)), to: Math.max(...spans.map((s) => s.to)) });
const length = (s: Span) => s.to - s.from;

/**
 * What the strip covers: all of the bars, but for a few that lie so far off that
 * the others would be pressed into a corner. The server's pages do the same.
 */
export function covered(bars: { from: number | null; to: number | null }[]): Span {
  let spans = bars.map(({ from, to }) => ({ from: from ?? to! - day, to: to ?? from! + day }));
  let all = hull(spans);
  for (let drop = Math.max(1, Math.floor(spans.length / 20)); drop > 0 && spans.length > 3; drop--) {
    const rests = spans.map((_, i) => spans.filter((_, j) => j !== i));
    const rest = rests.reduce((best, other) => (length(hull(other)) < length(hull(best)) ? other : best));
    if (length(hull(rest)) > length(all) / 4) break;
    [spans, all] = [rest, hull(rest)];
  }
  return all;
}

const pitch = 6; // of a row with the space below it
const tall = 13; // of one with a number in it
const wide = 5; // hundredths of the width that a number takes
const gap = 1.5; // hundredths of the width between the marks of a row
const stub = 5; // how long a mark is of which one end alone is known
const pinned = 2; // a mark that is shorter has a pin, of so many pixels whatever the width
const pin = 6;
const named = 6; // events that a mark names

interface Mark {
  fill: string;
  from: number;
  to: number;
  left?: number; // where an arrow says that it goes on
  right?: number;
  bars: Bar[];
}

/** What is known from one side only stands at that side, and an arrow says that the other is open. */
function markOf(b: Bar, at: Scale): Mark {
  const fill = fillOf(b.date, b.ahead);
  let from = b.from === null ? 0 : at(b.from), to = b.to === null ? 100 : at(b.to);
  if (b.from === null) from = Math.max(0, to - stub);
  if (b.to === null) to = Math.min(100, from + stub);
  return {
    fill: fill === "hatched" ? "fill" : fill,
    from,
    to,
    left: b.from === null ? from : undefined,
    right: b.to === null ? to : undefined,
    bars: [b],
  };
}

function alike(a: Mark, b: Mark): boolean {
  return a.fill === b.fill && a.from === b.from && a.to === b.to && a.left === b.left && a.right === b.right;
}

/** Marks that look the same are one with their number, and each is in the first row where it has room. */
export function barRow(o: Bars, lane: Lane, at: Scale, l: Language, leading: Leading): { height: number; marks: SVGTemplateResult[] } {
  const marks: Mark[] = [];
  for (const mark of o.bars.filter((b) => b.lane === lane).map((b) => markOf(b, at))) {
    const same = marks.find((other) => alike(other, mark));
    if (same) same.bars.push(...mark.bars);
    else marks.push(mark);
  }
  const rows: { end: number; tall: number; y: number }[] = [];
  const placed = marks
    .sort((a, b) => a.from - b.from)
    .map((mark) => {
      const several = mark.bars.length > 1, before = mark.to + wide > 95;
      const from = several && before ? mark.from - wide : mark.from;
      let row = rows.find(({ end }) => end + gap <= from);
      if (!row) rows.push((row = { end: 0, tall: pitch, y: 0 }));
      row.end = Math.max(mark.to, mark.from + pinned) + (several && !before ? wide : 0);
      if (several) row.tall = tall;
      return { mark, row, before };
    });
  let y = 4;
  for (const row of rows) {
    row.y = y + (row.tall - pitch) / 2;
    y += row.tall;
  }
  return { height: Math.max(y + 4, 20), marks: placed.map(({ mark, row, before }) => view(mark, row.y, before, l, leading)) };
}

/** The events of a mark in words, as the server's pages have them: their date, and as many as one takes in at once. */
function wordsOf(bars: Bar[], l: Language): string {
  const dates = bars.map((b) => l.capital(dateText(l, b.date)));
  const same = dates.every((date) => date === dates[0]);
  const title = ({ event: e, ahead }: Bar, i: number) => (same ? "" : `${dates[i]}: `) + e.title + (ahead ? ` (${l.word("status", e.status)})` : "");
  const n = bars.length, head = same ? dates[0]! : l.count("events", n);
  return [n > 1 && same ? `${head} (${l.number(n)})` : head, ...bars.slice(0, named).map(title), n > named ? l.count("added", n - named) : ""].join("\n").trim();
}

function view(m: Mark, y: number, before: boolean, l: Language, { link, go }: Leading): SVGTemplateResult {
  const first = m.bars[0]!.event, n = m.bars.length;
  const height = m.fill === "hollow" ? 4 : 5;
  const tip = (x: number | undefined, d: string) => (x === undefined ? nothing : svg`<svg x="${x}%" overflow="visible"><path class="tip" d=${d}/></svg>`);
  return svg`<a class="at mark" href=${link(first)} aria-label=${wordsOf(m.bars, l)} @click=${(e: MouseEvent) => go(first, e)}><rect class=${m.fill} x="${m.from}%" y=${y} width="${m.to - m.from}%" height=${height}/>${
    m.to - m.from < pinned ? svg`<rect class="${m.fill} pin" x="${(m.from + m.to) / 2}%" y=${y} width=${pin} height=${height} transform="translate(${-pin / 2})"/>` : nothing
  }${tip(m.left, `M-6 ${y + 2.5} l7 -3 v6 Z`)}${tip(m.right, `M6 ${y + 2.5} l-7 -3 v6 Z`)}</a>${
    n > 1 ? svg`<text class="n" x="${before ? m.from : m.to}%" y=${y + 7} dx=${before ? -8 : 8} text-anchor=${before ? "end" : "start"} aria-hidden="true">${l.number(n)}</text>` : nothing
  }`;
}
