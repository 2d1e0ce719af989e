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
  beyond: number; // events too far from all others to be drawn
  from: number; // of the events, NaN where none is in a bucket: those of the first and last bucket are the calendar's
  to: number;
  buckets: { from: number; to: number; certain: Counts; estimate: Counts }[];
}

export async function readSpread(server: Server, query: Query, signal: AbortSignal): Promise<Spread> {
  const by = { ...query, by: "type", limit: "100" };
  const [types, { data, earliest, latest, undated, outside }] = await Promise.all([server.facets(by, signal), server.histogram(by, signal)]);
  const counts = perLane((lane) => types.data.type.reduce((sum, t) => (laneOf(t.value ?? "") === lane ? sum + t.count : sum), 0));
  const buckets = data.map((b) => ({ from: instant(b.start), to: instant(b.end), certain: sums(b, "certain"), estimate: sums(b, "estimate") }));
  return { kind: "spread", counts, undrawn: undated, beyond: outside, from: instant(earliest ?? ""), to: instant(latest ?? ""), buckets };
}

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
