// The key events by their titles above the strip, where it is wide: those of the
// server's pages, at the same places.
import { nothing, svg, type SVGTemplateResult } from "lit";
import type { Bars } from "./bars";
import type { Scale } from "./plot";

const most = 5, rows = 2, pitch = 14, long = 34, letter = 0.62;

interface Name {
  x: number;
  text: string;
  row: number;
  end: boolean; // it stands before the mark
}

/** As many of the first key events as there is room for, each beginning at its mark, or ending there. */
function namesOf({ bars }: Bars, at: Scale): Name[] {
  const names: (Name & { from: number; to: number })[] = [];
  for (const { event, from, to } of bars) {
    if (!event.key) continue;
    const text = shortened(event.title), width = letter * [...text].length, x = at(from ?? to!);
    for (let place = 0; place < 2 * rows; place++) {
      const row = place >> 1, end = place % 2 > 0, name = { x, text, row, end, from: end ? x - width : x, to: end ? x : x + width };
      const free = name.from >= 0 && name.to <= 100 && !names.some((n) => n.row === row && name.from < n.to + 1 && n.from < name.to + 1);
      if (!free || names.length === most) continue;
      names.push(name);
      break;
    }
  }
  return names;
}

function shortened(title: string): string {
  const letters = [...title];
  if (letters.length <= long) return title;
  const short = letters.slice(0, long).join(""), last = short.lastIndexOf(" ");
  return (last > 0 ? short.slice(0, last) : short).replace(/[ ,;:–-]+$/, "") + "…";
}

/** The names, and how high they stand. */
export function namesView(o: Bars, at: Scale): { height: number; marks: SVGTemplateResult[] | typeof nothing } {
  const names = namesOf(o, at);
  return {
    height: names.length && (Math.max(...names.map((n) => n.row)) + 1) * pitch + 4,
    marks: names.map(({ x, text, row, end }) => {
      const y = 11 + row * pitch;
      return svg`<line class="leader" x1="${x}%" x2="${x}%" y1=${y - 8} y2="100%"/><text class="note" x="${x}%" y=${y} dx=${end ? -4 : 4} text-anchor=${end ? "end" : "start"}>${text}</text>`;
    }),
  };
}
