import { ahead, type Actor, type EventPage, sectionOf, type Source, type TimelineEvent } from "./records";
import type { Query, Server } from "./server";

const most = 1000; // records that the API gives at a time
const first = 100; // at most this many before anything is shown

/**
 * The events of a query, in the order of their sections: what has a place in time;
 * what lies ahead, for that stands below the now line wherever its date falls; and
 * what has no known date, which the list of what was reported has at its end.
 */
export class Feed {
  readonly actors = new Map<string, Actor>();
  readonly sources = new Map<string, Source>();
  readonly titles = new Map<string, string>(); // of the events that have come
  total = 0;
  seq?: number; // of a change since which no page that has come is older

  private constructor(private readonly parts: Part[], private readonly steps: { part: Part; dated?: boolean }[]) {}

  static async start(server: Server, query: Query, limit: number, signal: AbortSignal): Promise<Feed> {
    const reported = new Part(server, { ...query, status: `!${ahead.join(",")}` });
    const expected = new Part(server, { ...query, status: ahead.join(",") });
    const steps = query.order === "-date" ? [{ part: expected }, { part: reported }] : [{ part: reported, dated: true }, { part: expected }, { part: reported }];
    const feed = new Feed([reported, expected], steps);
    const size = Math.min(limit, first);
    for (const page of await Promise.all(feed.parts.map((part) => part.fetch(size, signal)))) feed.#keep(page);
    feed.total = feed.parts.reduce((sum, part) => sum + part.total, 0);
    return feed;
  }

  /** Up to n events more, none when there are no more; some may come before all do. */
  async *take(n: number, signal: AbortSignal): AsyncGenerator<TimelineEvent[]> {
    for (const { part, dated } of this.steps) {
      while (n > 0) {
        if (part.waiting.length === 0) {
          if (part.next === null) break;
          this.#keep(await part.fetch(Math.min(n, most), signal));
        }
        const end = dated ? part.waiting.findIndex((e) => sectionOf(e) === "undated") : -1;
        if (end === 0) break;
        const taken = part.waiting.splice(0, end < 0 ? n : Math.min(n, end));
        n -= taken.length;
        if (taken.length) yield taken;
      }
    }
  }

  #keep(page: EventPage): void {
    if (page.seq !== undefined) this.seq = Math.min(this.seq ?? page.seq, page.seq);
    for (const event of page.data) this.titles.set(event.id, event.title);
    for (const actor of page.included?.actors ?? []) this.actors.set(actor.id, actor);
    for (const source of page.included?.sources ?? []) this.sources.set(source.id, source);
  }
}

/** One of the two lists, with what has come of it and is not yet shown. */
class Part {
  waiting: TimelineEvent[] = [];
  next: string | null | undefined; // undefined before the first page
  total = 0;

  constructor(private readonly server: Server, private readonly query: Query) {}

  async fetch(limit: number, signal: AbortSignal): Promise<EventPage> {
    const begun = this.next !== undefined;
    const page = await this.server.events(
      { ...this.query, include: "actors,sources", limit: String(limit), ...(begun ? { cursor: this.next! } : { count: "true" }) },
      signal,
    );
    this.waiting.push(...page.data);
    this.next = page.page.next;
    this.total = page.page.total ?? this.total;
    return page;
  }
}
