import { nothing, svg, type SVGTemplateResult } from "lit";
import { instant } from "./edtf";
import { fillOf, isStatedDay, shapeOf } from "./marks";
import { isAhead, type Lane, laneOf, type RecordDate } from "./records";
import type { Query, Server } from "./server";
import type { Counts, Scale } from "./strip";

/** One bar for each event: its length is what is not known of its date. */
export interface Bars {
  kind: "bars";
  counts: Counts;
  stated: number; // events with a stated day
  undrawn: number; // events without any bound
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
  const bounds = bars.flatMap((b) => [b.from, b.to]).filter((ms) => ms !== null);
  return {
    kind: "bars",
    counts,
    stated: data.filter((e) => isStatedDay(e.date)).length,
    undrawn: data.length - bars.length,
    from: Math.min(...bounds),
    to: Math.max(...bounds),
    bars,
  };
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
