import { showConflict, undecided } from "./conflict";
import type { Letter, Outbox } from "./outbox";
import { refresh } from "./refresh";
import type { Conflicted, State } from "./state";
import type { Status } from "./status";
import { fill, type Words } from "./words";

const pause = 1_000; // ms after the last key
const retry = 5_000; // ms without a connection
const patience = 3_000; // ms that a link waits for what was typed before it
const look = 15_000; // ms between looks at what others do

/**
 * Saves forms a second after a pause, when a field or the page is left, and when the
 * connection is back. What is typed goes to the outbox first: it leaves that when the
 * server has it.
 */
export class Autosave {
  private readonly timers = new Map<string, number>();
  private readonly queued = new WeakMap<HTMLFormElement, string>(); // what was last put in the outbox
  private sending: Promise<void> = Promise.resolve();
  private pending = 0; // saves under way

  constructor(
    private readonly main: HTMLElement,
    private readonly outbox: Outbox,
    private readonly status: Status,
    private readonly words: Words,
  ) {}

  async begin(): Promise<void> {
    this.main.addEventListener("input", (event) => this.typed(event));
    this.main.addEventListener("change", (event) => this.typed(event));
    this.main.addEventListener("focusout", (event) => {
      const form = formOf(event.target);
      if (form && this.timers.has(form.action)) void this.save(form);
    });
    this.main.addEventListener("submit", (event) => this.submitted(event));
    this.main.addEventListener("click", (event) => this.followed(event));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave();
    });
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => void this.flush());
    setInterval(() => void this.refresh(), look);
    const earlier = (await this.outbox.all()).some((letter) => letter.page !== performance.timeOrigin);
    await this.flush();
    // What was typed before the page was loaded is not in its forms.
    if (earlier && (await this.outbox.all()).length === 0 && !this.forms().some(undecided)) location.reload();
  }

  /** Saves what was typed in a form by now. It answers when the server has it, or can't. */
  async save(form: HTMLFormElement): Promise<void> {
    this.settle(form.action);
    this.pending++;
    try {
      await this.outbox.put(this.letterOf(form));
      await this.flush();
    } finally {
      this.pending--;
    }
  }

  /** Saves all forms that were typed in. */
  async saveAll(): Promise<void> {
    for (const form of this.forms()) if (this.timers.has(form.action)) await this.save(form);
    await this.flush();
  }

  private typed(event: Event): void {
    const form = formOf(event.target);
    if (!form || undecided(form)) return;
    this.settle(form.action);
    if (this.queued.get(form) === contentOf(form)) return; // a field that is left says so once more
    this.timers.set(form.action, window.setTimeout(() => void this.save(form), pause));
  }

  private letterOf(form: HTMLFormElement): Letter {
    this.queued.set(form, contentOf(form));
    return { action: form.action, body: bodyOf(form), at: performance.timeOrigin + performance.now(), page: performance.timeOrigin };
  }

  private settle(action: string): void {
    clearTimeout(this.timers.get(action));
    this.timers.delete(action);
  }

  /** A form that saves by itself does so at its button too; one with a name asks for something else. */
  private submitted(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement;
    const button = event.submitter as HTMLButtonElement | null;
    if (form.matches("form[data-autosave]") && !button?.name) {
      event.preventDefault();
      void this.save(form);
    } else if (!this.idle()) {
      // Whatever else is asked for follows what was typed before it.
      event.preventDefault();
      void this.saveAll().then(() => form.requestSubmit(button));
    }
  }

  /** A link leads to what was typed before it: the server has that first, or a while passes. */
  private followed(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
    if (!link || this.idle() || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const given = new Promise((resolve) => setTimeout(resolve, patience));
    void Promise.race([this.saveAll(), given]).then(() => location.assign(link.href));
  }

  private idle(): boolean {
    return this.timers.size === 0 && this.pending === 0;
  }

  /** The page is left: what is typed is sent without waiting for an answer. */
  private leave(): void {
    for (const form of this.forms()) {
      if (!this.timers.has(form.action)) continue;
      this.settle(form.action);
      const letter = this.letterOf(form);
      void this.outbox.put(letter);
      void post(letter, true).then((answer) => (answer.ok ? this.outbox.remove(letter) : undefined), () => undefined);
    }
  }

  private forms(): HTMLFormElement[] {
    return [...this.main.querySelectorAll<HTMLFormElement>("form[data-autosave]")];
  }

  /** Sends what is in the outbox, one letter after another. */
  private flush(): Promise<void> {
    this.sending = this.sending.then(async () => {
      for (const letter of await this.outbox.all()) if (!(await this.send(letter))) return;
    });
    return this.sending;
  }

  /** Sends a letter; false where there is no use in sending others now. */
  private async send(letter: Letter): Promise<boolean> {
    const form = this.forms().find((one) => one.action === letter.action);
    if (form && letter.page === performance.timeOrigin) letter.body = withSince(letter.body, form); // an earlier one may have been taken since
    let answer: Response;
    let told: unknown;
    try {
      this.status.say(this.words.saving);
      answer = await post(letter, false);
      told = await bodyOfAnswer(answer);
    } catch {
      this.status.warn(this.words.waiting);
      setTimeout(() => void this.flush(), retry);
      return false;
    }
    if (answer.status === 401) {
      this.status.warn(this.words.signed_out);
      return false;
    }
    if (answer.status >= 500 || answer.status === 429) {
      this.status.warn(this.words.waiting);
      setTimeout(() => void this.flush(), retry);
      return false;
    }
    if (answer.status === 409 && form) {
      this.status.warn(fill(this.words.conflict, { who: (told as Conflicted).by }));
      await this.outbox.remove(letter);
      if (await showConflict(form, letter.body)) this.main.dispatchEvent(new CustomEvent("rows-added"));
      else void this.save(form);
      return true;
    }
    if (!answer.ok) {
      const problem = told as { detail?: string; title?: string };
      this.status.warn(fill(this.words.refused, { why: problem.detail ?? problem.title ?? String(answer.status) }));
      if (!form) await this.outbox.remove(letter); // of a form that is gone
      return true;
    }
    const state = told as State;
    await this.outbox.remove(letter);
    this.status.show(state);
    if (form) {
      form.querySelector("#conflicts")?.remove();
      if (state.merged) this.queued.delete(form); // it is to say other things
      if (!state.merged) setHidden(form, "since", String(state.since ?? 0));
      else if (!(await refresh(form, letter.body))) location.reload(); // its rows are others by now
      this.status.understood(form, state);
    }
    this.main.dispatchEvent(new CustomEvent("draft-saved"));
    return true;
  }

  /** Looks at what others do, and whether there is a connection. */
  private async refresh(): Promise<void> {
    const path = this.main.dataset.state;
    if (!path || document.visibilityState === "hidden") return;
    try {
      const answer = await fetch(path, { headers: { Accept: "application/json" } });
      if (!answer.ok) return;
      const state = (await answer.json()) as State;
      if (state.seq !== Number(this.main.dataset.seq)) this.main.dispatchEvent(new CustomEvent("draft-saved"));
      this.status.show(state);
    } catch {
      // the next letter will tell
    }
  }
}

function formOf(target: EventTarget | null): HTMLFormElement | null {
  return target instanceof Element ? target.closest<HTMLFormElement>("form[data-autosave]") : null;
}

/** What an answer says; a good answer that breaks off in the middle is none, so the letter is sent again. */
function bodyOfAnswer(answer: Response): Promise<unknown> {
  if (answer.ok || answer.status === 409) return answer.json();
  return answer.json().catch(() => ({}));
}

/** The fields of a form as a browser sends them, without files. */
function bodyOf(form: HTMLFormElement): string {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.append(name, value);
  return body.toString();
}

/** What a form says, whatever it was made from. */
function contentOf(form: HTMLFormElement): string {
  const body = new URLSearchParams(bodyOf(form));
  body.delete("since");
  return body.toString();
}

function withSince(body: string, form: HTMLFormElement): string {
  const fields = new URLSearchParams(body);
  const since = form.querySelector<HTMLInputElement>('input[name="since"]')?.value;
  if (since) fields.set("since", since);
  return fields.toString();
}

function setHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = form.querySelector<HTMLInputElement>(`input[name="${name}"]`);
  if (field) field.value = value;
}

function post(letter: Letter, keepalive: boolean): Promise<Response> {
  const headers = { Accept: "application/json", "Content-Type": "application/x-www-form-urlencoded" };
  return fetch(letter.action, { method: "POST", headers, body: letter.body, keepalive });
}
