import { html, nothing, render } from "lit";
import type { Fault, State, Step } from "./state";
import { fill, type Words } from "./words";

/** Shows what the server tells of a draft where the page shows it without scripts too. */
export class Status {
  private readonly line: HTMLElement | null;

  constructor(
    private readonly main: HTMLElement,
    private readonly words: Words,
  ) {
    this.line = main.querySelector("[data-saved]");
  }

  say(text: string): void {
    if (this.line && this.line.textContent !== text) this.line.textContent = text;
    this.main.removeAttribute("data-trouble");
  }

  /** Says what went wrong, so that it is seen and heard. */
  warn(text: string): void {
    this.say(text);
    this.main.setAttribute("data-trouble", "");
  }

  show(state: State): void {
    this.main.dataset.seq = String(state.seq);
    if (state.saved_at) this.say(fill(this.words.saved, { time: timeOf(state.saved_at) }));
    this.step("undo", state.undo, this.words.undo);
    this.step("redo", state.redo, this.words.redo);
    const others = this.main.querySelector<HTMLElement>("[data-others]");
    if (others) {
      const names = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(state.others ?? []);
      render(names ? fill(this.words.others, { names }) : nothing, others);
      others.hidden = !names;
    }
    const coverage = this.main.querySelector<HTMLElement>("[data-coverage]");
    if (coverage && state.coverage) coverage.textContent = fill(this.words.coverage, { ...state.coverage });
  }

  private step(name: "undo" | "redo", step: Step | null, text: string): void {
    const form = this.main.querySelector<HTMLFormElement>(`form[data-${name}]`);
    const button = form?.querySelector("button");
    if (!form || !button) return;
    form.hidden = !step;
    if (step) button.textContent = fill(text, { what: step.what });
  }

  /** Shows beside the fields of a form how they were understood, and what is wrong. */
  understood(form: HTMLFormElement, state: State): void {
    const faults = new Map<string, Fault[]>();
    for (const fault of state.faults ?? []) faults.set(fault.field, [...(faults.get(fault.field) ?? []), fault]);
    for (const place of form.querySelectorAll<HTMLElement>('[id$="-fault"]')) {
      const found = faults.get(place.id.slice(0, -"-fault".length)) ?? [];
      place.replaceChildren();
      render(found.map((fault) => html`<span>${fault.message}</span> `), place);
      place.hidden = found.length === 0;
      document.getElementById(place.id.slice(0, -"-fault".length))?.toggleAttribute("aria-invalid", found.length > 0);
    }
    for (const place of form.querySelectorAll<HTMLElement>('[id$="-shown"]')) {
      const shown = state.shown?.[place.id.slice(0, -"-shown".length)];
      place.replaceChildren();
      if (shown) render(html`<bdi>${shown.words}</bdi>${shown.edtf ? html` <code dir="ltr">${shown.edtf}</code>` : nothing}`, place);
    }
  }
}

/** The time of an instant as the reader's clock has it. */
function timeOf(instant: string): string {
  return new Date(instant).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
