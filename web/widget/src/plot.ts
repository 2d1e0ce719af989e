import type { Lane } from "./records";

/** Where on a plot an instant is, in per cent of its width. */
export type Scale = (ms: number) => number;

/** How many events are in each lane. */
export type Counts = { [lane in Lane]: number };
