import { html, nothing, render, type TemplateResult } from "lit";
import type { Autosave } from "./autosave";
import { counted, type DeviceWords, readDeviceWords } from "./devicewords";
import { type Margin, marginsOf, type Place } from "./margins";
import { keep, readPasted, sayOfText } from "./pasted";
import { sentencesOf } from "./sentences";
import { canKeep, type Shelf } from "./shelf";
import { sha256 } from "./text";
import { fill } from "./words";

/** What the page tells of a source whose text no server has. */
interface Told {
  places: Place[];
  events: Record<string, { title: string; href: string }>;
}

const marks = "\"'“”„‟«»‘’「」『』";
const mostNamed = 3; // events that a margin links to

/**
 * The pane of a source whose text is on this device alone: it draws the sentences that
 * the server draws of others, and sends of what is chosen the place and its digest.
 */
export class DevicePane {
  private readonly kept: HTMLElement;
  private readonly form: HTMLFormElement;
  private readonly bring: HTMLFormElement | null;
  private readonly words: DeviceWords;
  private text: string[] = []; // its code points
  private busy = false;

  constructor(
    private readonly root: HTMLElement,
    private readonly shelf: Shelf,
    private readonly autosave: Autosave,
  ) {
    this.words = readDeviceWords(root);
    this.kept = root.querySelector<HTMLElement>("[data-kept]") as HTMLElement;
    this.form = root.querySelector<HTMLFormElement>("form[data-select]") as HTMLFormElement;
    this.bring = root.querySelector<HTMLFormElement>("form[data-bring]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (this.busy) return;
      this.busy = true;
      void this.use(event.submitter as HTMLButtonElement).finally(() => {
        this.busy = false;
      });
    });
    root.querySelector("[data-forget]")?.addEventListener("click", () => void this.forget());
  }

  async begin(): Promise<void> {
    const text = await this.shelf.get(this.root.dataset.digest ?? "");
    if (text !== null) return this.show(text);
    const button = this.bring?.querySelector<HTMLElement>("[data-keep]");
    const without = this.bring?.querySelector<HTMLElement>("[data-without]");
    if (!button || !without) return;
    if (!canKeep()) {
      without.textContent = this.words.unable;
      return;
    }
    without.hidden = true;
    button.hidden = false;
    button.onclick = () => void this.paste();
  }

  private async show(text: string): Promise<void> {
    this.text = [...text];
    const told = JSON.parse(this.root.dataset.places ?? "{}") as Told;
    const margins = await marginsOf(this.text, sentencesOf(this.text), told.places);
    const paragraphs: TemplateResult[][] = [];
    margins.forEach((margin, i) => {
      if (i === 0 || margins[i - 1]?.line !== margin.line) paragraphs.push([]);
      paragraphs.at(-1)?.push(this.sentence(margin, i + 1, told));
    });
    const place = this.form.querySelector<HTMLElement>("[data-sentences]");
    if (place) render(paragraphs.map((list) => html`<ol class="para" role="list">${list}</ol>`), place);
    const covered = margins.filter((margin) => margin.covered).length;
    const coverage = this.kept.querySelector<HTMLElement>("[data-covered]");
    if (coverage) coverage.textContent = fill(this.words.coverage, { n: covered, of: margins.length });
    this.reveal(true);
    if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "nearest" });
  }

  private reveal(kept: boolean): void {
    this.kept.hidden = !kept;
    const missing = this.root.querySelector<HTMLElement>("[data-missing]");
    if (missing) missing.hidden = kept;
  }

  private sentence(margin: Margin, n: number, told: Told): TemplateResult {
    const { words } = this;
    const [cited, page] = [margin.events.length > 0, document.documentElement];
    const state = !margin.covered ? "uncited" : cited ? "cited" : "not-factual";
    const named = margin.events.slice(0, mostNamed).map((id) => told.events[id]);
    const more = margin.events.length - named.length;
    return html`<li id=${`s${n}`} data-start=${margin.start} data-end=${margin.end} class=${state}><label><input type="checkbox" value=${n}><span data-text .textContent=${this.slice(margin.start, margin.end)}></span></label><span class="margin" lang=${page.lang} dir=${page.dir || "ltr"}>
      ${margin.notFactual ? html`<span>${words.not_factual}</span>` : nothing}
      ${cited ? html`<span>${margin.covered ? counted(words.cited_by, margin.events.length) : words.in_part}</span>` : nothing}
      ${named.map((event) => (event ? html` <a href=${event.href}>${event.title}</a>` : nothing))}
      ${more > 0 ? html` <span>${counted(words.more_events, more)}</span>` : nothing}
      ${!cited && !margin.notFactual ? html`<span class="vh">${words.uncited}</span>` : nothing}</span></li>`;
  }

  /** Sends what is chosen: each run of words by its place and the digest of the words there. */
  private async use(button: HTMLButtonElement): Promise<void> {
    await this.autosave.saveAll();
    const fields = new FormData(this.form);
    const body = new URLSearchParams({ source: this.root.dataset.source ?? "", digest: this.root.dataset.digest ?? "", action: button.value });
    const event = fields.get("event");
    if (typeof event === "string" && event !== "") body.set("event", event);
    const runs = this.chosen();
    for (const [start, end] of runs) {
      body.append("start", String(start));
      body.append("end", String(end));
      body.append("sha256", await sha256(this.slice(start, end)));
    }
    const first = runs[0];
    if (first) body.set("sentence", String(this.sentenceAt(first[0])));
    if (button.value === "quote" && runs.length === 1 && first) {
      body.set("words", this.slice(...first));
      if (this.isQuoted(...first)) body.set("quoted", "1");
    }
    let answer: Response;
    try {
      // Its buttons are called action, so that form.action is not the address.
      answer = await fetch(this.form.getAttribute("action") ?? "", { method: "POST", headers: { Accept: "application/json" }, body });
    } catch {
      return this.refuse(this.words.unsent);
    }
    if (!answer.ok) {
      const problem = (await answer.json().catch(() => ({}))) as { detail?: string };
      return this.refuse(problem.detail ?? this.words.unsent);
    }
    const { href } = (await answer.json()) as { href: string };
    const to = new URL(href, location.href);
    if (to.pathname === location.pathname && to.search === location.search) {
      history.replaceState(null, "", to);
      location.reload();
    } else location.assign(to);
  }

  private slice(start: number, end: number): string {
    return this.text.slice(start, end).join("");
  }

  /** The runs of words that are selected, else of the sentences that are ticked. */
  private chosen(): [number, number][] {
    const field = (name: string): string => this.form.querySelector<HTMLInputElement>(`input[type="hidden"][name="${name}"]`)?.value ?? "";
    if (field("start") !== "" && field("end") !== "") return [[Number(field("start")), Number(field("end"))]];
    const runs: [number, number][] = [];
    let before = -1;
    [...this.form.querySelectorAll<HTMLElement>("li[data-start]")].forEach((item, i) => {
      if (!item.querySelector<HTMLInputElement>("input")?.checked) return;
      const last = runs.at(-1);
      if (last && before === i - 1) last[1] = Number(item.dataset.end);
      else runs.push([Number(item.dataset.start), Number(item.dataset.end)]);
      before = i;
    });
    return runs;
  }

  private sentenceAt(start: number): number {
    const items = [...this.form.querySelectorAll<HTMLElement>("li[data-start]")];
    return Math.max(1, items.findIndex((item) => Number(item.dataset.end) > start) + 1);
  }

  /** Whether words stand between quotation marks; a comma or stop may stand before the last. */
  private isQuoted(start: number, end: number): boolean {
    const isMark = (at: number): boolean => marks.includes(this.text[at] ?? "\0");
    const stops = /^[,.!?…]$/.test(this.text[end] ?? "") ? 1 : 0;
    return isMark(start - 1) && isMark(end + stops);
  }

  private refuse(message: string): void {
    const place = this.kept.querySelector<HTMLElement>("[data-refused]");
    if (place) place.textContent = message;
  }

  /** Takes the text that the source was cited from, and no other. */
  private async paste(): Promise<void> {
    if (!this.bring) return;
    sayOfText(this.bring, "");
    const found = await readPasted(this.bring, this.words);
    if (!found) return;
    const length = Number(this.root.dataset.length);
    if (found.length !== length) return sayOfText(this.bring, fill(this.words.other_length, { n: found.length, of: length }));
    if (found.sha256 !== this.root.dataset.digest) return sayOfText(this.bring, this.words.other_words);
    if (!(await keep(this.shelf, found, this.bring, this.words))) return;
    this.bring.reset();
    await this.show(found.text);
    this.root.closest<HTMLElement>("[data-pane]")?.focus();
  }

  private async forget(): Promise<void> {
    await this.shelf.remove(this.root.dataset.digest ?? "");
    this.text = [];
    const place = this.form.querySelector<HTMLElement>("[data-sentences]");
    if (place) render(nothing, place);
    this.reveal(false);
    await this.begin();
    this.root.closest<HTMLElement>("[data-pane]")?.focus();
  }
}
