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

  async events(query: Query, signal: AbortSignal): Promise<EventPage> {
    const { answer, headers } = await this.#ask<EventPage>("/v1/events", query, signal);
    const seq = headers.get("Dateline-Seq");
    return seq === null ? answer : { ...answer, seq: Number(seq) };
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

  /** Where a story's page shows an event, on whichever of its pages that is. */
  eventPage(story: string, id: string): string {
    return this.link(`/stories/${encodeURIComponent(story)}`, { event: id }) + `#e-${encodeURIComponent(id)}`;
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
    return (await this.#ask<T>(path, query, signal)).answer;
  }

  async #ask<T>(path: string, query: Query, signal: AbortSignal): Promise<{ answer: T; headers: Headers }> {
    let answer: Response;
    try {
      answer = await fetch(this.link(path, query), { signal, credentials: "same-origin", cache: this.fresh ? "no-cache" : "default", headers: { Accept: "application/json" } });
    } catch (error) {
      throw signal.aborted ? error : new Failure(0);
    }
    if (answer.ok) {
      try {
        return { answer: (await answer.json()) as T, headers: answer.headers };
      } catch (error) {
        throw signal.aborted ? error : new Failure(0);
      }
    }
    const problem = (await answer.json().catch(() => ({}))) as { detail?: unknown };
    const wait = Number(answer.headers.get("Retry-After") ?? NaN);
    throw new Failure(answer.status, String(problem.detail ?? ""), Number.isFinite(wait) ? wait : undefined);
  }
}
