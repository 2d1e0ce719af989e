// Where the events lie, above the list: a bar for each, or a histogram where
// they are many. Both count every event of the query, shown yet or not.
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { type Bars, barRow, readBars } from "./bars";
import { dayText } from "./datewords";
import { readSpread, type Spread, spreadRow } from "./histogram";
import type { Language } from "./language";
import { type Lane, lanes } from "./records";
import type { Query, Server } from "./server";
import { laneClass } from "./views";

const most = 80; // events that are drawn one by one

export type Overview = Bars | Spread;
export type Counts = { [lane in Lane]: number };
/** Where on the plot an instant is, in per cent of its width. */
export type Scale = (ms: number) => number;

/** Asks for what the strip shows; a timeline without it is still whole. */
export async function overview(server: Server, query: Query, total: number, signal: AbortSignal): Promise<Overview | undefined> {
  if (total === 0) return undefined;
  const asked = { ...query, order: undefined };
  try {
    return total > most ? await readSpread(server, asked, signal) : await readBars(server, asked, most, signal);
  } catch (error) {
    if (signal.aborted) throw error;
    return undefined;
  }
}

const day = 86_400_000;

export function stripView(o: Overview, l: Language): TemplateResult | typeof nothing {
  if (!(o.to > o.from)) return nothing; // no event has a bound
  const margin = Math.max((o.to - o.from) * 0.03, day / 2);
  const from = o.from - margin, width = o.to + margin - from;
  const at: Scale = (ms) => Math.min(100, Math.max(0, ((ms - from) / width) * 100));
  const rows = lanes.filter((lane) => o.counts[lane]).map((lane) => row(o, lane, l, at));
  const axis = svg`<svg class="strip__plot flip" height="18" aria-hidden="true" focusable="false">${ticks(o, l, at)}</svg>`;
  return html`<div class="strip" part="strip"><div class="strip__grid" role="img" aria-label=${sentence(o, l)}>${rows}<div></div>${axis}</div>${beyond(o, l)}</div>`;
}

/** How many events lie too far off to be drawn, in words that all see. */
function beyond(o: Overview, l: Language): TemplateResult | typeof nothing {
  return o.kind === "bars" && o.beyond ? html`<p class="strip__beyond">${l.count("strip_beyond", o.beyond)}</p>` : nothing;
}

function row(o: Overview, lane: Lane, l: Language, at: Scale): TemplateResult {
  const { height, marks } = o.kind === "bars" ? barRow(o, lane, at) : spreadRow(o, lane, at);
  const name = laneClass[lane];
  return html`<div class="strip__label is-${name}">${l.capital(l.word("lane", lane))} <b>${l.number(o.counts[lane])}</b></div><svg class="strip__plot flip m m--${name}" height=${height} aria-hidden="true" focusable="false"><line class="base" x1="0" x2="100%" y1=${height - 0.5} y2=${height - 0.5}/>${marks}</svg>`;
}

/** The finding, in a sentence for those who do not see the strip. */
function sentence(o: Overview, l: Language): string {
  const total = lanes.reduce((sum, lane) => sum + o.counts[lane], 0);
  const counts = lanes.filter((lane) => o.counts[lane]).map((lane) => `${l.capital(l.word("lane", lane))} ${l.number(o.counts[lane])}`);
  const span = `${dayText(l, o.from, true)} – ${dayText(l, o.to - 1, true)}`;
  const parts = [l.text("strip", { events: l.count("events", total), span }), `${counts.join(l.dates.list_separator)}.`];
  if (o.undrawn) parts.push(l.count("strip_undrawn", o.undrawn));
  return parts.join(" ");
}

/** The two ends of what is known. */
function ticks(o: Overview, l: Language, at: Scale): SVGTemplateResult {
  const mark = (ms: number, anchor: string) =>
    svg`<line class="tick" x1="${at(ms)}%" x2="${at(ms)}%" y1="0" y2="4"/><text x="${at(ms)}%" y="15" text-anchor=${anchor}>${dayText(l, ms, true)}</text>`;
  if (o.to - o.from <= day) return mark(o.from, "middle");
  // Close together, the two names would stand on each other.
  return svg`${mark(o.from, "start")}${mark(o.to - 1, "end")}`;
}
