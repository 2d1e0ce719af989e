import { svg, type SVGTemplateResult } from "lit";
import { instant } from "./edtf";
import type { Counts, Scale } from "./plot";
import { type Bucket, type Lane, laneOf, lanes } from "./records";
import type { Query, Server } from "./server";

/** Events over time: area equals events, and what is not stated to the bucket is hatched. */
export interface Spread {
  kind: "spread";
  counts: Counts;
  undrawn: number; // events with an open or unknown end
  from: number;
  to: number;
  buckets: { from: number; to: number; certain: Counts; estimate: Counts }[];
}

/** The interval that parts some years into 20 to 100 buckets. */
function intervalFor(years: number): string {
  if (years <= 1) return "week";
  if (years <= 8) return "month";
  if (years <= 25) return "quarter";
  if (years <= 100) return "year";
  return years <= 1000 ? "decade" : "century";
}

export async function readSpread(server: Server, query: Query, signal: AbortSignal): Promise<Spread> {
  const [types, rough] = await Promise.all([server.facets({ ...query, by: "type", limit: "100" }, signal), roughly(server, query, signal)]);
  const filled = rough.data.filter((b) => b.estimate > 0);
  const from = yearOf(filled[0]?.start), to = yearOf(filled.at(-1)?.start);
  const interval = intervalFor(to - from + 1);
  const { data, undated } = await server.histogram({ ...query, by: "type", interval }, signal);
  const counts = perLane((lane) => types.data.type.reduce((sum, t) => (laneOf(t.value ?? "") === lane ? sum + t.count : sum), 0));
  const buckets = data.map((b) => ({ from: instant(b.start), to: instant(b.end), certain: sums(b, "certain"), estimate: sums(b, "estimate") }));
  return { kind: "spread", counts, undrawn: undated, from: buckets[0]?.from ?? 0, to: buckets.at(-1)?.to ?? 0, buckets };
}

/** By year, or by century where the server would have to part too much. */
async function roughly(server: Server, query: Query, signal: AbortSignal) {
  return server.histogram({ ...query, interval: "year" }, signal).catch(() => server.histogram({ ...query, interval: "century" }, signal));
}

const yearOf = (bound: string | undefined): number => Number(/^Y?(-?\d+)/.exec(bound ?? "0")![1]);

function perLane(count: (lane: Lane) => number): Counts {
  return Object.fromEntries(lanes.map((lane) => [lane, count(lane)])) as Counts;
}

function sums(b: Bucket, what: "certain" | "estimate"): Counts {
  return perLane((lane) => Object.entries(b.by ?? {}).reduce((sum, [type, n]) => (laneOf(type) === lane ? sum + n[what] : sum), 0));
}

const tall = 32; // pixels of the fullest bucket

export function spreadRow(o: Spread, lane: Lane, at: Scale): { height: number; marks: SVGTemplateResult[] } {
  const fullest = Math.max(...o.buckets.flatMap((b) => lanes.map((each) => b.estimate[each])), 1);
  const marks = o.buckets.filter((b) => b.estimate[lane] > 0).map((b) => {
    const x = at(b.from), width = Math.max((at(b.to) - x) * 0.9, 0.15);
    // A period is certainly in each bucket that it fills, and with a part of itself.
    const solid = (Math.min(b.certain[lane], b.estimate[lane]) / fullest) * tall, all = (b.estimate[lane] / fullest) * tall;
    return svg`<rect class="solid" x="${x}%" y=${tall + 4 - solid} width="${width}%" height=${solid}/><rect class="fill" x="${x}%" y=${tall + 4 - all} width="${width}%" height=${Math.max(all - solid, 0)}/>`;
  });
  return { height: tall + 4, marks };
}
