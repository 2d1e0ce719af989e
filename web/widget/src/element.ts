import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult, unsafeCSS } from "lit";
import { html as staticHtml } from "lit/static-html.js";
import { boundText } from "./datewords";
import { Feed } from "./feed";
import { type Group, group } from "./groups";
import { choose, type Language, tagsAround } from "./language";
import { hatches } from "./marks";
import { serverAddress } from "./origin";
import type { Story, TimelineEvent } from "./records";
import { Failure, type Query, Server } from "./server";
import { failureView, ghostView, moreView } from "./states";
import { type Overview, overview, stripView } from "./strip";
import { attend } from "../../strip/strip.js";
import { Live } from "./live";
import markStyles from "../../styles/marks.css?inline";
import mediaStyles from "../../styles/media.css?inline";
import tokenStyles from "../../styles/tokens.css?inline";
import timelineStyles from "./styles/timeline.css?inline";
import { groupList, headingTag, nowLine, type Setting } from "./views";
import { newest } from "./written";

const task = 40; // milliseconds that putting events on the page may take in one go
const step = 1000; // events taken in one go on the way to one of them
const furthest = 10_000; // of which it is looked for
const long = 100; // events from which those far from the screen are not laid out

type Phase = "idle" | "loading" | "ready" | "failed";

/** <dateline-timeline>: docs/embedding.md says what it takes, gives and sends. */
export class DatelineTimeline extends LitElement {
  static override styles = [unsafeCSS(tokenStyles), unsafeCSS(markStyles), unsafeCSS(mediaStyles), unsafeCSS(timelineStyles)];

  static override properties: PropertyDeclarations = {
    src: { reflect: true },
    story: { reflect: true },
    actor: { reflect: true },
    from: { reflect: true },
    to: { reflect: true },
    order: { reflect: true },
    event: { reflect: true },
    theme: { reflect: true },
    lang: { reflect: true },
    headingLevel: { reflect: true, attribute: "heading-level", type: Number },
    label: { reflect: true },
    limit: { reflect: true, type: Number },
    live: { reflect: true, type: Boolean },
  };

  declare src: string;
  declare story: string;
  declare actor: string;
  declare from: string;
  declare to: string;
  declare order: string;
  declare event: string;
  declare theme: string;
  declare headingLevel: number;
  declare label: string;
  declare limit: number;
  declare live: boolean;

  #phase: Phase = "idle";
  #busy = false; // more events are on their way
  #failure?: Failure;
  #story?: Story;
  #feed?: Feed;
  #overview?: Overview;
  #events: TimelineEvent[] = []; // that have come
  #chunk = 40; // events put on the page in one go, as many as this machine can in a task
  #shown = 0; // how many of them are on the page
  #groups: Group[] = [];
  #range?: [from: string, to: string]; // that the reader has chosen on the strip
  #grid?: HTMLElement; // of the strip
  #unfiltered = false; // the reader asked for all, although the embed asks for some
  #said = ""; // the answer to the reader's last action, for screen readers
  #changed = new Set<string>(); // ids of events that changed since
  #language?: Language;
  #setting?: Setting;
  #abort?: AbortController; // of the last load
  #adding?: AbortController; // of the events that are added to what it has brought
  #live = new Live((id) => {
    this.#changed.add(id);
    this.requestUpdate();
  });

  constructor() {
    super();
    this.src = this.story = this.actor = this.from = this.to = this.event = this.label = "";
    this.order = "story";
    this.theme = "auto";
    this.headingLevel = 3;
    this.limit = 20;
    this.live = false;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#language = undefined;
    addEventListener("beforeprint", this.#beforePrint);
    if (this.hasUpdated) void this.#load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener("beforeprint", this.#beforePrint);
    this.#abort?.abort();
    this.#adding?.abort();
    this.#live.stop();
  }

  /** Asks the server again, from the beginning, past what the browser has in its cache. */
  reload(): void {
    void this.#load({ fresh: true });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    const asked = ["src", "story", "actor", "from", "to", "order", "event", "limit"].some((name) => changed.has(name));
    if (changed.has("lang")) this.#language = undefined;
    if (["lang", "headingLevel"].some((name) => changed.has(name))) this.#setting = undefined;
    if (asked) {
      this.#unfiltered = false;
      this.#range = undefined;
      void this.#load();
    } else if (changed.has("live") && this.#phase === "ready") this.#listen();
  }

  protected override updated(): void {
    const grid = this.renderRoot.querySelector<HTMLElement>(".strip__grid") ?? undefined;
    if (grid && grid !== this.#grid) attend(grid, (...range) => void this.#choose(range));
    this.#grid = grid;
  }

  get #limit(): number {
    return Math.min(Math.max(Math.trunc(this.limit) || 20, 1), 10_000);
  }

  get #l(): Language {
    return (this.#language ??= choose([this.lang, ...tagsAround(this)]));
  }

  get #server(): Server | undefined {
    return this.#serverThatIs(false);
  }

  #serverThatIs(fresh: boolean): Server | undefined {
    const address = serverAddress(this.src);
    return address ? new Server(address, fresh) : undefined;
  }

  get #query(): Query {
    const filters: Query = this.#unfiltered ? {} : { actor: this.actor, from: this.from, to: this.to };
    if (this.#range) [filters.from, filters.to] = this.#range;
    return { story: this.story, ...filters, order: this.order === "-date" ? "-date" : "story" };
  }

  /**
   * Loads n events; with keep, what is shown stays until the new list can take
   * its place at once. Tells whether it has come to that.
   */
  async #load({ n = this.#limit, keep = false, fresh = false } = {}): Promise<boolean> {
    this.#abort?.abort();
    this.#adding?.abort();
    const { signal } = (this.#abort = new AbortController());
    const server = this.#serverThatIs(fresh);
    if (!keep) this.#phase = "loading";
    this.#failure = undefined;
    this.requestUpdate();
    try {
      if (!server) throw new Failure(-1);
      const [story, feed] = await Promise.all([
        this.story ? server.story(this.story, signal) : undefined,
        Feed.start(server, this.#query, n, signal),
      ]);
      const events: TimelineEvent[] = [];
      if (keep) for await (const some of feed.take(n, signal)) events.push(...some);
      this.#adding?.abort(); // what was asked for meanwhile goes on from the old list
      this.#story = story;
      this.#feed = feed;
      this.#setting = undefined;
      this.#overview = undefined;
      this.#events = events;
      this.#groups = group([], events);
      this.#shown = events.length;
      this.#changed.clear();
      this.#phase = "ready";
      if (!keep) await this.#take(n, signal);
      if (!keep && this.event) await this.#goTo(this.event, signal);
      if (signal.aborted) return false;
      this.#announceLoad();
      this.#listen();
      const found = await overview(server, this.#query, feed.total, signal);
      if (signal.aborted) return false;
      this.#overview = found;
      this.requestUpdate();
      return true;
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
      return false;
    }
  }

  /** Takes n more events, and puts them on the page a chunk at a time. */
  async #take(n: number, signal: AbortSignal): Promise<void> {
    this.#busy = true;
    this.requestUpdate();
    const list = this.#events; // another load puts another in its place
    try {
      for await (const events of this.#feed!.take(n, signal)) {
        list.push(...events);
        while (this.#shown < list.length && !signal.aborted) await this.#showChunk();
      }
    } finally {
      this.#busy = false;
      this.requestUpdate();
    }
  }

  /** Takes events until the one with an id has come, and brings it into the window. */
  async #goTo(id: string, signal: AbortSignal): Promise<void> {
    for (let last = -1; !this.#events.some((e) => e.id === id) && last !== this.#shown && this.#shown < furthest; ) {
      last = this.#shown;
      await this.#take(step, signal);
      if (signal.aborted) return;
    }
    this.#getSetting().target = id;
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector(`[data-id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
  }

  async #showChunk(): Promise<void> {
    const next = this.#events.slice(this.#shown, this.#shown + this.#chunk);
    if (this.#shown >= long) this.#getSetting().opened ??= new Set(this.#events.slice(0, this.#shown).map((e) => e.id));
    const began = performance.now();
    this.#groups = group([...this.#groups], next);
    this.#shown += next.length;
    this.requestUpdate();
    await this.updateComplete;
    const faster = task / Math.max(performance.now() - began, 1);
    this.#chunk = Math.min(Math.max(Math.round(next.length * Math.min(faster, 2)), 10), 400);
    await new Promise((resume) => setTimeout(resume)); // the page may paint and answer its reader
  }

  /** On paper every event keeps its evidence, so a long list fills in what it left out. */
  #beforePrint = (): void => {
    if (!this.#setting?.opened) return;
    this.#setting = { ...this.#setting, opened: undefined };
    this.requestUpdate();
    this.performUpdate();
  };

  #open(event: TimelineEvent): void {
    if (!this.#setting?.opened || this.#setting.opened.has(event.id)) return;
    this.#setting.opened.add(event.id);
    this.requestUpdate();
  }

  #fail(error: unknown): void {
    if (!(error instanceof Failure)) throw error;
    this.#failure = error;
    if (this.#phase === "loading") this.#phase = "failed";
    this.requestUpdate();
  }

  async #more(n: number): Promise<void> {
    if (this.#busy) return;
    const before = this.#shown;
    const { signal } = (this.#adding = new AbortController());
    this.#failure = undefined;
    try {
      await this.#take(n, signal);
    } catch (error) {
      if (!signal.aborted) this.#fail(error);
    }
    if (signal.aborted) return;
    const added = this.#shown - before;
    if (added === 0) return;
    this.#said = this.#l.count("added", added);
    this.#announceLoad();
    this.requestUpdate();
    await this.updateComplete;
    const id = this.#events[before]!.id;
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] a`)?.focus();
  }

  async #showChanges(): Promise<void> {
    if (!(await this.#load({ n: Math.max(this.#shown, this.#limit), keep: true, fresh: true }))) return;
    this.#said = this.#l.text("current");
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(".widget__title a")?.focus();
  }

  /** Shows the stretch of time that the reader has chosen, or what there was before. */
  async #choose(range?: [string, string]): Promise<void> {
    this.#range = range;
    if (!(await this.#load())) return;
    this.#said = this.#l.count("events", this.#feed!.total);
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>(range ? ".widget__sub button" : ".widget__title a")?.focus();
  }

  /** An event of the strip that the list can have comes into the window. */
  async #goFrom(id: string, click: MouseEvent): Promise<void> {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    await this.#goTo(id, this.#abort!.signal);
    this.renderRoot.querySelector<HTMLElement>(`[data-id="${CSS.escape(id)}"] a`)?.focus({ preventScroll: true });
  }

  #showAll(): void {
    this.#unfiltered = true;
    void this.#load();
  }

  #listen(): void {
    const server = this.#server;
    if (!this.live || !server || !this.isConnected) return this.#live.stop();
    const since = this.#feed?.seq?.toString(); // what was written since the list was made is news as well
    this.#live.start(server.link("/v1/events/stream", { ...this.#query, order: undefined, since }));
  }

  #announceLoad(): void {
    this.#emit("dateline-load", { count: this.#shown, total: this.#feed!.total });
  }

  #select(event: TimelineEvent, click: Event): void {
    if (!this.#emit("dateline-select", { id: event.id, event })) click.preventDefault();
  }

  /** Sends an event that crosses shadow roots; false when somebody prevents what would follow. */
  #emit(name: string, detail: object): boolean {
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  // What is shown -----------------------------------------------------------

  protected override render(): TemplateResult {
    const l = this.#l;
    const named = this.label || this.#phase !== "ready";
    return html`<section class="widget ${this.#shown > long ? "is-long" : ""}" part="timeline" lang=${l.tag} dir=${l.direction} aria-label=${named ? this.label || l.text("timeline") : nothing} aria-labelledby=${named ? nothing : "title"} aria-busy=${this.#phase === "loading" || this.#busy ? "true" : nothing}>${
      this.#phase === "ready" ? this.#timeline() : this.#waiting()
    }</section>`;
  }

  /** Before there is anything to show, and when nothing came: the page's own fallback stands here. */
  #waiting(): TemplateResult {
    const failed = this.#phase === "failed" && this.#failure;
    const page = this.story && this.#server ? this.#server.storyPage(this.story) : undefined;
    const link = page && this.childElementCount === 0 ? html`<a href=${page}>${this.#l.text("own_page")}</a>` : nothing;
    return html`<div class="widget__head" part="header"><slot></slot></div>${
      failed ? failureView(failed, this.#l, () => this.reload(), link) : ghostView(this.#l, link)
    }`;
  }

  #timeline(): TemplateResult {
    const server = this.#server!;
    const page = this.story ? server.storyPage(this.story) : server.explorePage({ ...this.#query, order: undefined });
    const { total } = this.#feed!;
    return html`<svg class="defs" aria-hidden="true" focusable="false">${hatches}</svg>${this.#header(page)}${
      this.#changed.size
        ? html`<p class="widget__news"><button class="button" part="button" type="button" @click=${this.#showChanges}>${this.#l.count("changed", this.#changed.size)}</button></p>`
        : nothing
    }${this.#overview ? stripView(this.#overview, newest(this.#feed!.sources.values()), this.#l, {
            link: (e) => server.eventPage(e.story, e.id),
            go: (e, click) => void this.#goFrom(e.id, click),
          }) : nothing}${total === 0 ? this.#empty() : this.#lists()}${
      total > 0
        ? moreView(this.#l, {
            shown: this.#shown,
            total,
            step: this.#limit,
            busy: this.#busy,
            failure: this.#failure,
            more: (n) => void this.#more(n),
          })
        : nothing
    }<p class="vh" role="status">${this.#said}</p>${this.#footer(server, page)}`;
  }

  #header(page: string): TemplateResult {
    const l = this.#l;
    const overview = this.#overview;
    const { total, sources } = this.#feed!;
    const parts = [l.count("events", total)];
    if (overview?.kind === "bars" && overview.stated) parts.push(l.count("stated_days", overview.stated));
    const [source] = sources.values();
    const undated = sources.size === 1 && source!.published?.basis !== "stated";
    const tag = headingTag(this.#level);
    const language = this.#story?.language ?? nothing;
    return html`<header class="widget__head" part="header">${staticHtml`<${tag} class="widget__title" part="title" id="title"><a href=${page} lang=${language} dir="auto">${this.#title()}</a></${tag}>`}<p class="widget__sub" part="subtitle">${total ? `${parts.join(l.dates.list_separator)}.` : nothing} ${undated ? l.text("source_undated") : nothing} ${this.#range ? html`<button class="button" part="button" type="button" @click=${() => void this.#choose()}>${l.text("show_everything")}</button>` : nothing}</p></header>`;
  }

  get #level(): number {
    return Math.min(Math.max(Math.trunc(this.headingLevel) || 3, 1), 5);
  }

  #title(): string {
    return this.#story?.title ?? (this.label || this.#actorName() || this.#l.text("timeline"));
  }

  #actorName(): string | undefined {
    return this.actor && !this.#unfiltered ? (this.#feed?.actors.get(this.actor)?.name ?? this.actor) : undefined;
  }

  #lists(): TemplateResult {
    const s = this.#getSetting();
    const [dated, expected, undated] = (["dated", "ahead", "undated"] as const).map((section) => this.#groups.filter((g) => g.section === section));
    const past = dated!.length ? groupList(dated!, s) : nothing;
    const future = expected!.length ? html`${nowLine(s)}<div class="ahead">${groupList(expected!, s)}</div>` : nothing;
    const rest = undated!.length ? html`<div class="undated" part="undated"><p class="undated__t">${s.l.text("when_unknown")}</p>${groupList(undated!, s)}</div>` : nothing;
    return this.order === "-date" ? html`${future}<div class=${expected!.length ? "after-now" : "all"}>${past}</div>${rest}` : html`${past}${future}${rest}`;
  }

  #getSetting(): Setting {
    return (this.#setting ??= this.#makeSetting());
  }

  #makeSetting(): Setting {
    const server = this.#server!;
    const { actors, sources, titles } = this.#feed!;
    return {
      l: this.#l,
      heading: this.#level + 1,
      contentLanguage: this.#story?.language ?? "",
      actors,
      sources,
      titles,
      link: (e) => server.eventPage(e.story, e.id),
      select: (e, click) => this.#select(e, click),
      open: (e) => this.#open(e),
    };
  }

  #empty(): TemplateResult {
    const l = this.#l;
    const asked = [
      this.actor && l.text("asked_actor", { name: this.#feed!.actors.get(this.actor)?.name ?? this.actor }),
      this.from && boundText(l, "from", this.from),
      this.to && boundText(l, "until", this.to),
    ].filter(Boolean);
    if (asked.length === 0 || this.#unfiltered) return html`<div class="state" part="state"><p><b>${l.text("empty_nothing")}</b></p></div>`;
    return html`<div class="state" part="state"><p><b>${l.text("empty")}</b></p><p>${l.text("empty_asked", { filters: l.list(asked) })}</p>${
      this.story ? html`<p><button class="button" part="button" type="button" @click=${this.#showAll}>${l.text("show_everything")}</button></p>` : nothing
    }</div>`;
  }

  #footer(server: Server, page: string): TemplateResult {
    const query = { ...this.#query, order: this.order === "-date" ? "-date" : undefined };
    const link = (format: string, name: string) => html`<a href=${server.link("/v1/events", { ...query, format })}>${name}</a>`;
    const [before, after] = this.#l.text("data", { links: "\0" }).split("\0");
    return html`<footer class="widget__foot" part="footer"><span><a href=${page}>${this.#l.text("full")}</a></span> <span>${before}${link("json", "JSON")}${this.#l.dates.list_separator}${link("csv", "CSV")}${after}</span> <span>Dateline</span></footer>`;
  }
}
