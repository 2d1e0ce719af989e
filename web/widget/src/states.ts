// What stands where events would: while they load, when they did not, and
// below them when there are more.
import { html, nothing, type TemplateResult } from "lit";
import type { Language } from "./language";
import type { Failure } from "./server";

export function ghostView(l: Language, link: unknown): TemplateResult {
  const bars = Array.from({ length: 6 }, () => html`<i></i>`);
  return html`<p class="widget__sub" part="state">${l.text("loading")} ${link}</p><div class="ghost" aria-hidden="true">${bars}</div>`;
}

/** What happened, and what to do. */
export function failureView(failure: Failure, l: Language, retry: () => void, link: unknown): TemplateResult {
  return html`<div class="state" part="state"><p><b>${l.text("failed")}</b></p><p>${reason(failure, l)}</p><p class="state__do">${
    failure.status === -1 ? nothing : html`<button class="button" part="button" type="button" @click=${retry}>${l.text("retry")}</button>`
  }${link}</p></div>`;
}

function reason({ status, detail, retryAfter }: Failure, l: Language): string {
  const code = { status: String(status), detail };
  if (status === -1) return l.text("no_server");
  if (status === 0) return l.text("no_answer");
  if (status === 404) return l.text("missing", code);
  if (status === 429 || status === 503) {
    return l.text("busy", code) + (retryAfter === undefined ? "" : ` ${l.count("retry_after", retryAfter)}`);
  }
  return l.text(status < 500 ? "refused" : "server_failed", code);
}

export interface More {
  shown: number;
  total: number;
  step: number;
  busy: boolean;
  failure?: Failure;
  more(n: number): void;
}

export function moreView(l: Language, m: More): TemplateResult {
  const left = m.total - m.shown;
  if (left <= 0) return html`<p class="widget__more"><span class="num">${l.text("all_shown", { n: l.number(m.shown) })}</span></p>`;
  const next = Math.min(left, m.step);
  const button = (text: string, n: number) =>
    html`<button class="button" part="button" type="button" aria-disabled=${m.busy ? "true" : nothing} @click=${() => m.more(n)}>${text}</button>`;
  return html`${
    m.failure ? html`<div class="state" part="state"><p><b>${l.text("failed_more")}</b> ${reason(m.failure, l)}</p></div>` : nothing
  }<p class="widget__more">${button(l.text(m.busy ? "loading_more" : m.failure ? "retry" : "show_more", { n: l.number(next) }), next)}${
    left > next && !m.busy ? button(l.text("show_all", { n: l.number(m.total) }), left) : nothing
  }<span class="num">${l.text("shown", { n: l.number(m.shown), total: l.number(m.total) })}</span></p>`;
}
