import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { dayText } from "./datewords";
import { instant } from "./edtf";
import type { Language } from "./language";
import { fillOf, isStatedDay, shapeOf } from "./marks";
import { isAhead, type Lane, laneOf, lanes, type RecordDate, type TimelineEvent } from "./records";
import type { Query, Server } from "./server";
import { laneClass } from "./views";

const most = 80; // events that are drawn one by one

/** What is known of all the events of a query, whether they are shown yet or not. */
export interface Overview {
  stated: number; // how many have a stated day
  counts: { [lane in Lane]: number };
  bars: Bar[];
  undrawn: number; // events without any bound
  from: number;
  to: number;
}

interface Bar {
  lane: Lane;
  from: number | null;
  to: number | null;
  date: RecordDate;
  ahead: boolean;
}

/** Asks for the dates of all events, where there are few enough to draw each. */
export async function overview(server: Server, query: Query, total: number, signal: AbortSignal): Promise<Overview | undefined> {
  if (total === 0 || total > most) return undefined;
  const page = await server.events({ ...query, order: undefined, fields: "type,status,date", limit: String(most) }, signal).catch(() => undefined);
  return page && survey(page.data);
}

function survey(events: TimelineEvent[]): Overview {
  const counts = { done: 0, said: 0, assessed: 0 };
  const bars: Bar[] = [];
  let undrawn = 0;
  for (const e of events) {
    const lane = laneOf(e.type);
    counts[lane]++;
    const from = e.date.earliest === null ? null : instant(e.date.earliest);
    const to = e.date.latest === null ? null : instant(e.date.latest);
    if (from === null && to === null) undrawn++;
    else bars.push({ lane, from, to, date: e.date, ahead: isAhead(e) });
  }
  const bounds = bars.flatMap((b) => [b.from, b.to]).filter((ms) => ms !== null);
  return { stated: events.filter((e) => isStatedDay(e.date)).length, counts, bars, undrawn, from: Math.min(...bounds), to: Math.max(...bounds) };
}

const height = 5; // of a bar with the space below it
const day = 86_400_000;

/** One bar for each event, as long as what is not known; nothing when no date has a bound. */
export function stripView(o: Overview, l: Language): TemplateResult | typeof nothing {
  if (o.bars.length === 0) return nothing;
  const margin = Math.max((o.to - o.from) * 0.04, day);
  const from = o.from - margin, to = o.to + margin;
  const at = (ms: number) => `${(((ms - from) / (to - from)) * 100).toFixed(3)}%`;
  const rows = lanes.filter((lane) => o.counts[lane]).map((lane) => {
    const bars = o.bars.filter((b) => b.lane === lane);
    const tall = Math.max(bars.length * height + 8, 18);
    return html`<div class="strip__label is-${laneClass[lane]}">${l.capital(l.word("lane", lane))} <b>${l.number(o.counts[lane])}</b></div><svg class="strip__plot flip m m--${laneClass[lane]}" height=${tall} aria-hidden="true" focusable="false"><line class="base" x1="0" x2="100%" y1=${tall - 0.5} y2=${tall - 0.5}/>${bars.map((b, i) => bar(b, i * height + 4, at))}</svg>`;
  });
  const span = `${dayText(l, o.from, true)} – ${dayText(l, o.to - 1, true)}`;
  const counts = lanes.filter((lane) => o.counts[lane]).map((lane) => `${l.capital(l.word("lane", lane))} ${l.number(o.counts[lane])}`);
  const total = lanes.reduce((sum, lane) => sum + o.counts[lane], 0);
  const label = [
    l.text("strip", { events: l.count("events", total), span }),
    `${counts.join(l.dates.list_separator)}.`,
    o.undrawn ? l.count("strip_undrawn", o.undrawn) : "",
  ].join(" ").trim();
  return html`<div class="strip" part="strip"><div class="strip__grid" role="img" aria-label=${label}>${rows}<div></div><svg class="strip__plot flip" height="18" aria-hidden="true" focusable="false">${ticks(o, l, at)}</svg></div></div>`;
}

function bar(b: Bar, y: number, at: (ms: number) => string): SVGTemplateResult {
  const fill = fillOf(b.date, b.ahead);
  const start = b.from === null ? "0%" : at(b.from);
  const width = `${(parseFloat(b.to === null ? "100" : at(b.to)) - parseFloat(start)).toFixed(3)}%`;
  const left = b.from === null ? svg`<path class="tip" d="M-6 ${y + 2} L1 ${y - 0.5} L1 ${y + 4.5} Z"/>` : nothing;
  const right = b.to === null ? svg`<svg x="100%" overflow="visible"><path class="tip" d="M6 ${y + 2} L-1 ${y - 0.5} L-1 ${y + 4.5} Z"/></svg>` : nothing;
  const shape = shapeOf(b.date);
  if (shape.kind === "dot" && fill === "solid") return svg`<rect class="solid" x=${start} y=${y - 1} width=${width} height="6"/>`;
  const kind = fill === "hatched" ? "fill" : fill;
  return svg`<rect class=${kind} x=${start} y=${y} width=${width} height=${fill === "hollow" ? 3 : 4}/>${left}${right}`;
}

/** The ends of the span, named. */
function ticks(o: Overview, l: Language, at: (ms: number) => string): SVGTemplateResult {
  const mark = (ms: number, anchor: string) =>
    svg`<line class="tick" x1=${at(ms)} x2=${at(ms)} y1="0" y2="4"/><text x=${at(ms)} y="15" text-anchor=${anchor}>${dayText(l, ms, true)}</text>`;
  return svg`${mark(o.from, "start")}${o.to - o.from > day ? mark(o.to - 1, "end") : nothing}`;
}
