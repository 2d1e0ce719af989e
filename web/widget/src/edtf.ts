// EDTF (ISO 8601-2) as the server gives it: canonical, so what is read here
// is valid already, and what is not stays as it is written.

/** The calendar fields of a date, as far as they are wholly stated. */
export interface Fields {
  year: number; // astronomical: 0 is 1 BC
  month?: number; // 1 to 12
  day?: number;
  season?: number; // 21 to 41, in place of a month
  time?: { clock: string; unit: "hour" | "minute" | "second"; zone: string; midnight?: boolean }; // midnight: written as 24:00:00
}

/** One date: a day, a month, a season, a year, with what is doubted of it. */
export interface Single extends Omit<Fields, "year"> {
  kind: "single";
  text: string;
  year: number | null; // null where digits of it are not stated
  components: string[]; // year, month and day as written, digits that are not stated being X
  unstated: boolean; // a digit of it is X
  doubt: Qualifier[]; // of each component
  qualifier: Qualifier; // of all of them
  partly: boolean; // not all of them have the same
}

export type Qualifier = "" | "~" | "?" | "%";

/** An end of an interval: open when it goes on, unknown when nobody says. */
export type End = Single | "open" | "unknown";

export interface Interval {
  kind: "interval";
  from: End;
  to: End;
}

export interface Several {
  kind: "one" | "all";
  members: (Single | Interval)[];
}

export type Edtf = Single | Interval | Several;

export function parse(text: string): Edtf {
  const first = text[0];
  if (first === "[" || first === "{") {
    const members = text.slice(1, -1).split(",").map((member) => {
      const ends = member.split("..");
      return ends.length === 1 ? single(member) : interval(ends[0] || "..", ends[1] || "..");
    });
    return { kind: first === "[" ? "one" : "all", members };
  }
  const slash = text.indexOf("/");
  return slash < 0 ? single(text) : interval(text.slice(0, slash), text.slice(slash + 1));
}

function interval(from: string, to: string): Interval {
  return { kind: "interval", from: end(from), to: end(to) };
}

function end(text: string): End {
  if (text === "") return "unknown";
  return text === ".." ? "open" : single(text);
}

const timed = /^(-?\d{4}-\d{2}-\d{2})T(\d{2}(?::\d{2}(?::\d{2}(?:\.\d+)?)?)?)(Z|[+-]\d{2}:\d{2})?$/;
const spelled = /^([?~%]?)(Y?-?[\dX]+(?:E\d+)?(?:S\d+)?)([?~%]?)(?:-([?~%]?)([\dX]{2})([?~%]?))?(?:-([?~%]?)([\dX]{2})([?~%]?))?$/;

function single(text: string): Single {
  const date: Single = { kind: "single", text, year: null, components: [], unstated: text.includes("X"), doubt: [], qualifier: "", partly: false };
  const clock = timed.exec(text);
  if (clock) return timeOf(date, clock[1]!, clock[2]!, clock[3] ?? "");
  const parts = spelled.exec(text);
  if (!parts) return date; // and says it as it is written
  for (let i = 1; parts[i + 1]; i += 3) {
    date.components.push(parts[i + 1]!);
    date.doubt.push(parts[i] as Qualifier);
    // A sign behind a component is for all before it too.
    date.doubt = date.doubt.map((of) => both(of, parts[i + 2] as Qualifier));
  }
  date.partly = new Set(date.doubt).size > 1;
  if (!date.partly) date.qualifier = date.doubt[0]!;
  const [year, month, day] = date.components;
  const { min, max } = yearsOf(year!);
  if (min !== max || year!.includes("X")) return date;
  date.year = min;
  if (!month || month.includes("X")) return date;
  if (Number(month) > 12) date.season = Number(month);
  else date.month = Number(month);
  if (day && !day.includes("X")) date.day = Number(day);
  return date;
}

function both(a: Qualifier, b: Qualifier): Qualifier {
  return a === "" || b === "" || a === b ? a || b : "%";
}

/** A date with a clock time. 24:00:00 is the midnight that ends its day. */
function timeOf(date: Single, day: string, time: string, zone: string): Single {
  const unit = (["hour", "minute", "second"] as const)[Math.min(time.split(":").length, 3) - 1]!;
  const midnight = time.startsWith("24");
  const clock = midnight ? `00${time.slice(2)}` : unit === "hour" ? `${time}:00` : time;
  return Object.assign(date, dayAt(instant(day) + (midnight ? dayLength : 0)), { time: { clock, unit, zone, midnight } });
}

/** The years that a year may stand for, such as 19XX, 1950S2 and Y-138E8. */
export function yearsOf(text: string): { min: number; max: number; fits: (year: number) => boolean } {
  const [, sign, written, exponent, significant] = /^Y?(-?)([\dX]+)(?:E(\d+))?(?:S(\d+))?$/.exec(text)!;
  let low = Number(written!.replaceAll("X", "0")) * 10 ** Number(exponent ?? 0);
  let high = Number(written!.replaceAll("X", "9")) * 10 ** Number(exponent ?? 0);
  if (significant) {
    const step = 10 ** (String(low).length - Number(significant));
    low -= low % step;
    high = low + step - 1;
  }
  if (sign && low === 0) low = 10 ** (3 - written!.lastIndexOf("X")); // there is no year -0
  const fits = (year: number): boolean => [...String(Math.abs(year)).padStart(4, "0")].every((digit, i) => written![i] === "X" || written![i] === digit);
  return sign ? { min: -high, max: -low, fits } : { min: low, max: high, fits };
}

/** Whether a date names a day, or something within one. */
export function isDay(date: Edtf): boolean {
  return date.kind === "single" && date.day !== undefined;
}

/** Whether a year is said as so many millions of years ago. */
export function isAge(year: number | null): boolean {
  return year !== null && year <= -1_000_000 && year % 1000 === 0;
}

/** Whether an end, or a date, is itself doubted. */
export function isDoubted(date: Single): boolean {
  return date.qualifier !== "" || date.partly;
}

/**
 * An instant of the API in milliseconds from 1970: RFC 3339, or EDTF where
 * the year has more than four digits or is before 0.
 */
export function instant(bound: string): number {
  const parts = /^Y?(-?\d+)(?:-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):(\d\d)Z)?)?$/.exec(bound);
  if (!parts) return NaN;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map((p) => (p === undefined ? undefined : Number(p)));
  if (Math.abs(year!) > 200_000) return (year! - 1970) * yearLength;
  const date = new Date(Date.UTC(2000, month - 1, day, hour, minute, second));
  date.setUTCFullYear(year!, month - 1, day);
  return date.getTime();
}

const dayLength = 86_400_000;
const yearLength = 365.2425 * dayLength;

/** The UTC day of an instant; its year alone where no calendar of the browser goes. */
export function dayAt(ms: number): Fields {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return { year: Math.round((ms / yearLength + 1970) / 1000) * 1000 }; // as exact as milliseconds of that size are
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}
