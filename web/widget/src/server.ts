import type { EventPage, Facets, Histogram, Story } from "./records";

/** Why a server gave no answer that can be shown; status 0 when it gave none at all. */
export class Failure extends Error {
  constructor(readonly status: number, readonly detail = "", readonly retryAfter?: number) {
    super(`${status} ${detail}`);
  }
}

export type Query = { [name: string]: string | undefined };

/** A server's read API; a fresh one does not take answers from the cache without asking whether they hold. */
export class Server {
  constructor(readonly address: string, private readonly fresh = false) {}

  story(id: string, signal: AbortSignal): Promise<Story> {
    return this.#get(`/v1/stories/${encodeURIComponent(id)}`, {}, signal);
  }

  events(query: Query, signal: AbortSignal): Promise<EventPage> {
    return this.#get("/v1/events", query, signal);
  }

  histogram(query: Query, signal: AbortSignal): Promise<Histogram> {
    return this.#get("/v1/events/histogram", query, signal);
  }

  facets(query: Query, signal: AbortSignal): Promise<Facets> {
    return this.#get("/v1/events/facets", query, signal);
  }

  storyPage(id: string): string {
    return `${this.address}/stories/${encodeURIComponent(id)}`;
  }

  /** The page that shows what a query finds; it takes the API's parameters. */
  explorePage(query: Query): string {
    return this.link("/explore", query);
  }

  link(path: string, query: Query): string {
    const given = Object.entries(query).filter((pair): pair is [string, string] => !!pair[1]);
    const search = new URLSearchParams(given).toString();
    return this.address + path + (search && `?${search}`);
  }

  async #get<T>(path: string, query: Query, signal: AbortSignal): Promise<T> {
    let answer: Response;
    try {
      answer = await fetch(this.link(path, query), { signal, credentials: "omit", cache: this.fresh ? "no-cache" : "default", headers: { Accept: "application/json" } });
    } catch (error) {
      throw signal.aborted ? error : new Failure(0);
    }
    if (answer.ok) {
      try {
        return (await answer.json()) as T;
      } catch (error) {
        throw signal.aborted ? error : new Failure(0);
      }
    }
    const problem = (await answer.json().catch(() => ({}))) as { detail?: unknown };
    const wait = Number(answer.headers.get("Retry-After") ?? NaN);
    throw new Failure(answer.status, String(problem.detail ?? ""), Number.isFinite(wait) ? wait : undefined);
  }
}
