// EDTF (ISO 8601-2) as the server gives it: canonical, so what is read here
// is valid already, and what this does not take apart is said by its bounds.

/** One date: a day, a month, a season, a year, with what is doubted of it. */
export interface Single {
  kind: "single";
  text: string;
  year: number | null; // astronomical; null where digits of it are not stated
  decade?: number; // 2010 for 201X
  century?: number; // 20 for 19XX, in the everyday sense
  month?: number; // 1 to 12
  anyMonth?: boolean; // the month is XX
  day?: number;
  anyDay?: boolean; // the day is XX
  season?: number; // 21 to 41
  time?: { clock: string; unit: "hour" | "minute" | "second"; zone: string };
  qualifier: Qualifier;
  partly: boolean; // not all of it has the qualifier
  vague: boolean; // another form, such as 156X-12-25 or 1950S2
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
const plain = /^(Y?-?[\dX]+(?:E\d+)?)(?:-([\dX]{2}))?(?:-([\dX]{2}))?$/;

function single(text: string): Single {
  const date: Single = { kind: "single", text, year: null, qualifier: "", partly: false, vague: false };
  const clock = timed.exec(text);
  if (clock) {
    const [, day, time, zone = ""] = clock;
    Object.assign(date, single(day!), { text });
    const unit = (["hour", "minute", "second"] as const)[Math.min(time!.split(":").length, 3) - 1]!;
    date.time = { clock: unit === "hour" ? `${time}:00` : time!, unit, zone };
    return date;
  }
  qualify(date);
  const parts = plain.exec(text.replace(/[?~%]/g, ""));
  if (!parts) {
    date.vague = true;
    return date;
  }
  readYear(date, parts[1]!);
  if (parts[2] === "XX") date.anyMonth = true;
  else if (parts[2]?.includes("X")) date.vague = true;
  else if (parts[2] && Number(parts[2]) > 12) date.season = Number(parts[2]);
  else if (parts[2]) date.month = Number(parts[2]);
  if (parts[3] === "XX") date.anyDay = true;
  else if (parts[3]?.includes("X")) date.vague = true;
  else if (parts[3]) date.day = Number(parts[3]);
  if (parts[2] && date.year === null) date.vague = true;
  if (date.anyMonth && date.day) date.vague = true;
  return date;
}

/** A qualifier behind everything qualifies everything; any other only a part. */
function qualify(date: Single): void {
  const signs = new Set(date.text.match(/[?~%]/g));
  if (signs.size === 0) return;
  const [sign] = signs as Set<Qualifier>;
  const whole = signs.size === 1 && /^[^?~%]+[?~%]$/.test(date.text);
  if (whole) date.qualifier = sign!;
  else date.partly = true;
}

function readYear(date: Single, text: string): void {
  const decade = /^(-?\d{3})X$/.exec(text);
  const century = /^(\d{2})XX$/.exec(text);
  const scaled = /^Y?(-?\d+)(?:E(\d+))?$/.exec(text);
  if (decade && Number(decade[1]) > 0) date.decade = Number(decade[1]) * 10;
  else if (century) date.century = Number(century[1]) + 1;
  else if (scaled) date.year = Number(scaled[1]) * 10 ** Number(scaled[2] ?? 0);
  else date.vague = true;
}

/** Whether a date names a day, or something within one. */
export function isDay(date: Edtf): boolean {
  return date.kind === "single" && date.day !== undefined && !date.vague;
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

const yearLength = 365.2425 * 86_400_000;

/** The UTC day of an instant; its year alone where no calendar of the browser goes. */
export function dayAt(ms: number): Single {
  const date = new Date(ms);
  const day = Number.isNaN(date.getTime())
    ? { year: Math.round((ms / yearLength + 1970) / 1000) * 1000 } // as exact as milliseconds of that size are
    : { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
  return { kind: "single", text: "", qualifier: "", partly: false, vague: false, ...day };
}
