import { ahead, type Actor, type EventPage, type Source, type TimelineEvent } from "./records";
import type { Query, Server } from "./server";

const most = 1000; // records that the API gives at a time
const first = 100; // at most this many before anything is shown

/**
 * The events of a query, as they are asked for: what was reported, and then
 * what lies ahead, for that stands below the now line wherever its date falls.
 */
export class Feed {
  readonly actors = new Map<string, Actor>();
  readonly sources = new Map<string, Source>();
  total = 0;
  seq?: number; // of a change since which no page that has come is older

  private constructor(private readonly parts: Part[]) {}

  static async start(server: Server, query: Query, limit: number, signal: AbortSignal): Promise<Feed> {
    const reported = new Part(server, { ...query, status: `!${ahead.join(",")}` });
    const expected = new Part(server, { ...query, status: ahead.join(",") });
    const feed = new Feed(query.order === "-date" ? [expected, reported] : [reported, expected]);
    const size = Math.min(limit, first);
    for (const page of await Promise.all(feed.parts.map((part) => part.fetch(size, signal)))) feed.#keep(page);
    feed.total = feed.parts.reduce((sum, part) => sum + part.total, 0);
    return feed;
  }

  /** Up to n events more, none when there are no more; some may come before all do. */
  async *take(n: number, signal: AbortSignal): AsyncGenerator<TimelineEvent[]> {
    for (const part of this.parts) {
      while (n > 0) {
        if (part.waiting.length === 0) {
          if (part.next === null) break;
          this.#keep(await part.fetch(Math.min(n, most), signal));
        }
        const taken = part.waiting.splice(0, n);
        n -= taken.length;
        if (taken.length) yield taken;
      }
    }
  }

  #keep(page: EventPage): void {
    if (page.seq !== undefined) this.seq = Math.min(this.seq ?? page.seq, page.seq);
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
