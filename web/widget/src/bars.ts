import { nothing, svg, type SVGTemplateResult } from "lit";
import { instant } from "./edtf";
import { fillOf, isStatedDay, shapeOf } from "./marks";
import type { Counts, Scale } from "./plot";
import { isAhead, type Lane, laneOf, type RecordDate } from "./records";
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

interface Bar {
  lane: Lane;
  from: number | null;
  to: number | null;
  date: RecordDate;
  ahead: boolean;
}

export async function readBars(server: Server, query: Query, most: number, signal: AbortSignal): Promise<Bars> {
  const { data } = await server.events({ ...query, fields: "type,status,date", limit: String(most) }, signal);
  const counts: Counts = { done: 0, said: 0, assessed: 0 };
  const bars: Bar[] = [];
  for (const e of data) {
    const lane = laneOf(e.type);
    counts[lane]++;
    const from = e.date.earliest === null ? null : instant(e.date.earliest);
    const to = e.date.latest === null ? null : instant(e.date.latest);
    if (from !== null || to !== null) bars.push({ lane, from, to, date: e.date, ahead: isAhead(e) });
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

const pitch = 5; // of a bar with the space below it

export function barRow(o: Bars, lane: Lane, at: Scale): { height: number; marks: SVGTemplateResult[] } {
  const bars = o.bars.filter((b) => b.lane === lane);
  return { height: Math.max(bars.length * pitch + 8, 20), marks: bars.map((b, i) => bar(b, i * pitch + 4, at)) };
}

function bar(b: Bar, y: number, at: Scale): SVGTemplateResult {
  const fill = fillOf(b.date, b.ahead);
  const start = b.from === null ? 0 : at(b.from);
  const width = (b.to === null ? 100 : at(b.to)) - start;
  if (shapeOf(b.date).kind === "dot" && fill === "solid") return svg`<rect class="solid" x="${start}%" y=${y - 1} width="${width}%" height="6"/>`;
  const left = b.from === null ? svg`<path class="tip" d="M-6 ${y + 2} L1 ${y - 0.5} L1 ${y + 4.5} Z"/>` : nothing;
  const right = b.to === null ? svg`<svg x="100%" overflow="visible"><path class="tip" d="M6 ${y + 2} L-1 ${y - 0.5} L-1 ${y + 4.5} Z"/></svg>` : nothing;
  return svg`<rect class=${fill === "hatched" ? "fill" : fill} x="${start}%" y=${y} width="${width}%" height=${fill === "hollow" ? 3 : 4}/>${left}${right}`;
}
