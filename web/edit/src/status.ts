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
      const names = state.others ?? [];
      const who = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(names);
      others.textContent = who && fill(names.length === 1 ? this.words.other : this.words.others, { who });
    }
    const coverage = this.main.querySelector<HTMLElement>("[data-coverage]");
    if (coverage && state.coverage) coverage.textContent = fill(this.words.coverage, { n: state.coverage.cited, of: state.coverage.of });
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
    for (const place of form.querySelectorAll<HTMLElement>('[data-fault], [id$="-fault"]')) {
      const field = place.dataset.fault ?? place.id.slice(0, -"-fault".length);
      const found = faults.get(field) ?? [];
      const message = found.map((fault) => fault.message).join(" ");
      if (place.textContent !== message) place.textContent = message;
      for (const input of form.querySelectorAll(`[name="${CSS.escape(field)}"]:not([type=hidden])`)) {
        if (found.length > 0) input.setAttribute("aria-invalid", "true");
        else input.removeAttribute("aria-invalid");
      }
    }
    for (const place of form.querySelectorAll<HTMLElement>('[data-shown], [id$="-shown"]')) {
      const shown = state.shown?.[place.dataset.shown ?? place.id.slice(0, -"-shown".length)];
      place.textContent = shown ? shown.words : "";
      if (shown?.edtf) place.append(" ", edtfOf(shown.edtf));
    }
    this.summarize(form, faults);
    const title = form.querySelector<HTMLInputElement>("#title")?.value.trim();
    const heading = form.querySelector("#event-heading");
    if (title && heading && heading.textContent !== title) heading.textContent = title;
  }

  /** Leaves out of the list of mistakes above a form those that are mended. */
  private summarize(form: HTMLFormElement, faults: Map<string, Fault[]>): void {
    const summary = form.closest("section")?.querySelector<HTMLElement>("[data-faults]");
    if (!summary) return;
    for (const item of summary.querySelectorAll("li")) {
      const field = item.querySelector<HTMLAnchorElement>('a[href^="#"]')?.hash.slice(1) ?? "";
      if (!faults.has(field)) item.remove();
    }
    summary.hidden = summary.querySelector("li") === null;
  }
}

function edtfOf(text: string): HTMLElement {
  const code = document.createElement("code");
  code.dir = "ltr";
  code.textContent = text;
  return code;
}

/** The time of an instant as the reader's clock has it. */
function timeOf(instant: string): string {
  return new Date(instant).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}
