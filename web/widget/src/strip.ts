// Where the events lie, above the list: a bar for each, or a histogram where
// they are many. Both count every event of the query, shown yet or not.
import { html, nothing, svg, type TemplateResult } from "lit";
import { type Bars, barRow, type Leading, readBars } from "./bars";
import { dayText } from "./datewords";
import { dayAt } from "./edtf";
import { readSpread, type Spread, spreadRow } from "./histogram";
import type { Language } from "./language";
import { namesView } from "./names";
import type { Scale } from "./plot";
import { type Lane, lanes, type RecordDate } from "./records";
import type { Query, Server } from "./server";
import { laneClass } from "./views";
import { bandOf, bandView, captionRoom } from "./written";

const most = 80; // events that are drawn one by one

export type Overview = Bars | Spread;

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

export function stripView(o: Overview, written: RecordDate | undefined, l: Language, leading: Leading): TemplateResult | typeof nothing {
  if (!(o.to > o.from)) return nothing; // no event has a bound
  const margin = Math.max((o.to - o.from) * 0.03, day / 2);
  const from = o.from - margin, width = o.to + margin - from;
  const at: Scale = (ms) => Math.min(100, Math.max(0, ((ms - from) / width) * 100));
  const plot = { from, to: from + width };
  const band = bandOf(written, plot);
  const shade = (height: number, caption?: Language) => (band ? bandView(band, plot, height, at, caption) : nothing);
  const rows = lanes
    .filter((lane) => o.counts[lane])
    .map((lane, i) => {
      const { height, marks } = o.kind === "bars" ? barRow(o, lane, at, l, leading) : spreadRow(o, lane, at);
      const above = band && i === 0 ? captionRoom : 0;
      return row(o, lane, l, height + above, html`${shade(height + above, above ? l : undefined)}${svg`<svg y=${above} overflow="visible">${marks}</svg>`}`);
    });
  return html`<div class="strip" part="strip"><div class="strip__grid" role="group" data-from=${from / 1000} data-to=${plot.to / 1000} aria-label=${sentence(o, l)}>${o.kind === "bars" ? named(o, at) : nothing}${rows}<div></div>${axisView(o, l, at)}</div>${beyond(o, l)}</div>`;
}

function named(o: Bars, at: Scale): TemplateResult | typeof nothing {
  const { height, marks } = namesView(o, at);
  return height ? html`<div class="strip__names"></div><svg class="strip__plot strip__names flip" height=${height} aria-hidden="true" focusable="false">${marks}</svg>` : nothing;
}

/** How many events lie too far off to be drawn, in words that all see. */
function beyond(o: Overview, l: Language): TemplateResult | typeof nothing {
  return o.beyond ? html`<p class="strip__beyond">${l.count("strip_beyond", o.beyond)}</p>` : nothing;
}

function row(o: Overview, lane: Lane, l: Language, height: number, marks: unknown): TemplateResult {
  const name = laneClass[lane];
  return html`<div class="strip__label is-${name}">${l.capital(l.word("lane", lane))} <b>${l.number(o.counts[lane])}</b></div><svg class="strip__plot flip m m--${name}" height=${height} focusable="false">${marks}<line class="base" x1="0" x2="100%" y1=${height - 0.5} y2=${height - 0.5}/></svg>`;
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

/**
 * The two ends of what is known, the first without its year where both have the
 * same. Where there are two years, a narrow strip has them one under the other.
 */
function axisView(o: Overview, l: Language, at: Scale): TemplateResult {
  const sameYear = dayAt(o.from).year === dayAt(o.to - 1).year;
  const mark = (ms: number, anchor: string, year = true) =>
    svg`<line class="tick" x1="${at(ms)}%" x2="${at(ms)}%" y1="0" y2="4"/><text class=${anchor} x="${at(ms)}%" y="15" text-anchor=${anchor}>${dayText(l, ms, year)}</text>`;
  // Close together, the two names would stand on each other.
  const marks = o.to - o.from <= day ? mark(o.from, "middle") : svg`${mark(o.from, "start", !sameYear)}${mark(o.to - 1, "end")}`;
  return html`<svg class="strip__plot strip__axis flip ${sameYear ? "" : "is-years"}" height="18" aria-hidden="true" focusable="false">${marks}</svg>`;
}
