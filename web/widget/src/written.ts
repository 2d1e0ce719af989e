// When the newest source was written: the now line says it, and the strip shows
// it as a band, for what is reported ends there.
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { instant } from "./edtf";
import type { Language } from "./language";
import type { Scale } from "./plot";
import type { RecordDate, Source } from "./records";

/** The date of the source that was written last, as far as that is known. */
export function newest(sources: Iterable<Source>): RecordDate | undefined {
  let best: RecordDate | undefined;
  for (const { published } of sources) {
    if (published?.edtf && (!best || start(published) > start(best))) best = published;
  }
  return best;
}

const start = (date: RecordDate): number => (date.earliest === null ? -Infinity : instant(date.earliest));

export interface Band {
  from: number;
  to: number; // Infinity where the end is not known
}

/** The band of a date that has a beginning, where it is not wholly off the plot. */
export function bandOf(date: RecordDate | undefined, plot: { from: number; to: number }): Band | undefined {
  if (!date || date.earliest === null) return undefined;
  const band = { from: instant(date.earliest), to: date.latest === null ? Infinity : instant(date.latest) };
  return band.from <= plot.to && band.to >= plot.from ? band : undefined;
}

export const captionRoom = 16; // pixels above the bars of the row that names the band

const most = 45; // per cent of the plot: from there on, the caption stands before its edge

export function bandView(band: Band, plot: { to: number }, height: number, at: Scale, caption?: Language): TemplateResult {
  const from = at(band.from), to = at(band.to);
  const edge = (x: number): SVGTemplateResult => svg`<line class="band-edge" x1="${x}%" x2="${x}%" y1="0" y2=${height} />`;
  const text = (l: Language): SVGTemplateResult =>
    svg`<text class="note-now" x="${from}%" y="11" dx=${from > most ? -6 : 6} text-anchor=${from > most ? "end" : "start"}>${l.dates[band.to === Infinity ? "source_written_later" : "source_written"]}</text>`;
  return html`${svg`<rect class="band" x="${from}%" y="0" width="${to - from}%" height=${height} />`}${edge(from)}${band.to <= plot.to ? edge(to) : nothing}${caption ? text(caption) : nothing}`;
}
