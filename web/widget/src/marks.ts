// How a date is drawn down the rail. Shape says how wide it is, fill says who
// says so, a broken outline says that it has not happened. Words beside it
// say all of that again, so the marks are hidden from screen readers.
import { svg, type SVGTemplateResult, nothing } from "lit";
import { type End, isAge, isDay, isDoubted, parse } from "./edtf";
import type { RecordDate } from "./records";

type Cap = "sharp" | "dotted" | "arrow";

export type Shape =
  | { kind: "unknown" }
  | { kind: "dot"; about: boolean }
  | { kind: "band"; from: Cap; to: Cap };

export function shapeOf(date: RecordDate): Shape {
  if (!date.edtf) return { kind: "unknown" };
  const edtf = parse(date.edtf);
  switch (edtf.kind) {
    case "single":
      if (isDay(edtf)) return { kind: "dot", about: isDoubted(edtf) };
      if (isAge(edtf.year)) return { kind: "dot", about: true };
      return band(isDoubted(edtf) ? "dotted" : "sharp");
    case "interval":
      return { kind: "band", from: cap(edtf.from), to: cap(edtf.to) };
    default:
      return { kind: "band", from: date.earliest ? "sharp" : "arrow", to: date.latest ? "sharp" : "arrow" };
  }
}

const band = (both: Cap): Shape => ({ kind: "band", from: both, to: both });

function cap(end: End): Cap {
  if (typeof end === "string") return "arrow";
  return isDoubted(end) ? "dotted" : "sharp";
}

/** Whether the source states one day, or finer: the finding that the header counts. */
export function isStatedDay(date: RecordDate): boolean {
  return date.basis === "stated" && date.edtf !== null && isDay(parse(date.edtf)) && !date.approximate && !date.uncertain;
}

/** What fills a mark: nothing where it has not happened, else by who says so. */
export function fillOf(date: RecordDate, ahead: boolean): "solid" | "hatched" | "hollow" {
  if (ahead) return "hollow";
  return date.basis === "stated" ? "solid" : "hatched";
}

export function rail(date: RecordDate, ahead: boolean): SVGTemplateResult {
  const shape = shapeOf(date);
  const fill = fillOf(date, ahead);
  switch (shape.kind) {
    case "unknown":
      return svg`<circle class="hollow" cx="7" cy="8" r="7"/><text class="q" x="7" y="11.6">?</text>`;
    case "dot":
      if (shape.about) {
        return svg`<line class="dots" x1="1" y1="0" x2="14" y2="0"/><circle class=${fill} cx="7" cy="10" r="6"/><line class="dots" x1="1" y1="20" x2="14" y2="20"/>`;
      }
      if (ahead) return svg`<circle class="hollow" cx="7" cy="8" r="7"/><circle class="solid" cx="7" cy="8" r="3.5"/>`;
      return svg`<line class="stem" x1="7" y1="8" x2="7" y2="100%"/><circle class=${fill} cx="7" cy="8" r="7"/>`;
    case "band":
      return svg`${shape.from === "arrow" ? svg`<path class="tip" d="M7 0 L14 10 L0 10 Z"/>` : nothing}<rect class="${fill} ${tips(shape.from, shape.to)}" x="3" y="0" width="8" height="100%"/>${
        shape.from === "arrow" ? nothing : svg`<line class=${line(shape.from)} x1=${shape.from === "dotted" ? 1 : 0} y1="0" x2="14" y2="0"/>`
      }${
        shape.to === "arrow"
          ? svg`<svg y="100%" overflow="visible"><path class="tip" d="M7 0 L14 -10 L0 -10 Z"/></svg>`
          : svg`<line class=${line(shape.to)} x1=${shape.to === "dotted" ? 1 : 0} y1="100%" x2="14" y2="100%"/>`
      }`;
  }
}

const line = (end: Cap): string => (end === "dotted" ? "dots" : "edge");

/** Room for the arrows, which the style sheet takes from the band. */
function tips(from: Cap, to: Cap): string {
  if (from === "arrow") return to === "arrow" ? "both-tips" : "from-tip";
  return to === "arrow" ? "to-tip" : "";
}

/** The hatching of each lane; an element's style sheet can name only what is in its own shadow root. */
export const hatches = svg`<defs>${["done", "said", "judged"].map(
  (lane) =>
    svg`<pattern id="hatch-${lane}" class="hl-${lane}" width="4.5" height="4.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><line x1="0" y1="0" x2="0" y2="4.5" stroke-width="2.4"/></pattern>`,
)}</defs>`;
