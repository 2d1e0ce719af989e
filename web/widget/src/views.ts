// What an event, a date and the now line look like. Everything from a record
// is bound as text: nothing of it can become markup.
import { html, nothing, type TemplateResult } from "lit";
import { guard } from "lit/directives/guard.js";
import { repeat } from "lit/directives/repeat.js";
import { html as staticHtml, literal, type StaticValue } from "lit/static-html.js";
import { dateLine, dateText, type Piece } from "./datewords";
import type { Group } from "./groups";
import type { Language } from "./language";
import { rail } from "./marks";
import { mediaView } from "./media";
import type { Actor, Citation, Lane, Participant, Quote, RecordDate, Source, TimelineEvent } from "./records";
import { repeats } from "./paraphrase";
import { isAhead, laneOf, sectionOf } from "./records";
import { newest } from "./written";

/** What all parts of a timeline are shown with. */
export interface Setting {
  l: Language;
  heading: number; // the level of event titles
  contentLanguage: string; // of titles and summaries; "" when nobody says
  actors: Map<string, Actor>;
  sources: Map<string, Source>;
  titles: Map<string, string>; // of the events that have come
  target?: string; // the event that the timeline was asked to open at
  link(event: { story: string; id: string }): string;
  select(event: TimelineEvent, click: Event): void;
  opened?: Set<string>; // in a long list, the events whose evidence is filled in; all when undefined
  open(event: TimelineEvent): void;
}

const headings = [literal`h1`, literal`h2`, literal`h3`, literal`h4`, literal`h5`, literal`h6`];

export const headingTag = (level: number): StaticValue => headings[level - 1]!;

/** The classes of the three lanes in the style sheet. */
export const laneClass: { [lane in Lane]: string } = { done: "done", said: "said", assessed: "judged" };

const stretch = 20; // dates that a long list lays out together, or not at all

/**
 * The dates, in stretches of which a browser can leave out those that are far
 * from the screen. To screen readers, and in order, they are items of one list.
 */
export function groupList(groups: Group[], s: Setting): TemplateResult {
  const parts = Array.from({ length: Math.ceil(groups.length / stretch) }, (_, i) => groups.slice(i * stretch, (i + 1) * stretch));
  return html`<ol class="groups" role="list">${parts.map((part) => guard(stateOf(part, s), () => stretchView(part, s)))}</ol>`;
}

function stretchView(groups: Group[], s: Setting): TemplateResult {
  return html`<li class="stretch ${groups.length === stretch ? "is-full" : ""}" role="presentation"><ol role="presentation">${repeat(
    groups,
    (g) => g.key,
    (g) => guard(stateOf([g], s), () => groupView(g, s)),
  )}</ol></li>`;
}

/** What decides how groups look; they only ever grow at their end. */
function stateOf(groups: Group[], s: Setting): unknown[] {
  const events = groups.flatMap((g) => g.events);
  return [s, s.target, groups[0], groups.length, events.length, s.opened && events.filter((e) => s.opened!.has(e.id)).length];
}

function groupView(g: Group, s: Setting): TemplateResult {
  const { pieces, note } = dateLine(s.l, g.date, g.status || "occurred");
  return html`<li class="group is-${g.date.basis} ${g.events.length > 3 ? "is-tall" : ""}" role="listitem"><div class="when"><p class="when__date" part="date">${datePieces(pieces)}${
    note ? html` <span class="t">${note}</span>` : nothing
  }</p><p class="when__basis" part="basis">${basisLine(g, s.l)}</p></div><div class="rail"><svg class="m m--done" width="14" height="100%" aria-hidden="true" focusable="false">${rail(g.date, g.section === "ahead")}</svg></div><ol class="events" role="list">${repeat(
    g.events,
    (e) => e.id,
    (e) => eventView(e, s),
  )}</ol></li>`;
}

/** Each date with the word before it, which a line break does not part. */
function datePieces(pieces: Piece[]): TemplateResult[] {
  const list: TemplateResult[] = [];
  let word = "";
  const say = (date: unknown) => {
    const gap = list.length && word.startsWith(" ") ? " " : "";
    list.push(html`${gap}<span class="d">${word.trim() ? html`<span class="w">${word.trimStart()}</span>` : nothing}${date}</span>`);
    word = "";
  };
  for (const p of pieces) {
    if (!p.date) word = p.text;
    else say(p.datetime ? html`<time datetime=${p.datetime}>${p.text}</time>` : p.text);
  }
  if (word) say(nothing);
  return list;
}

/** On what the date rests, and the source's own words for it where all events have the same. */
function basisLine(g: { date: RecordDate; words: string | null; wordsDiffer: boolean; cited: boolean }, l: Language): TemplateResult[] {
  const known = g.date.basis;
  const basis = html`<b>${l.capital(l.word("basis", known))}</b>`;
  const several = g.wordsDiffer && known !== "stated" ? l.dates[`basis_${known}_several`] : undefined;
  const pattern = several ?? (g.words || g.cited ? l.dates[`basis_${known}${g.words ? "_words" : ""}`] : l.dates.basis_uncited);
  return pattern.split(/(\{[a-z]+\})/).map((part) => {
    if (part === "{basis}") return basis;
    return part === "{words}" ? html`<q dir="auto">${g.words}</q>` : html`${part}`;
  });
}

function eventView(e: TimelineEvent, s: Setting): TemplateResult {
  const retracted = e.verification === "retracted";
  const title = html`<a href=${s.link(e)} @click=${(click: Event) => s.select(e, click)}>${retracted ? html`<s>${e.title}</s>` : e.title}</a>`;
  const tag = headingTag(s.heading);
  const language = e.language || s.contentLanguage || nothing;
  return html`<li class="event ${e.key ? "is-key" : ""} ${e.id === s.target ? "is-target" : ""}" part="event" data-id=${e.id}>${anchors(e, s)}${staticHtml`<${tag} class="event__title" part="event-title" lang=${language} dir="auto">${title}</${tag}>`}${meta(e, s.l)}${
    retracted ? html`<p class="event__note"><b>${s.l.text("retracted")}</b> <span dir="auto">${e.retracted?.reason}</span></p>` : nothing
  }${e.summary ? html`<p class="event__text" part="text" lang=${language} dir="auto">${e.summary}</p>` : nothing}${said(e, s)}${mediaView(e, s.l)}${who(e, s)}${evidence(e, s)}</li>`;
}

const whenSaid = ["follows", "caused-by", "responds-to"];

/** What an event without a date came after, or answered, as far as that has come too. */
function anchors(e: TimelineEvent, s: Setting): TemplateResult[] {
  if (sectionOf(e) !== "undated") return [];
  return whenSaid.flatMap((type) => {
    const known = (e.relations ?? []).filter((r) => r.type === type && s.titles.has(r.event));
    if (known.length === 0) return [];
    const links = known.map((r, i) => html`${i ? s.l.dates.list_separator : ""}<a href=${s.link({ story: e.story, id: r.event })}><bdi>${s.titles.get(r.event)}</bdi></a>`);
    return [html`<p class="event__after">${s.l.capital(s.l.word("relation", type))} ${links}</p>`];
  });
}

/** What was said; paraphrases that repeat the summary fold. */
function said(e: TimelineEvent, s: Setting): TemplateResult {
  const folded = e.quotes.filter((q) => repeats(q, e));
  const whose = [...new Set(folded.map((q) => speakerOf(q, e, s)))].join(s.l.dates.list_separator);
  return html`${e.quotes.filter((q) => !folded.includes(q)).map((q) => quoteView(q, e, s))}${
    folded.length
      ? html`<details class="said"><summary><span>${s.l.text("in_paraphrase")}</span> <bdi>${whose}</bdi><span class="vh">: <bdi>${e.title}</bdi></span></summary>${folded.map((q) => quoteView(q, e, s))}</details>`
      : nothing
  }`;
}

const speakerOf = (q: Quote, e: TimelineEvent, s: Setting): string =>
  e.actors.find((a) => a.id === q.speaker)?.name ?? s.actors.get(q.speaker)?.name ?? q.speaker;

/** What is ordinary is not said: that something occurred, and that one source reports it. */
function meta(e: TimelineEvent, l: Language): TemplateResult {
  const sources = new Set(e.citations.map((c) => c.source)).size;
  const standing = l.capital(l.word("verification", e.verification));
  const parts = [
    html`<b class="fam-${laneClass[laneOf(e.type)]}">${l.capital(l.word("type", e.type))}</b>`,
  ];
  if (e.status !== "occurred") parts.push(html`<span class=${isAhead(e) ? "is-ahead-status" : "status"}>${l.capital(l.word("status", e.status))}</span>`);
  const several = sources > 1 && e.verification !== "retracted" ? l.count("sources", sources) : "";
  if (e.verification !== "reported") parts.push(html`<span><span class="ver-${e.verification}">${standing}</span>${several ? l.dates.list_separator + several : ""}</span>`);
  else if (several) parts.push(html`<span>${several}</span>`);
  return html`<p class="event__meta" part="meta">${parts.map((part, i) => html`${i ? html`<span class="vh">${l.dates.list_separator}</span>` : nothing}${part}`)}</p>`;
}

function quoteView(q: Quote, e: TimelineEvent, s: Setting): TemplateResult {
  const speaker = speakerOf(q, e, s);
  const offices = s.actors.get(q.speaker)?.offices ?? [];
  const office = offices.length === 1 ? offices[0]!.title : "";
  const via = q.via ? (e.actors.find((a) => a.id === q.via)?.name ?? s.actors.get(q.via)?.name ?? q.via) : "";
  const direct = q.kind === "direct";
  return html`<figure class="quote ${direct ? "" : "quote--indirect"}" part="quote"><blockquote lang=${q.language || e.language || s.contentLanguage || nothing} dir="auto"><p>${direct ? `“${q.text}”` : q.text}</p></blockquote><figcaption><b><bdi>${speaker}</bdi></b>${
    office ? html`${s.l.dates.list_separator}<bdi>${office}</bdi>` : nothing
  }${via ? html`${s.l.dates.list_separator}${s.l.text("quoted_by", { who: via })}` : nothing}${direct ? nothing : html`${s.l.dates.list_separator}${s.l.word("quote_kind", q.kind)}`}</figcaption></figure>`;
}

function who(e: TimelineEvent, s: Setting): TemplateResult | typeof nothing {
  const speakers = new Set(e.quotes.map((q) => q.speaker));
  const actors = e.actors.filter((a) => !(a.role === "speaker" && speakers.has(a.id)));
  const at = e.places.filter((p) => p.role === "location");
  const other = e.places.filter((p) => p.role !== "location");
  const lines = [
    actors.length ? joined(actors, s.l, (a) => html`<bdi>${a.name}</bdi> <span class="role">${s.l.word("role", a.role)}</span>`) : undefined,
    at.length ? labelled(s.l.text("at", { places: "\0" }), joined(at, s.l, (p) => html`<bdi>${p.name}</bdi>`)) : undefined,
    other.length
      ? labelled(s.l.text("places", { places: "\0" }), joined(other, s.l, (p) => html`<bdi>${p.name}</bdi> <span class="role">${s.l.word("place_role", p.role)}</span>`))
      : undefined,
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return nothing;
  return html`<p class="who" part="actors">${lines.map((line, i) => html`${i ? ". " : ""}${line}`)}</p>`;
}

function joined(list: Participant[], l: Language, show: (p: Participant) => TemplateResult): TemplateResult {
  return html`${list.map((p, i) => html`${i ? l.dates.list_separator : ""}${show(p)}`)}`;
}

/** A text with something shown at its one placeholder. */
export function labelled(text: string, what: unknown): TemplateResult {
  const [before, after] = text.split("\0");
  return html`${before}${what}${after}`;
}

function evidence(e: TimelineEvent, s: Setting): TemplateResult | typeof nothing {
  if (e.citations.length === 0) return nothing;
  const panel = !s.opened || s.opened.has(e.id) ? panelView(e, s) : nothing;
  return html`<details class="evidence" part="evidence" @toggle=${() => s.open(e)}><summary><span>${s.l.text("evidence")}</span><span class="vh">: <bdi>${e.title}</bdi></span></summary>${panel}</details>`;
}

function panelView(e: TimelineEvent, s: Setting): TemplateResult {
  const basis = basisLine({ date: e.date, words: e.date.text, wordsDiffer: false, cited: e.citations.length > 0 }, s.l);
  return html`<div class="panel">${e.citations.map((c) => citationView(c, s))}<dl><dt>${s.l.text("date")}</dt><dd>${s.l.capital(dateText(s.l, e.date))}. ${basis}</dd></dl></div>`;
}

function citationView(c: Citation, s: Setting): TemplateResult {
  const { l } = s;
  const source = s.sources.get(c.source);
  const title = source?.title ?? c.source;
  const published = source?.published?.edtf ? dateText(l, source.published) : l.text("undated");
  const about = l.capital([source?.publisher ?? l.text("no_publisher"), published].join(l.dates.list_separator));
  return html`<dl><dt>${l.text("source")}</dt><dd><cite dir="auto">${source?.url && /^https?:/.test(source.url) ? html`<a href=${source.url} rel="noopener">${title}</a>` : title}</cite>. ${source ? html`<bdi>${about}</bdi>` : nothing}</dd>${
    c.section ? html`<dt>${l.text("section")}</dt><dd dir="auto">${c.section}</dd>` : nothing
  }${c.grade ? html`<dt>${l.text("grade")}</dt><dd>${l.word("evidence", c.grade)}</dd>` : nothing}${c.end ? html`<dt>${l.text("position")}</dt><dd class="num">${l.text("characters", { start: String(c.start), end: String(c.end) })}</dd><dt>${l.text("digest")}</dt><dd class="digest" dir="ltr">${c.sha256}</dd>` : nothing}</dl>`;
}

/** The line below which nothing has happened yet, where the newest source stops. */
export function nowLine(s: Setting): TemplateResult {
  const { l } = s;
  const published = newest(s.sources.values());
  const text = published
    ? l.text(s.sources.size > 1 ? "sources_stop" : "source_stops", { date: dateText(l, published), basis: l.word("basis", published.basis) })
    : s.sources.size === 1
      ? l.text("source_stops_undated")
      : "";
  return html`<div class="now" part="now"><p class="now__t">${l.text("still_ahead")}</p>${text ? html`<p>${text}</p>` : nothing}</div>`;
}
