// What the API sends, as openapi.yaml describes it: the fields that are shown.

export interface RecordDate {
  edtf: string | null;
  earliest: string | null;
  latest: string | null;
  precision: string | null;
  approximate: boolean;
  uncertain: boolean;
  basis: "stated" | "inferred" | "unknown";
  text: string | null;
}

export interface Citation {
  source: string;
  grade?: string;
  start?: number; // with end and sha256, where the words have been placed
  end?: number;
  sha256?: string;
  exact?: string;
  section?: string;
}

export interface Participant {
  id: string;
  name: string;
  role: string;
}

export interface Quote {
  id: string;
  speaker: string;
  via?: string;
  text: string;
  language?: string;
  kind: "direct" | "indirect";
  citations: Citation[];
}

export interface Media {
  url: string;
  type?: string;
  alt?: string;
  caption?: string;
  credit?: string;
  width?: number;
  height?: number;
  thumbnail?: string;
}

export interface TimelineEvent {
  id: string;
  story: string;
  title: string;
  summary?: string;
  type: string;
  status: string;
  verification: string;
  date: RecordDate;
  actors: Participant[];
  places: Participant[];
  quotes: Quote[];
  citations: Citation[];
  media?: Media[];
  relations?: { type: string; event: string }[];
  key?: boolean;
  language?: string;
  retracted?: { reason?: string };
}

export interface Actor {
  id: string;
  name: string;
  offices: { title: string; organization?: string; from?: unknown; to?: unknown }[];
}

export interface Source {
  id: string;
  title: string;
  publisher?: string;
  url?: string;
  published?: RecordDate;
  language?: string;
}

export interface Story {
  id: string;
  title: string;
  language?: string;
}

export interface EventPage {
  seq?: number; // of the last change that the page shows; comes as a header
  data: TimelineEvent[];
  page: { next: string | null; total?: number };
  included?: { actors?: Actor[]; sources?: Source[] };
}

export interface Bucket {
  start: string;
  end: string;
  estimate: number;
  by?: { [type: string]: { estimate: number; certain: number; possible: number } };
}

export interface Facets {
  data: { type: { value: string | null; count: number }[] };
}

export interface Histogram {
  data: Bucket[];
  earliest: string | null;
  latest: string | null;
  undated: number;
  outside: number;
}

/** The three lanes. An unknown type belongs to what was done. */
export type Lane = "done" | "said" | "assessed";
export const lanes: Lane[] = ["done", "said", "assessed"];

const said = ["statement", "reaction", "proposal", "publication"];

export function laneOf(type: string): Lane {
  if (said.includes(type)) return "said";
  return type === "assessment" ? "assessed" : "done";
}

/** Statuses of what has not happened yet: these events stand below the now line. */
export const ahead = ["expected", "scheduled", "proposed", "postponed"];

export const isAhead = (e: TimelineEvent): boolean => ahead.includes(e.status);

/** The parts of a timeline: what has a place in time, what has not happened yet, and what has no known date. */
export type Section = "dated" | "ahead" | "undated";

/** The section of an event, by its status and never by the reader's clock. */
export function sectionOf(e: TimelineEvent): Section {
  if (isAhead(e)) return "ahead";
  return e.date.earliest === null && e.date.latest === null ? "undated" : "dated";
}
